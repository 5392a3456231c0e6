"""The action plan as text: its own dates, its actions by when they are due, the gaps, what could be done."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from send_audit.model.audit import Audit, School
from send_audit.model.plan_document import Action
from send_audit.model.results import Assessed, Finding
from send_audit.model.words import CostBand, Horizon, Priority
from send_audit.plan import Suggestion, gap_places, suggest_actions
from send_audit.render.due_text import (
    action_title,
    as_text,
    command_line,
    due_lines,
    heading_lines,
    shortened,
)
from send_audit.render.plan_dates_text import plan_dates_lines
from send_audit.render.wording import (
    GROUP_WORDS,
    HORIZON_WORDS,
    STATUS_WORDS,
    date_text,
    joined,
    month_text,
    no_findings,
    plural,
    rating_word,
    sentence,
)
from send_audit.upcoming.due import Agenda, Due, make_agenda, soon_after

_PRIORITIES: tuple[Priority, ...] = ("high", "medium", "low")

Bands = Mapping[CostBand, str]
"""What the cost bands mean in this borough, where its file says so."""


def render_plan_text(one: Assessed, *, bands: Bands) -> str:
    """Render one audit's action plan. What the checklists suggest is counted, and how to get it said."""
    agenda = make_agenda(one.audit.plan, one.as_of, one.shared)
    return as_text(
        [
            heading_lines(one),
            _shared(one),
            plan_dates_lines(one),
            *_actions(one, agenda),
            _gaps(one),
            _suggestions_exist(one, bands),
        ]
    )


def _shared(one: Assessed) -> Iterator[str]:
    if one.shared_actions:
        assert one.shared is not None
        whose = GROUP_WORDS[one.shared.kind]
        yield f"Actions whose id begins with T: are the {whose}'s, from {one.shared.title}."


# ---- Actions -------------------------------------------------------------------------------------


def _actions(one: Assessed, agenda: Agenda) -> Iterator[Iterator[str]]:
    soon = date_text(soon_after(one.as_of))
    if not one.plan.actions:
        yield iter(["No action is planned yet."])
        return
    yield _dues(f"Overdue: {len(agenda.overdue)}.", agenda.overdue, none="Nothing is overdue.")
    yield _dues(f"Due by {soon}:", agenda.soon)
    yield _dues("Waiting, and due later:", agenda.waiting)
    yield _later(agenda.later)
    yield _undated(agenda.undated)
    yield _ended(one)


def _dues(title: str, dues: Sequence[Due], *, none: str | None = None) -> Iterator[str]:
    if dues:
        yield title
        yield from due_lines(dues)
    elif none is not None:
        yield none


def _later(dues: Sequence[Due]) -> Iterator[str]:
    """The rest by month, by their ids: the plan in the file and its documents have them in full."""
    months: dict[str, list[str]] = {}
    for due in dues:
        if due.action is not None:
            step = f" (step {due.step + 1})" if due.step is not None else ""
            months.setdefault(month_text(due.on), []).append(f"{due.action.id}{step}")
    if months:
        yield "Due later:"
        yield from (f"  {month}: {', '.join(ids)}" for month, ids in months.items())


def _undated(actions: Sequence[Action]) -> Iterator[str]:
    if actions:
        yield "With no date, so that nothing can show it to be late:"
    for action in actions:
        yield f"  {action.id}  {action_title(action)}"
        facts = [
            action.lead or "nobody leads it",
            *([action.timescale] if action.timescale else []),
        ]
        facts += [STATUS_WORDS[action.status]] if action.status != "planned" else []
        yield f"    {'; '.join(facts)}."


def _ended(one: Assessed) -> Iterator[str]:
    counts = Counter(action.status for action in one.plan.actions)
    ended = [f"{counts['done']} done"] if counts["done"] else []
    ended += [f"{counts['dropped']} dropped"] if counts["dropped"] else []
    if ended:
        yield f"Of {plural(len(one.plan.actions), 'action')}: {joined(ended)}."


# ---- Gaps and suggestions ------------------------------------------------------------------------


def _gaps(one: Assessed) -> Iterator[str]:
    gaps = one.plan.without_action
    if not gaps:
        yield "Each finding so far has an action." if one.findings else no_findings(one)
        return
    yield f"Findings without an action: {len(gaps)} of {len(one.findings)}."
    for priority in _PRIORITIES:
        members = [finding for finding in gaps if finding.priority == priority]
        if members:
            yield f"  {priority.capitalize()} priority:"
        for finding in members:
            yield f"    {finding.item.id}  {_gap(finding, one)}"


def _gap(finding: Finding, one: Assessed) -> str:
    parts = [shortened(finding.item.barrier), f"{rating_word(finding.rating)}."]
    if places := place_names(gap_places(finding), one.audit):
        parts.append(f"At: {'; '.join(places)}.")
    if finding.lapsed:
        parts.append("To be checked again.")
    return " ".join(parts)


def place_names(ids: Iterable[str], audit: Audit) -> list[str]:
    """The places' names, or the id of one that the school does not list."""
    subject = audit.subject
    places = subject.places if isinstance(subject, School) else {}
    return [places[id_].name if id_ in places else id_ for id_ in ids]


def _suggestions_exist(one: Assessed, bands: Bands) -> Iterator[str]:
    suggestions = suggest_actions(one.plan.without_action)
    if not suggestions:
        return
    yield f"The checklists suggest {plural(len(suggestions), 'action')} for these:"
    for title, members in _grouped([(None, each) for each in suggestions], one, bands):
        yield f"  {title}: {len(members)}"
    command = command_line("plan", one.file)
    yield "To read them:"
    yield f"  {command} --suggest --dry-run"
    yield "To write them into the file:"
    yield f"  {command} --suggest"


Numbered = tuple[str | None, Suggestion]
"""A suggestion with the id that its action gets, where it has one."""


def _grouped(
    suggestions: Sequence[Numbered], one: Assessed, bands: Bands
) -> Iterator[tuple[str, list[Numbered]]]:
    """The suggestions by horizon and cost band, in their order, under the words for both."""
    groups: dict[str, list[Numbered]] = {}
    for id_, suggestion in suggestions:
        remedy = suggestion.recommendation
        title = f"{_horizon(remedy.horizon, one)}, {_band(remedy.cost_band, bands)}"
        groups.setdefault(title, []).append((id_, suggestion))
    yield from groups.items()


def render_suggestions(one: Assessed, suggestions: Sequence[Numbered], *, bands: Bands) -> str:
    """The suggested actions in full, each with its id, by horizon and cost."""
    blocks = [list(heading_lines(one))]
    for title, members in _grouped(suggestions, one, bands):
        lines = [line for id_, each in members for line in _suggestion(id_, each, one)]
        blocks.append([f"{title}:", *lines])
    return as_text(blocks)


def _suggestion(id_: str | None, suggestion: Suggestion, one: Assessed) -> Iterator[str]:
    remedy = suggestion.recommendation
    places = place_names(suggestion.at, one.audit)
    answers = ", ".join(finding.item.id for finding in suggestion.findings)
    yield f"  {id_ or '-'}  {sentence(remedy.action)}"
    at = f" at {'; '.join(places)}" if places else ""
    yield f"    For {answers}{at}. Lead: {sentence(remedy.lead)} Done when: {sentence(remedy.success)}"
    if suggestion.private:
        yield "    Private, as the answer is: it stays out of public documents."


def _horizon(horizon: Horizon, one: Assessed) -> str:
    own = one.audit.plan.horizons if one.audit.plan is not None else None
    words = getattr(own, horizon) if own is not None else None
    return (
        f"{HORIZON_WORDS[horizon]} ({words[:1].lower()}{words[1:]})"
        if words
        else HORIZON_WORDS[horizon]
    )


def _band(band: CostBand, bands: Bands) -> str:
    words = bands.get(band)
    if words is None:
        return "no cost" if band == "none" else f"cost band {band}"
    lower = f"{words[:1].lower()}{words[1:]}"
    return lower if band == "none" else f"cost band {band} ({lower})"
