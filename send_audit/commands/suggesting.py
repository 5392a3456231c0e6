"""Suggested actions from the command line: shown or written, and what to do with them next."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import typer

from send_audit.commands.options import read_words, show_text, talk
from send_audit.commands.writing import why_not_mended, write_whole
from send_audit.model.words import Horizon, Priority
from send_audit.problems import SendAuditError

if TYPE_CHECKING:
    from send_audit.council import Shelf
    from send_audit.model.results import Assessed
    from send_audit.model.words import CostBand
    from send_audit.plan import Suggestion

    Numbered = tuple[tuple[str, Suggestion], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which of the findings to take: all, or only these items, horizons and priorities."""

    items: tuple[str, ...]
    horizons: tuple[str, ...]
    priorities: tuple[str, ...]


def read_choice(items: Sequence[str], horizon: str | None, priority: str | None) -> Choice:
    """Read what to take. Raises `SendAuditError` on a word that is not known."""
    return Choice(
        items=tuple(dict.fromkeys(item.strip().upper() for item in items)),
        horizons=read_words(horizon, get_args(Horizon), "--horizon") if horizon else (),
        priorities=read_words(priority, get_args(Priority), "--priority") if priority else (),
    )


def suggest_to(
    assessed: Sequence["Assessed"],
    choice: Choice,
    shelf: "Shelf",
    day: date,
    *,
    only_show: bool,
    as_json: bool,
) -> int:
    """Show the suggested actions, and unless `only_show` write them; give how many files were not written."""
    from send_audit.render.plan_json import render_suggestions_json

    _check_items(assessed, choice)
    rows: list[tuple[Assessed, Numbered]] = []
    failed = 0
    for one in {os.path.realpath(one.file): one for one in assessed}.values():
        numbered = _numbered(one, choice)
        if numbered and not only_show and not _is_written(one, numbered, shelf, day):
            failed += 1
            continue
        rows.append((one, numbered))
        if not as_json:
            _show(one, numbered, _bands(one, shelf))
        talk(_what_next(one, numbered, only_show=only_show))
    if as_json:
        typer.echo(render_suggestions_json(rows, written=not only_show))
    return failed


def _check_items(assessed: Sequence["Assessed"], choice: Choice) -> None:
    """Refuse an id that no audit knows, and say which of the others need no suggestion."""
    known = {outcome.item.id for one in assessed for outcome in one.outcomes}
    open_ = {finding.item.id for one in assessed for finding in one.plan.without_action}
    answered = {
        finding.item.id: finding.actions
        for one in assessed
        for finding in one.findings
        if finding.actions
    }
    for item in choice.items:
        if assessed and item not in known:
            raise SendAuditError(f"--item: there is no item {item} in this audit's checklists.")
        if item in answered and item not in open_:
            ids = ", ".join(action.id for action in answered[item])
            talk([f"{item}: answered already, by {ids}."])
        elif item not in open_:
            talk([f"{item}: not a gap in the answers so far, so nothing is suggested."])


def _numbered(one: "Assessed", choice: Choice) -> "Numbered":
    from send_audit.editing.suggested import taken_ids, with_ids
    from send_audit.pipeline import plans_before
    from send_audit.plan import choose_findings, suggest_actions

    chosen = choose_findings(
        one.plan.without_action,
        items=choice.items,
        horizons=choice.horizons,
        priorities=choice.priorities,
    )
    plan = one.audit.plan
    return with_ids(suggest_actions(chosen), taken_ids(plan, plans_before(Path(one.file), plan)))


def _is_written(one: "Assessed", numbered: "Numbered", shelf: "Shelf", day: date) -> bool:
    """Write the actions into the audit's file, or say why not, and let the others have their turn."""
    try:
        _write(Path(one.file), numbered, shelf, day)
    except SendAuditError as error:
        talk([f"Not written: {error}"])
        return False
    return True


def _write(file: Path, numbered: "Numbered", shelf: "Shelf", day: date) -> None:
    from send_audit.editing.draft import Draft
    from send_audit.editing.suggested import with_actions
    from send_audit.pipeline import check_bytes

    if (reason := why_not_mended(file)) is not None:
        raise SendAuditError(f"{file}: {reason}.")
    before = _bytes(file)
    after = with_actions(Draft.read(before, str(file)), numbered).data()
    checked = check_bytes(after, str(file), shelf.library_for(file), day)
    if checked.failed:
        worst = next(p for p in checked.problems if p.kind.severity == "error")
        raise SendAuditError(
            f"{file}: the file would have an error then: {worst.message} {worst.fix}"
        )
    if _bytes(file) != before:
        raise SendAuditError(f"{file}: another program has just changed it. Please try again.")
    write_whole(file, after)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise SendAuditError(f"{file} cannot be read: {error.strerror or error}.") from error


def _show(one: "Assessed", numbered: "Numbered", bands: "Mapping[CostBand, str]") -> None:
    from send_audit.render.plan_text import render_suggestions

    if numbered:
        show_text(render_suggestions(one, numbered, bands=bands))


def _bands(one: "Assessed", shelf: "Shelf") -> "Mapping[CostBand, str]":
    borough = shelf.round_for(Path(one.file))
    return borough.cost_bands if borough is not None else {}


def _what_next(one: "Assessed", numbered: "Numbered", *, only_show: bool) -> list[str]:
    from send_audit.render.wording import plural

    if not numbered:
        all_answered = not one.plan.without_action
        why = "each finding has an action" if all_answered else "no finding without an action fits"
        return [f"{one.file}: nothing to suggest; {why}."]
    count = plural(len(numbered), "action")
    if only_show:
        return [f"{one.file}: nothing was written. Leave out --dry-run to write {count}."]
    ids = [id_ for id_, _ in numbered]
    span = ids[0] if len(ids) == 1 else f"{ids[0]} to {ids[-1]}"
    return [
        f"{one.file}: {count} written ({span}), as planned and with no date.",
        "Now agree who leads each and by when: add due:, and change lead: and the words to suit you.",
        "For one that you will not do, write status: dropped and dropped_reason: with the reason.",
    ]
