"""Findings without an action, and the plan's actions whole: cost, money, steps, notes, results."""

from collections.abc import Iterable

from send_audit.model.plan_document import Action, Money
from send_audit.model.results import Assessed, Finding
from send_audit.render.plan_cards import by_when, headline, last_seen, mark, places_at, who_leads
from send_audit.render.privacy import places_short
from send_audit.render.views import Fact, Link
from send_audit.render.wording import (
    HORIZON_WORDS,
    STATUS_WORDS,
    STRAND_TITLES,
    day_text,
    joined,
    sentence,
    upper_first,
)
from send_audit.render.working_answers import PRIVATE
from send_audit.render.working_items import action_anchor
from send_audit.render.working_views import Answered, FullAction, OpenFinding


def open_finding(assessed: Assessed, finding: Finding) -> OpenFinding:
    """A gap that no action answers, with the checklist's remedy as a suggestion."""
    remedy = finding.item.recommendation
    places = places_short(assessed, finding.outcome)
    facts = [Fact(label="Where", text=sentence(joined(places)))] if places else []
    facts.append(Fact(label="Priority", text=sentence(upper_first(finding.priority))))
    if finding.lapsed:
        facts.append(Fact(label="Seen", text=last_seen(finding)))
    suggested = f"{sentence(remedy.action)} {remedy.lead}; done when: {sentence(remedy.success)}"
    facts.append(Fact(label="The checklist suggests", text=suggested))
    return OpenFinding(
        id=finding.item.id,
        mark=mark(finding.rating),
        barrier=sentence(finding.item.barrier),
        facts=tuple(facts),
    )


def full_action(assessed: Assessed, action: Action) -> FullAction:
    """Everything that the file says of one action."""
    heading, rest = headline(action)
    return FullAction(
        anchor=action_anchor(action),
        heading=f"{action.id} {heading}",
        text=rest,
        tags=tuple(_tags(assessed, action)),
        answers=tuple(_answers(assessed, action)),
        facts=_ended(_facts(assessed, action)),
        costs=_ended(_costs(action)),
        history=tuple(_history(action)),
        note=sentence(action.note) if action.note is not None else None,
    )


def _ended(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(Fact(label=fact.label, text=sentence(fact.text)) for fact in facts)


def _tags(assessed: Assessed, action: Action) -> Iterable[str]:
    yield upper_first(STATUS_WORDS[action.status])
    if action in assessed.plan.overdue:
        yield "Overdue"
    if action.private:
        yield PRIVATE


def _answers(assessed: Assessed, action: Action) -> Iterable[Answered]:
    outcomes = {outcome.item.id: outcome for outcome in assessed.outcomes}
    for id_ in action.for_:
        outcome = outcomes.get(id_)
        if outcome is None:
            continue
        shown = outcome.rating if outcome.rating is not None else outcome.known
        yield Answered(
            mark=mark(shown),
            link=Link(text=id_, href=f"#{id_}" if outcome.asked else None),
            text=sentence(outcome.item.barrier),
        )


def _facts(assessed: Assessed, action: Action) -> Iterable[Fact]:
    if action.aim:
        yield Fact(label="Aim", text=action.aim)
    if (title := assessed.shared_from(action)) is not None:
        yield Fact(label="Part of", text=title)
    if places := places_at(assessed, action):
        yield Fact(label="Where", text=joined(places))
    yield Fact(label="Who", text=who_leads(action))
    if action.start is not None:
        yield Fact(label="From", text=day_text(action.start))
    yield by_when(assessed, action)
    if action.due is not None and action.timescale is not None:
        yield Fact(label="In the plan's words", text=action.timescale)
    stated = {
        "Done when": action.success,
        "Waiting on": action.waiting_on,
        "Horizon": HORIZON_WORDS[action.horizon] if action.horizon is not None else None,
        "Urgency": action.urgency,
        "Strand": STRAND_TITLES[action.strand] if action.strand is not None else None,
        "Schools": joined(action.schools) or None,
        "Carried over from the last plan's": joined(action.carried_from) or None,
    }
    yield from (Fact(label=label, text=text) for label, text in stated.items() if text is not None)


def _costs(action: Action) -> Iterable[Fact]:
    cost = [pounds(action.cost)] if action.cost is not None else []
    cost += [f"band {action.cost_band}"] if action.cost_band is not None else []
    if cost:
        yield Fact(label="Cost", text=", ".join(cost))
    if action.funding is not None:
        yield Fact(label="Funding", text=action.funding)
    if action.money:
        yield Fact(label="Money", text="; ".join(map(_money, action.money)))


def _money(money: Money) -> str:
    source = f" from {money.source}" if money.source is not None else ""
    year = f", {money.year}" if money.year is not None else ""
    return f"{pounds(money.amount)}{source}{year}"


def pounds(amount: object) -> str:
    """“£1,900”, with pence only where there are any."""
    text = f"{amount:,.2f}"
    return f"£{text.removesuffix('.00')}"


def _history(action: Action) -> Iterable[str]:
    """What slipped, each step, what happened, and how it ended, in sentences."""
    for slip in action.was_due:
        why = f": {slip.why}" if slip.why is not None else ""
        yield sentence(f"Was due {day_text(slip.due)}{why}")
    for step in action.steps:
        what = step.what.strip().removesuffix(".")
        if step.done_on is not None:
            when = f"done {day_text(step.done_on)}"
        else:
            when = f"to be done by {day_text(step.due)}" if step.due is not None else "to be done"
        yield f"Step: {what} ({when})."
    for news in action.progress:
        yield f"{day_text(news.on)}: {sentence(news.what)}"
    if action.done_on is not None:
        yield f"Done {day_text(action.done_on)}."
    if action.dropped_reason is not None:
        yield f"Not going ahead: {sentence(action.dropped_reason)}"
    if action.result is not None:
        yield f"What came of it: {sentence(upper_first(action.result.effect))}"
        if action.result.pupils is not None:
            yield sentence(f"Pupils reached: {action.result.pupils}")
        if action.result.spent is not None:
            yield f"Spent: {pounds(action.result.spent)}."
