"""What a run over a borough says at its end: what is there, who is not in it and why, and the exit code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from send_audit.commands.borough.own_files import OwnFiles
from send_audit.commands.borough.writing_out import Written
from send_audit.commands.outcome import EXIT_DONE, EXIT_PROBLEMS, EXIT_WRONG_USE

if TYPE_CHECKING:
    from send_audit.borough.area import Area
    from send_audit.borough.standing import BrokenReturn, State
    from send_audit.council import Shelf
    from send_audit.problems import Problem

EXIT_BUG = 3
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """All that a run came to."""

    own_files: OwnFiles
    area: "Area"
    shelf: "Shelf"
    authority: "Sequence[Problem]"
    written: Written

    @property
    def exit_code(self) -> int:
        """1 where a file is broken or was not made, 2 where the disk is full, 3 for a fault of ours; or 0."""
        if self.written.is_bug:
            return EXIT_BUG
        if self.written.full is not None:
            return EXIT_WRONG_USE
        problems = [*self.own_files.problems, *self.shelf.problems, *self.authority]
        broken = any(problem.kind.severity == "error" for problem in problems)
        broken = broken or bool(self._broken()) or bool(self.written.failed)
        return EXIT_PROBLEMS if broken else EXIT_DONE

    def lines(self, left_over: Sequence[Path]) -> Iterator[str]:
        """The closing summary, a line each."""
        from send_audit.render.problems_text import render_for_batch, render_for_content

        yield from render_for_content(self.shelf.problems)
        yield from self.own_files.lines()
        if self.authority:
            yield from render_for_batch([(self.authority[0].file, self.authority)])
        yield from self._not_included()
        for path, reason in self.written.failed.items():
            yield f"{path} was not made: {reason}"
        yield from self._left(left_over)
        yield from self._sums()

    def _broken(self) -> "list[BrokenReturn]":
        from send_audit.render.borough.report_files import broken_of

        return broken_of(self.area.round)

    def _not_included(self) -> Iterator[str]:
        from send_audit.render.wording import plural

        broken = self._broken()
        round_ = self.area.round
        if broken:
            yield f"Not included, because of errors: {plural(len(broken), 'file')}."
        for one in broken:
            yield f"{one.file}{f' ({one.name})' if one.name else ''}"
            yield from (f"  {reason}" for reason in one.reasons)
        for head in round_.unknown:
            who = f"URN {head.urn}" if head.urn else f"“{head.name}”, with no URN,"
            yield (
                f"{head.file} is not included: {who} is not in schools.csv. Check the number, add the school "
                "there, or name its new number under `successors:` in borough.yaml."
            )
        for head in round_.closed:
            yield (
                f"{head.file} is not included: URN {head.urn} has closed. If another school took its place, "
                "say so under `successors:` in borough.yaml."
            )
        for standing in round_.standings:
            for file in standing.duplicates:
                newest = standing.head.file if standing.head is not None else "another one"
                yield (
                    f"{file} is not included: {newest} is a newer return of the same school. "
                    "Name it there, `plan: previous: file:`, or delete one."
                )

    def _left(self, left_over: Sequence[Path]) -> Iterator[str]:
        if left_over:
            named = ", ".join(path.name for path in left_over[:_MOST_NAMED])
            more = len(left_over) - _MOST_NAMED
            yield (
                f"In {left_over[0].parent} there are also documents of no school in this run, left alone: "
                f"{named}{f' and {more} more' if more > 0 else ''}. Delete them if you do not need them."
            )

    def _sums(self) -> Iterator[str]:
        from send_audit.borough.standing import COUNTING
        from send_audit.render.wording import plural

        states = [standing.state for standing in self.area.round.standings]
        came = sum(state in COUNTING for state in states)
        apart = [f"{states.count(s)} {words}" for s, words in _STATES.items() if s in states]
        told = [f"{came} of {plural(len(states), 'school')} included", *apart]
        yield ""
        yield f"{'; '.join(told)}."
        written = self.written
        parts = [f"{plural(len(written.made), 'document')} made"]
        if written.up_to_date:
            parts.append(f"{len(written.up_to_date)} already up to date")
        if written.failed:
            parts.append(f"{len(written.failed)} failed")
        yield f"{', '.join(parts)}."
        if written.full is not None:
            there = len(written.made) + len(written.up_to_date)
            yield (
                f"The run was stopped: {written.full} {plural(there, 'document')} there and whole; "
                f"{written.open} not made. {written.advice} "
                "Then run it again: what is there is not made again."
            )


_STATES: "dict[State, str]" = {
    "broken": "with errors",
    "stale": "whose audit is too old to count",
    "missing": "that sent nothing",
    "not-started": "whose form is still blank",
    "excused": "from which none is expected",
}
