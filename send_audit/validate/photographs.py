"""The files that evidence names: each inside the audit's folder, and each picture one to be shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from send_audit.load import nodes
from send_audit.load.beside import Leaving, find_beside, leaves_folder
from send_audit.load.images import (
    LONG_SIDE,
    MAX_BYTES,
    MAX_PIXELS,
    Looked,
    is_picture_name,
    look_at,
)
from send_audit.load.walk import is_file
from send_audit.validate.context import AuditContext
from send_audit.validate.files import nearest_file, shortened

_FEW = 3
"""So many missing files are named one by one even where none is there."""
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A file that evidence names, where it does so, and whether it is meant as a picture."""

    at: nodes.Path
    name: str
    is_picture: bool


def check_photographs(context: AuditContext) -> None:
    """Note what is wrong with the files that evidence names.

    Only a way out of the folder is an error: it would put a file from someone's computer into a document.
    The rest are remarks, as with the plan before this one (see `references`): a school sends the council its
    one file, the photographs stay at the school, and no rating rests on them.
    """
    named = [
        _Named(
            at=(*path, "file"),
            name=piece.file,
            is_picture=piece.kind == "photograph" or is_picture_name(piece.file),
        )
        for path, piece in context.audit.evidence()
        if piece.file is not None
    ]
    if not named:
        return
    inside = [one for one in named if not _leaves(context, one, leaves_folder(one.name))]
    own = Path(context.document.file)
    if is_file(own):  # what came from no file has no folder to look in
        _look_up(context, inside, own.parent)


def _look_up(context: AuditContext, named: Iterable[_Named], folder: Path) -> None:
    missing, there = [], 0
    looked: dict[Path, Looked] = {}
    for one in named:
        if context.found.is_swamped:
            return
        found = find_beside(folder, one.name)
        if _leaves(context, one, found.leaving):
            continue
        if found.path is None:
            missing.append(one)
            continue
        there += 1
        if one.is_picture:
            if found.path not in looked:
                looked[found.path] = look_at(found.path)
            _judge(context, one, looked[found.path])
    if there or len(missing) <= _FEW:
        for one in missing[:_MOST_NAMED]:
            _missing(context, one, folder)
        missing = missing[_MOST_NAMED:]
    if missing:
        _all_missing(context, missing)


_MOST_NAMED = 20
"""So many missing files are named one by one; the others are counted."""


def _leaves(context: AuditContext, one: _Named, how: Leaving | None) -> bool:
    """Note a way out of the folder; whether there is one."""
    if how is None:
        return False
    said, fix = _OUT[how]
    context.note("file-outside-folder", one.at, f"“{shortened(one.name)}” {said}.", fix)
    return True


_COPY_IN = (
    "Copy the file into a folder beside this one and write the way to it, such as photos/bay.jpg."
)
_OUT: dict[Leaving, tuple[str, str]] = {
    "computer": ("is a place on one computer, so nobody else can find it", _COPY_IN),
    "home": ("is in somebody's own folder, where nobody else can find it", _COPY_IN),
    "above": ("leads out of the folder of this file", _COPY_IN),
    "link": ("is a link that leads out of the folder of this file", _COPY_IN),
    "web": (
        "is an address on the web, not a file",
        "Write it under `url:` instead, or save the picture beside this file.",
    ),
}


def _missing(context: AuditContext, one: _Named, folder: Path) -> None:
    if "\\" in one.name:
        message = f"“{shortened(one.name)}” is written with backslashes, which only Windows reads."
        fix = f"Write {shortened(one.name).replace(chr(92), '/')}, with forward slashes."
    else:
        message = f"There is no file “{shortened(one.name)}” beside this one."
        meant = nearest_file(folder / one.name)
        fix = "Check the name, capitals too; it is looked up from the folder of this file."
        if meant is not None:
            fix = f"Did you mean {PurePosixPath(one.name).with_name(meant)}?"
    context.note("file-not-beside", one.at, message, fix)


def _all_missing(context: AuditContext, missing: list[_Named]) -> None:
    """One remark for a file that came without its folder of photographs."""
    count = len(missing)
    message = (
        f"{count} files that evidence names are not beside this one; the first is "
        f"“{shortened(missing[0].name)}”."
    )
    fix = "Put their folder beside this file; if the photographs stay at the school, leave it so."
    context.note("file-not-beside", missing[0].at, message, fix)


def _judge(context: AuditContext, one: _Named, looked: Looked) -> None:
    name = shortened(one.name)
    if looked.fault in ("too-heavy", "too-many-pixels"):
        context.note("image-too-large", one.at, _too_large(name, looked), _SMALLER)
    elif looked.fault is not None:
        message, fix = _not_shown(name, looked)
        context.note("not-an-image", one.at, message, fix)
    elif looked.tells:
        gives = {"position": "where it was taken", "name": "who took it"}
        message = f"“{name}” tells {' and '.join(gives[said] for said in looked.tells)}."
        context.note("photo-tells-where", one.at, message, _CLEAN)


_SMALLER = (
    f"Save a smaller copy beside it and name that: {LONG_SIDE} pixels on the long side are shown, "
    "and 2,000 are plenty."
)
_CLEAN = (
    "Save a copy without it. On Windows: right-click, Properties, Details, “Remove Properties and Personal "
    "Information”. In Photos on a Mac: Export, without “Location information”. A screenshot will do as well."
)
_JPEG = "Save the picture as JPEG with the program that opens it, and name the new file here."
_HEIC = (
    "Save it as JPEG: on a Mac open it and choose Export; on Windows open it in Photos and choose Save as. "
    "For the next ones, on an iPhone: Settings, Camera, Formats, Most Compatible."
)


def _too_large(name: str, looked: Looked) -> str:
    if looked.fault == "too-heavy":
        return (
            f"“{name}” has {looked.megabytes:.0f} MB; at most {MAX_BYTES // _MEGABYTE} are shown."
        )
    has = f"has {looked.megapixels:.0f} million" if looked.megapixels else "claims far too many"
    return f"“{name}” {has} pixels; at most {MAX_PIXELS // 1_000_000} million are shown."


def _not_shown(name: str, looked: Looked) -> tuple[str, str]:
    if looked.fault == "unshown" and "HEIC" in looked.is_a:
        return f"“{name}” is {looked.is_a}, which few programs show.", _HEIC
    if looked.fault == "unshown" and looked.is_a:
        return f"“{name}” is {looked.is_a}, not a JPEG, PNG, GIF or WebP picture.", _JPEG
    if looked.fault == "unshown":
        return f"“{name}” is no JPEG, PNG, GIF or WebP picture, whatever its name says.", _JPEG
    if looked.fault == "empty":
        return f"“{name}” is empty.", "Copy the picture again; the copy was perhaps cut short."
    if looked.fault == "not-readable":
        return f"“{name}” cannot be read.", "Check that you may read it and that it is not open."
    return (
        f"“{name}” is a damaged picture.",
        "Copy the picture again; the copy was perhaps cut short.",
    )
