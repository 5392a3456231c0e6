"""One assessed audit to a summary for pupils and families: two pages, and no word that they need not know."""

import math
import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import send_audit
from send_audit.model.plan_document import Action, Contact
from send_audit.model.plan_facts import facts_of
from send_audit.model.results import Assessed
from send_audit.render.plan_cards import headline
from send_audit.render.plan_law import is_voluntary
from send_audit.render.plan_strands import findings_to_list, open_actions
from send_audit.render.plan_view import document_language, period_words, shortened
from send_audit.render.privacy import (
    email_link,
    is_private,
    phone_link,
    strip_sums,
    web_link,
    without_sums,
)
from send_audit.render.progress_sorting import done_lately, latest_first, sort_actions
from send_audit.render.summary_views import HardWord, Part, Promise, SummaryView
from send_audit.render.views import Cover, Entry, Link
from send_audit.render.wording import (
    REPEATS_WORDS,
    Voice,
    date_text,
    day_text,
    joined,
    plural,
    sentence,
    upper_first,
    voice_of,
)

LINES = 68
"""So many lines of text two pages hold beside the band, the headings and the white space between parts."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_LINE = 66
_WIDE_FROM = 0x1100
_LONGEST = 150
_MOST_STRENGTHS = 5
_MOST_DONE = 3
_MOST_ASKED = 5
_FIXED = 25
"""Lines that the fixed wording, whom to ask, and the counts take at the most."""


def summary_view(assessed: Assessed, *, easy: bool = False) -> SummaryView:
    """All that the summary prints. `easy` leaves nothing out for room and explains the hard words."""
    voice = voice_of(assessed.audit)
    plan = assessed.audit.plan
    subject = assessed.audit.subject.name
    title = f"Our accessibility {voice.document} in short" if plan else "Our access check in short"
    parts = tuple(_parts(assessed, voice, easy=easy))
    if easy:
        parts = tuple(map(_one_idea_a_line, parts))
    view = SummaryView(
        language=document_language(assessed.audit),
        document_title=f"{title}: {subject}",
        description=f"What helps disabled {voice.pupils} here, and what will get better.",
        generator=f"send-audit {send_audit.__version__}",
        day=assessed.as_of.isoformat(),
        running_head=f"{shortened(subject)} · Summary",
        cover=Cover(
            title=title,
            period=_cut(period_words(plan) or "", 40) or None,
            subject=_cut(subject),
            promise=f"What helps disabled {voice.pupils} here, and what will get better.",
            notice=None,
            facts=(),
        ),
        contents=tuple(Entry(anchor=part.anchor, title=part.title) for part in parts),
        results=None,
        results_note=None,
        parts=parts,
        hard_words=_hard_words(voice) if easy else (),
    )
    return strip_sums(view)


def _parts(assessed: Assessed, voice: Voice, *, easy: bool) -> Iterable[Part]:
    strengths = _strengths(assessed)
    promises = [_promise(assessed, action) for action in _in_order(assessed)]
    done = [_cut(sentence(headline(action)[0])) for action in _done(assessed)]
    room = LINES - _FIXED
    some_strengths = strengths if easy else _fitting(strengths, room // 3)[:_MOST_STRENGTHS]
    room -= sum(map(_lines, some_strengths))
    some = promises if easy else promises[: len(_fitting([_words(p) for p in promises], room))]
    room -= sum(_lines(_words(promise)) for promise in some)
    some_done = done if easy else _fitting(done, room - 1)[:_MOST_DONE]
    yield Part(anchor="about", title="What is this?", sentences=tuple(_about(assessed, voice)))
    if some_strengths:
        yield Part(anchor="well", title="What do we do well?", points=tuple(some_strengths))
    yield _better(assessed, voice, some, len(promises) - len(some))
    if some_done:
        yield Part(anchor="done", title="What have we done?", points=tuple(some_done))
    yield Part(anchor="checked", title="How did we check?", sentences=tuple(_checked(assessed)))
    yield _ask(assessed, voice)


def _one_idea_a_line(part: Part) -> Part:
    """The part with every sentence on its own, for easy read."""
    split = [
        [one for text in texts for one in _SENTENCE_END.split(text)]
        for texts in (part.sentences, part.points)
    ]
    return replace(part, sentences=tuple(split[0]), points=tuple(split[1]))


def _about(assessed: Assessed, voice: Voice) -> Iterable[str]:
    if assessed.audit.plan is None:
        yield f"We have checked how well we include disabled {voice.pupils}."
        yield f"We have not written a {voice.document} yet."
        return
    yield from _standing(assessed, voice)
    yield f"This is a short form of our accessibility {voice.document}."
    yield f"It says how we will help disabled {voice.pupils} to learn and join in."


def _standing(assessed: Assessed, voice: Voice) -> Iterable[str]:
    """What must be known of the plan first: that it is over, only proposed, or asked for by no law."""
    plan, facts = assessed.audit.plan, facts_of(assessed.audit, assessed.as_of)
    if facts.expired and facts.ends is not None:
        yield f"Our {voice.document} ran until {date_text(facts.ends)}. We are late with a new one."
    if plan is not None and plan.is_proposals:
        yield f"This {voice.document} is a proposal. It is not agreed yet."
    if is_voluntary(assessed):
        yield "The law does not ask this of us. We want to do it."


def _strengths(assessed: Assessed) -> list[str]:
    """Only what the school says of itself: an answer to a checklist is no claim in plain words."""
    plan = assessed.audit.plan
    stated = plan.strengths if plan is not None else ()
    return [_cut(sentence(one.text)) for one in stated]


_URGENCY = {"high": 0, "medium": 1, "low": 2}


def _in_order(assessed: Assessed) -> list[Action]:
    """The open public actions: the most urgent first, then by date."""
    urgency: dict[str, int] = {}
    for finding in assessed.findings:
        if is_private(finding.outcome):
            continue
        for action in finding.actions:
            rank = _URGENCY[finding.priority]
            urgency[action.id] = min(urgency.get(action.id, rank), rank)

    def key(action: Action) -> tuple[int, date]:
        rank = _URGENCY[action.urgency] if action.urgency else urgency.get(action.id, 1)
        return rank, action.due.last if action.due else date.max

    return sorted(open_actions(assessed), key=key)


def _promise(assessed: Assessed, action: Action) -> Promise:
    return Promise(
        what=_cut(sentence(headline(action)[0])),
        when=_when(assessed, action),
        who=_cut(sentence(upper_first(action.lead)), 60) if action.lead else None,
    )


def _when(assessed: Assessed, action: Action) -> str:
    if action.repeats and action.done_on is not None:
        return sentence(upper_first(REPEATS_WORDS[action.repeats]))
    if action.due is not None:
        late = " This is late." if action in assessed.plan.overdue else ""
        return f"By {day_text(action.due)}.{late}"
    if action.timescale:
        return _cut(sentence(upper_first(action.timescale)), 60)
    if action.repeats:
        return sentence(upper_first(REPEATS_WORDS[action.repeats]))
    return "No date yet."


def _done(assessed: Assessed) -> list[Action]:
    """What was done in the year before the document's day, the newest first."""
    done = sort_actions(assessed).done
    return latest_first(action for action in done if done_lately(action, assessed.as_of))


_NONE_PLANNED = "We have not planned any work yet."
_NONE_OPEN = "There is no open work to show here."


def _better(assessed: Assessed, voice: Voice, some: Sequence[Promise], more: int) -> Part:
    after = []
    if more:
        verb = "is" if more == 1 else "are"
        after.append(f"{plural(more, 'more thing')} {verb} in the full {voice.document}.")
    if unplanned := len(findings_to_list(assessed)):
        after.append(f"We have found {plural(unplanned, 'more thing')} to put right.")
        after.append(f"We have not planned {'it' if unplanned == 1 else 'them'} yet.")
    return Part(
        anchor="better",
        title="What will get better?",
        sentences=() if some else (_NONE_OPEN if assessed.plan.actions else _NONE_PLANNED,),
        promises=tuple(some),
        after=tuple(after),
    )


def _checked(assessed: Assessed) -> Iterable[str]:
    asked = [outcome for outcome in assessed.outcomes if outcome.asked]
    answered = sum(outcome.fresh for outcome in asked)
    if answered:
        share = "all" if answered == len(asked) else f"{answered} of"
        yield f"We have answered {share} {plural(len(asked), 'question')} about how we work."
    elif any(outcome.known is not None for outcome in asked):
        yield "Our answers are old. We must check again."
    else:
        yield "We have not answered our questions yet."
    consulted = assessed.audit.audit.consulted
    if consulted:
        asked_of = [_cut(sentence(upper_first(one.who)), 80) for one in consulted[:_MOST_ASKED]]
        if len(consulted) > _MOST_ASKED:
            asked_of.append(f"And {plural(len(consulted) - _MOST_ASKED, 'more group')}.")
        yield f"We asked: {' '.join(asked_of)}"
    else:
        yield "We have not written down whom we asked."
    plan = assessed.audit.plan
    if plan is not None and plan.next_review is not None:
        verb = "was due" if plan.next_review.last < assessed.as_of else "will be"
        yield (
            f"Our next review {verb} in {day_text(plan.next_review)}."
            if (plan.next_review.is_month)
            else f"Our next review {verb} on {day_text(plan.next_review)}."
        )


def _ask(assessed: Assessed, voice: Voice) -> Part:
    plan = assessed.audit.plan
    contact = plan.contact if plan is not None else None
    words = (
        [f"Tell us what would help. Please ask the {_cut(contact.role, 60)}."] if contact else []
    )
    if contact and contact.role.upper() == "SENCO":
        words.append(f"The SENCO plans the help for {voice.pupils} who need more support.")
    if plan is not None and plan.formats:
        words.append(f"You can also have this as {_cut(joined(plan.formats, 'or'), 100)}.")
    else:
        words.append("Tell us if you need this in another form.")
    words.append(
        _cut(sentence(plan.complaints), 260)
        if plan is not None and plan.complaints
        else "If you are not happy, tell us. We will say how to complain."
    )
    published = plan.published.url if plan is not None and plan.published is not None else None
    link = (
        (web_link(f"Read the full {voice.document}", published),)
        if published and len(published) <= _LONGEST
        else ()
    )
    return Part(
        anchor="ask",
        title="Whom can you ask?",
        sentences=tuple(words if contact else ["Please ask us.", *words]),
        contacts=_contact_links(contact),
        links=link,
    )


def _contact_links(contact: Contact | None) -> tuple[Link, ...]:
    phone = (phone_link(contact.phone),) if contact and contact.phone else ()
    email = (email_link(contact.email),) if contact and contact.email else ()
    return tuple(link for link in (*phone, *email) if len(link.text) <= _LONGEST)


def _hard_words(voice: Voice) -> tuple[HardWord, ...]:
    return (
        HardWord(word="Accessibility", meaning="means that everyone can get in and join in."),
        HardWord(
            word=f"Accessibility {voice.document}",
            meaning="means what we will do to make things better.",
        ),
        HardWord(word="Review", meaning="means that we look at it again."),
    )


def _words(promise: Promise) -> str:
    return f"{promise.what} {promise.when}"


def _cut(text: str, longest: int = _LONGEST) -> str:
    """The words without sums; where they are too long, their first sentences, else their start."""
    shown = without_sums(text)
    if len(shown) <= longest:
        return shown
    short = textwrap.shorten(shown, longest, placeholder="…")
    whole, stop, _ = short.rpartition(". ")
    return f"{whole}." if stop else short


def _lines(text: str) -> int:
    """How many lines a text takes at the most: capitals and wide scripts need twice the room of others."""
    wide = sum(one.isupper() or ord(one) >= _WIDE_FROM for one in text)
    return math.ceil((len(text) + wide) / _LINE)


def _fitting(texts: Sequence[str], room: int) -> list[str]:
    """The first of the texts that take no more than `room` lines together."""
    found = []
    for text in texts:
        room -= _lines(text)
        if room < 0:
            break
        found.append(text)
    return found
