"""The schools to see to, list by list: what is the matter with each, and what to do."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePath

from send_audit.borough.facts import ReturnHead
from send_audit.borough.round_counts import PlanWord, SchoolState
from send_audit.borough.standing import BrokenReturn, Standing, State
from send_audit.render.borough.status_input import RoundStatus
from send_audit.render.due_text import command_line
from send_audit.render.wording import date_text, plural

_MOST_NAMED = 20
_NOT_HERE: tuple[State, ...] = ("missing", "not-started", "part-filled", "stale", "broken")
_SHORT: dict[State, str] = {
    "returned": "returned",
    "part-filled": "part filled",
    "stale": "too old",
    "not-started": "not started",
    "missing": "missing",
    "broken": "broken",
    "excused": "excused",
}


def lists(status: RoundStatus, *, every: bool) -> Iterator[list[str]]:
    """Each list with its heading; one without an entry is left out. `every` cuts none short."""
    schools, round_ = status.counts.schools, status.counts.round
    late = [one for one in schools if one.standing.late]
    open_ = [one for one in schools if one.standing.state in _NOT_HERE and not one.standing.late]
    short = None if every else _MOST_NAMED

    def block(title: str, lines: Iterable[str], advice: str = "") -> Iterator[list[str]]:
        lines = list(lines)
        if lines:
            yield [
                f"{title}: {len(lines)}",
                *_cut(lines, short),
                *([f"  {advice}"] if advice else []),
            ]

    broken = [file for one in schools for file in one.standing.broken]
    yield from _broken(status, [*broken, *round_.unreadable], short)
    yield from block(
        "Late",
        (_told(one.standing) for one in late),
        "Ask for them. A reminder goes under `reminders:` in borough.yaml, more time under `extensions:`.",
    )
    yield from block("Not here yet, and not late", (_told(one.standing) for one in open_))
    yield from block(
        "Excused", (_excused(one.standing) for one in schools if one.standing.state == "excused")
    )
    yield from block(
        "Too old when due",
        (_stale(one.standing) for one in schools if one.standing.state == "stale"),
        "Ask for a new audit: send-audit new --from carries the old answers over, to be confirmed.",
    )
    yield from block(
        "More than one return",
        (_duplicates(one.standing, status) for one in schools if one.standing.duplicates),
        "The newest counts. Where an earlier cycle is meant, name its file in the newer one under `plan: "
        "previous: file:`; else delete one.",
    )
    yield from block(
        "Not in the list",
        (_stray(head, status) for head in round_.unknown),
        "Check the number, add the school to schools.csv, or name its new number under `successors:` in "
        "borough.yaml.",
    )
    yield from block(
        "Of a school that is not open",
        (_stray(head, status) for head in round_.closed),
        "Where it goes on under a new number, name that under `successors:` in borough.yaml.",
    )
    yield from _plan_lists(schools, block)


Block = Callable[[str, Iterable[str], str], Iterator[list[str]]]


def _plan_lists(schools: Iterable[SchoolState], block: Block) -> Iterator[list[str]]:
    schools = list(schools)
    titles: tuple[tuple[PlanWord, str], ...] = (
        ("expired", "The plan's time is over"),
        ("none", "No plan in the return"),
        ("proposals", "Proposals only: nothing says that a plan was adopted"),
        ("running-out", "The plan ends within a year"),
    )
    for word, title in titles:
        yield from block(title, (_plan(one) for one in schools if one.plan == word), "")
    yield from block(
        "The plan's review is overdue", (_review(one) for one in schools if one.review_overdue), ""
    )


def all_schools(status: RoundStatus) -> Iterator[str]:
    """Every school of the list on a line, in its order."""
    yield f"All schools of the list: {len(status.counts.schools)}"
    for one in status.counts.schools:
        facts = [*_facts(one.standing), *_plan_facts(one)]
        yield f"  {_label(one.standing)}: {', '.join(facts)}."


def _plan_facts(one: SchoolState) -> Iterator[str]:
    head = one.standing.head
    plan = head.plan if head is not None else None
    if one.plan in ("none", "proposals"):
        yield "no plan" if one.plan == "none" else "proposals only"
    elif plan is not None and plan.ends is not None:
        yield f"plan {'over since' if plan.expired else 'until'} {date_text(plan.ends)}"


def _cut(lines: list[str], most: int | None) -> Iterator[str]:
    shown = lines if most is None or len(lines) <= most + 1 else lines[:most]
    yield from (f"  {line}" for line in shown)
    if len(shown) < len(lines):
        yield f"  and {len(lines) - len(shown)} more: add --all"


def _label(standing: Standing) -> str:
    return f"{standing.entry.school.name} (URN {standing.urn})"


def _told(standing: Standing) -> str:
    return f"{_label(standing)}: {', '.join(_facts(standing))}."


def _facts(standing: Standing) -> Iterator[str]:
    head = standing.head
    excuse = standing.excused_for
    state = _SHORT[standing.state]
    if excuse is not None:
        state = f"{state}: {excuse.strip().removesuffix('.')}"
    yield state
    if head is not None and not head.is_blank:
        old = head.answered - head.fresh
        again = f", {old} of these to be checked again" if old else ""
        yield f"{head.answered} of {plural(head.questions, 'question')} answered{again}"
    if standing.under is not None:
        yield f"sent under the old number {standing.under}"
    if standing.due is not None and standing.state not in ("returned", "excused"):
        more = "more time, " if standing.extended else ""
        yield f"{more}{'was due' if standing.late else 'due'} by {date_text(standing.due)}"
    if standing.reminders:
        yield plural(standing.reminders, "reminder")


def _excused(standing: Standing) -> str:
    reason = (standing.excused_for or "").strip()
    return f"{_label(standing)}: {reason}"


def _stale(standing: Standing) -> str:
    head = standing.head
    assert head is not None  # what has no return has none that is old
    assert head.audit_date is not None
    return f"{_label(standing)}: audit of {date_text(head.audit_date)}."


def _duplicates(standing: Standing, status: RoundStatus) -> str:
    newest = short_file(standing.head.file, status) if standing.head is not None else ""
    others = ", ".join(short_file(file, status) for file in standing.duplicates)
    return f"{_label(standing)}: {newest} counts, not {others}."


def _stray(head: ReturnHead, status: RoundStatus) -> str:
    number = f" (URN {head.urn})" if head.urn is not None else ""
    return f"{head.name}{number}: {short_file(head.file, status)}"


def _plan(one: SchoolState) -> str:
    plan = one.standing.head.plan if one.standing.head is not None else None
    if plan is None or plan.ends is None:
        return _label(one.standing)
    verb = "ended" if plan.expired else "ends"
    return f"{_label(one.standing)}: {verb} on {date_text(plan.ends)}."


def _review(one: SchoolState) -> str:
    plan = one.standing.head.plan if one.standing.head is not None else None
    assert plan is not None  # only a plan has a review
    assert plan.next_review is not None
    return f"{_label(one.standing)}: was set for {date_text(plan.next_review)}."


def short_file(file: str, status: RoundStatus) -> str:
    """A file's name from the borough's folder on."""
    path = PurePath(file)
    return str(path.relative_to(status.folder)) if path.is_relative_to(status.folder) else file


def _broken(
    status: RoundStatus, files: Iterable[BrokenReturn], most: int | None
) -> Iterator[list[str]]:
    files = list(files)
    if not files:
        return
    lines = [f"Broken files: {len(files)}. Nothing in them is counted."]
    shown = files if most is None or len(files) <= most + 1 else files[:most]
    for one in shown:
        whose = f"{one.name or 'A school'} (URN {one.urn})" if one.urn is not None else one.name
        lines.append(f"  {short_file(one.file, status)}: {whose or 'nobody can say whose it is'}.")
        lines += [f"    {reason}" for reason in one.reasons]
    if len(shown) < len(files):
        lines.append(f"  and {len(files) - len(shown)} more: add --all")
    lines.append(
        f"  Mend them, or send them back. All that is wrong: {command_line('validate', status.folder)}"
    )
    yield lines
