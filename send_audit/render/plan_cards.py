"""One action to one card: what, why, who, by when, from what, done when, and how far it has come."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from send_audit.model.audit import School
from send_audit.model.plan_document import Action, Step
from send_audit.model.results import Assessed, Finding
from send_audit.model.words import Rating
from send_audit.render.privacy import (
    cut_short,
    is_private,
    places_short,
    public_places,
    public_text,
    without_sums,
)
from send_audit.render.views import ActionCard, EndedAction, Fact, Mark, Reason
from send_audit.render.wording import (
    REPEATS_WORDS,
    STATUS_WORDS,
    date_text,
    day_text,
    joined,
    rating_word,
    sentence,
    upper_first,
)

HEADING_LENGTH = 110
"""Longer than this, an action's text moves below a shorter heading."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def action_card(assessed: Assessed, action: Action, *, show_costs: bool = False) -> ActionCard:
    """The card of an action that is neither done nor dropped. `show_costs` adds what it is to cost."""
    heading, rest = headline(action)
    repeated = action.aim is not None and action.aim.strip().removesuffix(".") == heading
    return ActionCard(
        heading=heading,
        text=rest,
        aim=f"Our aim: {sentence(action.aim)}" if action.aim and not repeated else None,
        reasons=tuple(_reasons(assessed, action)),
        facts=tuple(
            Fact(label=f.label, text=sentence(f.text))
            for f in _facts(assessed, action, show_costs=show_costs)
        ),
        progress=" ".join(_progress(action)) or None,
    )


def headline(action: Action) -> tuple[str, str | None]:
    """Split an action's text into a heading of a readable length and the rest, losing no word."""
    text = action.action.strip()
    if len(text) <= HEADING_LENGTH:
        return text.removesuffix("."), None
    first, *rest = _SENTENCE_END.split(text, maxsplit=1)
    if len(first) <= HEADING_LENGTH and rest:
        return first.removesuffix("."), rest[0]
    if action.aim and len(action.aim) <= HEADING_LENGTH:
        return action.aim.strip().removesuffix("."), text
    return f"{cut_short(text, HEADING_LENGTH).rstrip(',;:–- ')}…", text


def _reasons(assessed: Assessed, action: Action) -> Iterable[Reason]:
    """The barriers behind an action. A private answer gives neither its rating nor its barrier."""
    outcomes = {outcome.item.id: outcome for outcome in assessed.outcomes}
    findings = {finding.item.id: finding for finding in assessed.findings}
    for item in action.for_:
        outcome = outcomes.get(item)
        if outcome is None or is_private(outcome):
            continue
        if item in findings:
            places = () if action.at else places_short(assessed, outcome)
            yield _reason(findings[item], places)
        elif outcome.asked and outcome.known is None:
            yield Reason(mark=mark(None), text=sentence(outcome.item.barrier))


def _reason(finding: Finding, places: Sequence[str]) -> Reason:
    parts = [sentence(finding.item.barrier)]
    parts += [f"Seen at {joined(places)}."] if places else []
    parts += [last_seen(finding)] if finding.lapsed else []
    return Reason(mark=mark(finding.rating), text=" ".join(parts))


def last_seen(finding: Finding) -> str:
    """When a lapsed finding was last seen, as far as the file says."""
    seen = finding.outcome.last_seen
    return f"Last seen {date_text(seen)}; to be checked again." if seen else "To be checked again."


def mark(rating: Rating | None) -> Mark:
    """The rating as the drawn symbol's kind and its word."""
    return Mark(kind=rating or "open", word=rating_word(rating))


def _facts(assessed: Assessed, action: Action, *, show_costs: bool) -> Iterable[Fact]:
    if places := public_places(assessed.audit, action):
        yield Fact(label="Where", text=joined(places))
    yield Fact(label="Who", text=who_leads(action))
    yield by_when(assessed, action)
    if show_costs and action.pounds is not None:
        yield Fact(label="Cost", text=_cost(action, action.pounds))
    if funding := _funding(action, show_costs=show_costs):
        yield Fact(label="From", text=funding)
    if action.success:
        yield Fact(label="Done when", text=action.success)
    title = assessed.shared_from(action)
    if title is not None:
        yield Fact(label="Part of", text=title)
    elif action.schools:
        yield Fact(label="Schools", text=joined(action.schools))
    yield from status_facts(action)


def places_at(assessed: Assessed, action: Action) -> list[str]:
    """The names of the places where an action is to happen."""
    subject = assessed.audit.subject
    places = subject.places if isinstance(subject, School) else {}
    return [places[key].name for key in action.at if key in places]


def who_leads(action: Action) -> str:
    """Who leads an action, and who else has a part in it."""
    partners = [p.who if p.part is None else f"{p.who} ({p.part})" for p in action.partners]
    lead = action.lead or "not yet decided"
    return f"{lead}, with {joined(partners)}" if partners else lead


def by_when(assessed: Assessed, action: Action) -> Fact:
    """By when an action is due, whether that is past, and how often it comes again."""
    repeats = REPEATS_WORDS[action.repeats] if action.repeats else None
    if action.due is not None:
        late = ", now overdue" if action in assessed.plan.overdue else ""
        then = f", then {repeats}" if repeats else ""
        return Fact(label="By", text=f"{day_text(action.due)}{late}{then}")
    if words := [text for text in (action.timescale, repeats) if text]:
        return Fact(label="When", text=", ".join(words))
    return Fact(label="When", text="no date set yet")


def pounds_text(amount: Decimal) -> str:
    """“£1,200”, or “£1,200.50” where there are pence."""
    return f"£{amount:,.0f}" if amount == int(amount) else f"£{amount:,.2f}"


def _cost(action: Action, total: Decimal) -> str:
    """The whole, and what it is made of: “£1,200, from devolved capital, 2026-27”; of several, each sum."""
    sources = [(m, ", ".join(filter(None, (m.source, m.year)))) for m in action.money if m.source]
    match sources:
        case []:
            return pounds_text(total)
        case [(money, source)] if money.amount == total:
            return f"{pounds_text(total)}, from {source}"
    parts = [f"{pounds_text(money.amount)} from {source}" for money, source in sources]
    return f"{pounds_text(total)} ({joined(parts)})"


def _funding(action: Action, *, show_costs: bool) -> str | None:
    """From what it is paid, in words; nothing where the cost has said so already."""
    sources = public_text(money.source for money in action.money if money.source)
    if show_costs:
        said = [m.source.casefold() for m in action.money if m.source]
        told = action.funding is None or action.funding.casefold() in said
        return None if told else action.funding
    return without_sums(action.funding) if action.funding else joined(sources) or None


def status_facts(action: Action) -> Iterable[Fact]:
    """How far an action is, where that is worth a word, and what it waits for."""
    waits_for_something = action.status == "waiting" and action.waiting_on is not None
    if action.status != "planned" and not waits_for_something:
        yield Fact(label="Now", text=STATUS_WORDS[action.status])
    if action.waiting_on:
        yield Fact(label="Waiting on", text=action.waiting_on)


def _progress(action: Action) -> Iterable[str]:
    """What came over from the last plan, dates that slipped, the next steps, and dated news."""
    if action.carried_from:
        yield "Carried over from our last plan."
    for number, slip in enumerate(action.was_due):
        when = f"{'Then' if number else 'First'} due {day_text(slip.due)}"
        yield sentence(f"{when}: {slip.why}" if slip.why else when)
    ahead = [step for step in action.steps if step.done_on is None]
    if ahead:
        yield f"Next: {'; '.join(map(_step, ahead))}."
    for news in action.progress:
        yield f"{day_text(news.on)}: {sentence(news.what)}"


def _step(step: Step) -> str:
    what = step.what.strip().removesuffix(".")
    return f"{what} (by {day_text(step.due)})" if step.due is not None else what


def dropped_action(assessed: Assessed, action: Action) -> EndedAction:
    """A dropped action and its reason, as an entry of a short list."""
    text = sentence(upper_first(action.dropped_reason or ""))
    return EndedAction(heading=_short(action), text=text + _part_of(assessed, action))


def _part_of(assessed: Assessed, action: Action) -> str:
    title = assessed.shared_from(action)
    return f" Part of: {sentence(title)}" if title is not None else ""


def done_action(assessed: Assessed, action: Action, *, show_costs: bool = False) -> EndedAction:
    """A done action, when, and what came of it, as an entry of a short list; what it cost if `show_costs`."""
    when = f"Done {day_text(action.done_on)}." if action.done_on is not None else "Done."
    effect = f" {sentence(upper_first(action.result.effect))}" if action.result is not None else ""
    spent = action.result.spent if action.result is not None and show_costs else None
    effect += f" Spent: {pounds_text(spent)}." if spent is not None else ""
    return EndedAction(heading=_short(action), text=when + effect + _part_of(assessed, action))


def _short(action: Action) -> str:
    return sentence(headline(action)[0])
