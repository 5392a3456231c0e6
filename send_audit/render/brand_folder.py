"""A brand's folder, read whole and checked: nothing outside it, nothing too large, nothing unreadable."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from send_audit.load.document import Document, read_file
from send_audit.load.images import PictureError, small_copy
from send_audit.model.brand import BrandColours, BrandFile, BrandLogo
from send_audit.problems import Problem, SendAuditError
from send_audit.render.brand import OUR_COLOURS, Brand, Colours, Logo
from send_audit.render.contrast import contrast, nearest_passing, passes
from send_audit.resources import templates_dir

BRAND_FILE = "brand.yaml"
OWN = "own"
"""The folder, inside a brand's, for pieces that its templates include and that replace none of ours."""
EXTRAS = ("extra.print.css", "extra.screen.css")
MAX_TEXT = 256 * 1024
MAX_LOGO = 2 * 1024 * 1024
MAX_FILES = 60
LOGO_SIDE = 600

_LIGHT = ("#ffffff", "#eef3f4")
_DARK = ("#12181b", "#1c2529")
"""What text in the accent stands on: the page and the tint of boxes, by light and by dark."""


class BrokenBrandError(SendAuditError):
    """The `brand.yaml` of a folder is not sound: with all that is wrong in it."""

    def __init__(self, message: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(message)
        self.problems = problems


def read_brand(folder: Path) -> Brand:
    """Read a brand's folder.

    Raises `SendAuditError` with the file and the line of what cannot be used, and `BrokenBrandError` where
    `brand.yaml` has the wrong shape.
    """
    root = folder.resolve()
    if not root.is_dir():
        raise SendAuditError(f"{folder} is not a folder. Name one that holds a {BRAND_FILE}.")
    file = _inside(folder, BRAND_FILE, MAX_TEXT)
    document = read_file(file)
    model = document.model
    if document.problems:
        told = (f"{file}:{one.line}: {one.message} {one.fix}" for one in document.problems)
        message = "\n".join(told)
        raise BrokenBrandError(message, document.problems)
    if not isinstance(model, BrandFile):
        message = f"{file} is of another kind: it must start `schema: send-audit/brand@1`."
        raise SendAuditError(message)
    colours = _colours(model.colours, document)
    logo = None if model.logo is None else _logo(folder, model.logo, document)
    templates = tuple(_templates(folder))
    return Brand(
        digest=_digest(model.name, repr(colours), repr(logo), repr(templates)),
        name=" ".join(model.name.split()),
        folder=str(folder),
        colours=colours,
        logo=logo,
        templates=templates,
    )


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()


def _inside(folder: Path, name: str, most: int) -> Path:
    """The file `name` of a folder. Raises `SendAuditError` where it may not be used."""
    path = folder / name
    try:
        real = path.resolve()
        if not real.is_relative_to(folder.resolve()):
            raise SendAuditError(
                f"{path} leads out of the brand's folder. Put the file itself there."
            )
        if not real.is_file():
            raise SendAuditError(f"There is no file {name} in {folder}.")
        size = real.stat().st_size
    except (OSError, RuntimeError, ValueError):
        raise SendAuditError(f"{path} cannot be read.") from None
    if size > most:
        raise SendAuditError(f"{path} is too large: {most // 1024} kB are the most.")
    return path


# ---- Colours -------------------------------------------------------------------------------------


def _colours(given: BrandColours | None, document: Document) -> Colours:
    """The colours, what is not given worked out. Raises `SendAuditError` where text could not be read."""
    if given is None:
        return OUR_COLOURS
    accent = given.accent.lower()
    _check(accent, _LIGHT, "accent", "the page and its boxes", document)
    on_accent = (given.on_accent or "#ffffff").lower()
    _check(on_accent, (accent,), "on_accent", "the accent", document)
    dark = (given.accent_dark or nearest_passing(accent, _DARK) or OUR_COLOURS.accent_dark).lower()
    _check(dark, _DARK, "accent_dark", "the dark page and its boxes", document)
    return Colours(accent=accent, on_accent=on_accent, accent_dark=dark)


def _check(colour: str, against: tuple[str, ...], key: str, where: str, document: Document) -> None:
    if passes(colour, against):
        return
    worst = min(against, key=lambda other: contrast(colour, other))
    # Cut, not rounded: 4.497 is no 4.5.
    ratio = int(contrast(colour, worst) * 100) / 100
    line, _ = document.line_of(("colours", key))
    near = nearest_passing(colour, against)
    raise SendAuditError(
        f"{document.file}:{line}: {key} {colour} on {worst} ({where}) has a contrast of {ratio:.2f} to 1; "
        f"text needs 4.5 to 1. The nearest colour that passes: {near}."
    )


# ---- Logo ----------------------------------------------------------------------------------------


def _logo(folder: Path, given: BrandLogo, document: Document) -> Logo:
    line, _ = document.line_of(("logo", "file"))
    if not given.alt.strip():
        raise SendAuditError(
            f"{document.file}:{line}: The logo needs words that stand for it: `alt:`."
        )
    try:
        path = _inside(folder, given.file, MAX_LOGO)
        return Logo(data=small_copy(path, LOGO_SIDE).data, alt=" ".join(given.alt.split()))
    except SendAuditError as error:
        raise SendAuditError(f"{document.file}:{line}: {error}") from None
    except PictureError:
        raise SendAuditError(
            f"{document.file}:{line}: {given.file} is no picture that can be shown. Save it as PNG."
        ) from None


# ---- Templates -----------------------------------------------------------------------------------


def _templates(folder: Path) -> Iterator[tuple[str, str]]:
    """The folder's own templates and styles by their names, in order."""
    ours = templates_dir()
    names = sorted(_names(folder))
    if len(names) > MAX_FILES:
        raise SendAuditError(f"{folder} holds more than {MAX_FILES} templates and styles.")
    for name in names:
        if name not in EXTRAS and not name.startswith(f"{OWN}/") and not (ours / name).is_file():
            raise SendAuditError(
                f"{folder / name} would replace nothing: there is no such template. "
                f"Pieces of your own belong into {folder / OWN}."
            )
        try:
            yield name, _inside(folder, name, MAX_TEXT).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            raise SendAuditError(f"{folder / name} cannot be read as UTF-8 text.") from None


def _names(folder: Path) -> Iterator[str]:
    """Every template and style below a folder. Links to folders are not followed."""
    for here, _, files in os.walk(folder):
        for file in files:
            if file.endswith((".j2", ".css")):
                yield (Path(here) / file).relative_to(folder).as_posix()
