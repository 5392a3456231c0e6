"""Excel forms that came back and were not taken into their returns: nothing in them counts until then."""

import os
from collections.abc import Iterator
from pathlib import Path

_PLACES = ("returns", "workbooks")
_RETURNS = "returns"
_YAML = (".yaml", ".yml")
_MARGIN = 60.0
"""Seconds: what a checkout of git or an unpacked archive writes at one go has no order."""
_MOST_NAMED = 10


def told_of_forms(folder: Path) -> Iterator[str]:
    """How many forms of a borough are newer than their return, or have none, and how to take them back."""
    forms = [form for place in _PLACES for form in _forms(folder / place)]
    waiting = [(form, audit) for form in forms if (audit := _waits_for(form, folder)) is not None]
    if not waiting:
        return
    from send_audit.render.due_text import command_line
    from send_audit.render.wording import plural

    names = ", ".join(str(form.relative_to(folder)) for form, _ in waiting[:_MOST_NAMED])
    more = len(waiting) - _MOST_NAMED
    rest = f" and {more} more" if more > 0 else ""
    yield (
        f"{plural(len(waiting), 'Excel form')} changed since {'its' if len(waiting) == 1 else 'their'} "
        f"return, or without one of that name; what was filled in there does not count yet: {names}{rest}."
    )
    form, audit = next(((f, a) for f, a in waiting if a.exists()), waiting[0])
    yield f"Take each into its return: {command_line('workbook import', str(form))} {_quoted(audit)}"
    alone = [form for form, audit in waiting if not audit.exists()]
    if alone:
        yield f"Without a return of the same name: {len(alone)}. Find the school's return, and name that."


def _quoted(file: Path) -> str:
    from send_audit.render.due_text import command_line

    return command_line("", str(file)).removeprefix("send-audit ").strip()


def _forms(place: Path) -> list[Path]:
    """The workbooks of a folder; Excel's own mark of an open one is none."""
    found = place.rglob("*.xlsx") if place.name == _RETURNS else place.glob("*.xlsx")
    return sorted(form for form in found if not form.name.startswith((".", "~")))


def _waits_for(form: Path, folder: Path) -> Path | None:
    """The return that a form should be taken into, or `None` where it says all that the form does."""
    beside = form.parent if form.is_relative_to(folder / _RETURNS) else folder / _RETURNS
    files = [beside / f"{form.stem}{end}" for end in _YAML]
    audit = next((file for file in files if file.is_file()), files[0])
    try:
        is_newer = os.stat(form).st_mtime > os.stat(audit).st_mtime + _MARGIN  # noqa: PTH116
    except FileNotFoundError:
        return audit
    return audit if is_newer else None
