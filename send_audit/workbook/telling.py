"""What an import says: every row of the form accounted for, taken, unchanged, refused or missing."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from send_audit.printable import one_line
from send_audit.render.wording import plural
from send_audit.workbook.finding import FoundRow
from send_audit.workbook.memory import RememberedRow
from send_audit.workbook.merging import Verdict, described
from send_audit.workbook.taking import Taken
from send_audit.workbook.typed import brief

_MOST_IDS = 12
_LONGEST_PLACE = 40


def render_taken(taken: Taken, *, verbose: bool, dry_run: bool = False) -> str:
    """The report of an import. `verbose` lists the rows that change nothing, too."""
    lines = [*_taken(taken.verdicts, dry_run=dry_run), *_refused(taken), *_missing(taken.missing)]
    lines += [f"Not read: the sheet “{t}”, which is no part of the form." for t in taken.unread]
    lines += _unchanged(taken, verbose=verbose)
    return "\n".join(one_line(line) for line in lines)


def _taken(verdicts: Sequence[Verdict], *, dry_run: bool) -> Iterator[str]:
    if not verdicts:
        return
    yield f"{'Would be taken' if dry_run else 'Taken'}, {plural(len(verdicts), 'row')}:"
    for verdict in verdicts:
        yield f"  {verdict.row.where('item')}  {_question(verdict)}: {'; '.join(_what(verdict))}"


def _question(verdict: Verdict) -> str:
    item, place = verdict.question.item.id, verdict.question.place_name
    return f"{item}, {brief(place, _LONGEST_PLACE)}" if verdict.question.place else item


def _what(verdict: Verdict) -> Iterator[str]:
    yield from (described(change) for change in verdict.changes)
    if verdict.evidence:
        where = f", {brief(verdict.evidence['where'])}" if "where" in verdict.evidence else ""
        yield f"evidence added: “{brief(verdict.evidence['title'])}”{where}"
    if verdict.confirmed:
        yield "confirmed"


def _refused(taken: Taken) -> Iterator[str]:
    if not taken.refused:
        return
    yield f"Refused, {plural(len(taken.refused), 'cell')}:"
    for refusal in taken.refused:
        yield f"  {refusal.where}: {refusal.message}"


def _missing(missing: Sequence[RememberedRow]) -> Iterator[str]:
    if not missing:
        return
    yield f"No longer in the form, {plural(len(missing), 'row')}; the file keeps what it has:"
    for sheet, rows in groupby(missing, key=lambda row: row.sheet):
        names = [", ".join(part for part in row.key if part) for row in rows]
        more = f" and {len(names) - _MOST_IDS} more" if len(names) > _MOST_IDS else ""
        yield f"  {sheet}: {'; '.join(names[:_MOST_IDS])}{more}"


def _unchanged(taken: Taken, *, verbose: bool) -> Iterator[str]:
    already = f" ({taken.already} of them say what the file says by now)" if taken.already else ""
    yield f"Unchanged, {plural(len(taken.unchanged), 'row')}{already}" + (":" if verbose else ".")
    if verbose:
        yield from (f"  {_place(row)}" for row in taken.unchanged)


def _place(row: FoundRow) -> str:
    return f"{row.where('item')}  {', '.join(part for part in row.key if part)}"
