"""One assessed audit to one yearly report on its plan: done, slipped and next, ready to print."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

import send_audit
from send_audit.model.lateness import last_day
from send_audit.model.plan_document import Action
from send_audit.model.results import Assessed
from send_audit.model.words import ActionStatus
from send_audit.render.plan_basis import basis, shown_items
from send_audit.render.plan_cards import (
    action_card,
    by_when,
    done_action,
    dropped_action,
    pounds_text,
    who_leads,
)
from send_audit.render.plan_results import has_results
from send_audit.render.plan_strands import findings_to_list
from send_audit.render.plan_view import (
    NO_RESULTS,
    document_language,
    expiry_notice,
    formats,
    monitoring,
    next_review,
    other_formats,
    period_words,
    shortened,
)
from send_audit.render.privacy import strip_sums, web_link
from send_audit.render.progress_short import count_figures, figures_note, year_in_short
from send_audit.render.progress_sorting import (
    Sorted,
    done_lately,
    latest_first,
    sort_actions,
    year_ahead,
)
from send_audit.render.progress_views import AheadGroup, ProgressPart, ProgressView
from send_audit.render.views import (
    ActionCard,
    ActionGroup,
    Cover,
    EndedGroup,
    Entry,
    Fact,
    Link,
    Row,
)
from send_audit.render.wording import (
    Voice,
    date_text,
    no_findings,
    plural,
    sentence,
    upper_first,
    voice_of,
)

_BEGUN_AS: tuple[tuple[str, tuple[ActionStatus, ...]], ...] = (
    ("In hand", ("in-progress",)),
    ("Going on all the time", ("ongoing",)),
    ("Waiting on others", ("waiting",)),
)


def progress_view(assessed: Assessed, *, show_costs: bool = False) -> ProgressView:
    """Everything that the yearly report prints, private matters already left out.

    Sums of money are private matters too, unless `show_costs` asks for them.
    """
    view = _view(assessed, show_costs=show_costs)
    return view if show_costs else strip_sums(view)


def _view(assessed: Assessed, *, show_costs: bool) -> ProgressView:
    voice = voice_of(assessed.audit)
    sorted_ = sort_actions(assessed)
    cover = _cover(assessed, voice)
    title = f"{cover.title} {cover.period}" if cover.period else cover.title
    parts = tuple(_parts(assessed, voice, sorted_, show_costs=show_costs))
    watched = replace(monitoring(assessed, voice), title="Reviews and reports")
    return ProgressView(
        language=document_language(assessed.audit),
        document_title=f"{title}: {cover.subject}",
        description=cover.promise,
        generator=f"send-audit {send_audit.__version__}",
        day=assessed.as_of.isoformat(),
        running_head=f"{shortened(cover.subject)} · Progress report",
        cover=cover,
        contents=(
            Entry(anchor="short", title="The year in short"),
            *(Entry(anchor=part.anchor, title=part.title) for part in parts),
            Entry(anchor="monitoring", title=watched.title),
            Entry(anchor="formats", title="Formats, questions and complaints"),
            Entry(anchor="sources", title="Sources"),
        ),
        results=None,
        results_note=None,
        short=tuple(year_in_short(assessed, voice, sorted_)),
        figures=tuple(count_figures(assessed, sorted_)),
        figures_note=figures_note(sorted_),
        parts=parts,
        monitoring=watched,
        formats=formats(assessed, voice, of_report=True),
        basis=basis(assessed, shown_items(assessed, (*sorted_.begun, *sorted_.slipped))),
    )


def _cover(assessed: Assessed, voice: Voice) -> Cover:
    plan = assessed.audit.plan
    facts = [Fact(label="As it stood", text=date_text(assessed.as_of))]
    if plan is not None:
        facts.append(Fact(label="Next review", text=next_review(plan, assessed)))
    return Cover(
        title=f"Progress on our accessibility {voice.document}",
        period=period_words(plan),
        subject=assessed.audit.subject.name,
        promise="What we promised, what we have done, what has slipped and what comes next.",
        notice=_notice(assessed, voice),
        facts=(*facts, other_formats(plan)),
    )


def _notice(assessed: Assessed, voice: Voice) -> str | None:
    plan = assessed.audit.plan
    if plan is None:
        return f"There is no {voice.document} of our own yet."
    if plan.is_proposals:
        return f"Proposals only: this {voice.document} is not approved yet."
    return expiry_notice(assessed, voice)


# The sections


def _parts(
    assessed: Assessed, voice: Voice, found: Sorted, *, show_costs: bool
) -> Iterator[ProgressPart]:
    """The sections in their order. Without any action, there is only what was found."""

    def card(action: Action) -> ActionCard:
        return action_card(assessed, action, show_costs=show_costs)

    if found.promised:
        yield _done(assessed, found, show_costs=show_costs)
        yield _begun(found, card)
        yield _slipped(found, card)
        yield _next(assessed, found, show_costs=show_costs)
        yield _dropped(assessed, found)
    yield _unplanned(assessed, voice)


def _done(assessed: Assessed, found: Sorted, *, show_costs: bool) -> ProgressPart:
    """What was done in the last 12 months, the latest first; then before that; then without a date."""
    lately = [action for action in found.done if done_lately(action, assessed.as_of)]
    dated = [a for a in found.done if a.done_on is not None and a not in lately]
    undated = [action for action in found.done if action.done_on is None]
    groups = (
        ("In the last 12 months", latest_first(lately)),
        ("Before that", latest_first(dated)),
        ("Date not recorded", undated),
    )
    return ProgressPart(
        anchor="done",
        title="What we have done",
        paragraphs=() if found.done else ("No action is done yet.",),
        ended=tuple(
            EndedGroup(
                heading=heading,
                actions=tuple(done_action(assessed, a, show_costs=show_costs) for a in actions),
            )
            for heading, actions in groups
            if actions
        ),
    )


def _begun(found: Sorted, card: Callable[[Action], ActionCard]) -> ProgressPart:
    groups = ((h, [a for a in found.begun if a.status in which]) for h, which in _BEGUN_AS)
    return ProgressPart(
        anchor="under-way",
        title="Under way",
        paragraphs=() if found.begun else ("No other action is under way.",),
        cards=tuple(_card_groups(groups, card)),
    )


def _card_groups(
    groups: Iterable[tuple[str, Sequence[Action]]], card: Callable[[Action], ActionCard]
) -> Iterator[ActionGroup]:
    for heading, actions in groups:
        if actions:
            yield ActionGroup(heading=heading, cards=tuple(map(card, actions)))


def _slipped(found: Sorted, card: Callable[[Action], ActionCard]) -> ProgressPart:
    def with_reason(action: Action) -> ActionCard:
        made = card(action)
        if action.waiting_on or action.progress or any(slip.why for slip in action.was_due):
            return made
        told = (made.progress, "Why it has slipped is not recorded.")
        return replace(made, progress=" ".join(filter(None, told)))

    groups = (("Late now", found.late), ("Moved to a later date", found.moved))
    return ProgressPart(
        anchor="slipped",
        title="What has slipped",
        paragraphs=tuple(_slipped_words(found)),
        cards=tuple(_card_groups(groups, with_reason)),
    )


def _slipped_words(found: Sorted) -> Iterator[str]:
    """What can be said where nothing has slipped; and that what has no date can never be late."""
    open_ = (*found.slipped, *found.begun, *found.ahead)
    if not open_:
        yield "No action is open, so none can be late."
    elif not found.slipped:
        yield "No open action is late, and none has a later date than first planned."
    undated = sum(action.due is None and last_day(action) is None for action in open_)
    if undated:
        has = "action has" if undated == 1 else "actions have"
        yield f"{undated} open {has} no date by which to be done, and so cannot be late."


def _next(assessed: Assessed, found: Sorted, *, show_costs: bool) -> ProgressPart:
    limit = year_ahead(assessed.as_of)
    days = [(action, last_day(action)) for action in found.ahead]
    groups = (
        ("In the next 12 months", [a for a, day in days if day is not None and day <= limit]),
        ("After that", [a for a, day in days if day is not None and day > limit]),
        ("No date set yet", [a for a, day in days if day is None]),
    )
    heads = ("What", "By when", "Who", *(("Cost",) if show_costs else ()))
    return ProgressPart(
        anchor="next",
        title="What comes next",
        paragraphs=tuple(_next_words(assessed, found)),
        ahead=tuple(
            AheadGroup(
                heading=heading,
                heads=heads,
                rows=tuple(_row(assessed, action, show_costs=show_costs) for action in actions),
            )
            for heading, actions in groups
            if actions
        ),
    )


def _next_words(assessed: Assessed, found: Sorted) -> Iterator[str]:
    yield (
        "These actions have not begun." if found.ahead else "No action is left that has not begun."
    )
    limit = year_ahead(assessed.as_of)
    days = [last_day(action) for action in (*found.begun, *found.moved)]
    soon = sum(day is not None and day <= limit for day in days)
    if soon:
        falls = "action shown above falls" if soon == 1 else "actions shown above fall"
        yield f"In the next 12 months, {soon} {falls} due too."


def _row(assessed: Assessed, action: Action, *, show_costs: bool) -> Row:
    """An action with its whole text: a short list has no room for a card, and no word may be lost."""
    title = assessed.shared_from(action)
    what = [sentence(action.action)]
    what += [f"Part of: {sentence(title)}"] if title is not None else []
    what += [f"Waiting on: {sentence(action.waiting_on)}"] if action.waiting_on else []
    when = upper_first(by_when(assessed, action).text)
    cost = pounds_text(action.pounds) if action.pounds is not None else "not set"
    cells = (when, upper_first(who_leads(action)), *((cost,) if show_costs else ()))
    return Row(cells=(" ".join(what), *map(sentence, cells)))


def _dropped(assessed: Assessed, found: Sorted) -> ProgressPart:
    entries = tuple(dropped_action(assessed, action) for action in found.dropped)
    return ProgressPart(
        anchor="dropped",
        title="What will not go ahead",
        paragraphs=() if entries else ("No action was given up.",),
        ended=(EndedGroup(heading=None, actions=entries),) if entries else (),
    )


def _unplanned(assessed: Assessed, voice: Voice) -> ProgressPart:
    return ProgressPart(
        anchor="unplanned",
        title="What we have found and not planned",
        paragraphs=(_unplanned_words(assessed, voice),),
        link=_plan_link(assessed, voice) if findings_to_list(assessed) else None,
    )


def _unplanned_words(assessed: Assessed, voice: Voice) -> str:
    if not has_results(assessed):
        return NO_RESULTS
    if not assessed.findings:
        return no_findings(assessed)
    count = len(findings_to_list(assessed))
    if not count:
        return "No barrier that we may show here is without an action."
    where = (
        f"our {voice.document} lists"
        if assessed.audit.plan is not None
        else "our accessibility audit lists"
    )
    them = "it" if count == 1 else "them"
    return (
        f"For {plural(count, 'barrier')} that we have found there is no action yet: {where} {them}."
    )


def _plan_link(assessed: Assessed, voice: Voice) -> Link | None:
    plan = assessed.audit.plan
    if plan is None or plan.published is None or plan.published.url is None:
        return None
    return web_link(f"Our accessibility {voice.document}", plan.published.url)
