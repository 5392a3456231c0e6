"""`send-audit report`: each audit's documents, one bad file stopping nobody else."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from send_audit.commands.assessing import assess_all
from send_audit.commands.options import (
    AsOf,
    Audits,
    Own,
    Plain,
    read_as_of,
    read_words,
    talk,
)
from send_audit.commands.progress import print_line, steps
from send_audit.commands.writing import write_whole

if TYPE_CHECKING:
    from send_audit.model.results import Assessed
    from send_audit.render.documents import Edition, Format
    from send_audit.render.views import DocumentView

FORMATS = ("pdf", "html")
EDITIONS = ("plan", "working")


def report(
    audits: Audits,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="The folder for the documents.")
    ] = Path(),
    format_: Annotated[
        str, typer.Option("--format", metavar="LIST", help="pdf, html or both: pdf,html.")
    ] = "pdf",
    edition: Annotated[
        str,
        typer.Option(
            metavar="LIST",
            help=(
                "Which documents: plan, the public accessibility plan; working, everything with notes, "
                "evidence and photographs, for the school and its governors only."
            ),
        ),
    ] = "plan",
    own: Own = None,
    as_of: AsOf = None,
    plain: Plain = False,
) -> int:
    """Write each audit's documents as DIR/NAME.EDITION.pdf."""
    formats = read_words(format_, FORMATS, "--format")
    editions = read_words(edition, EDITIONS, "--edition")
    day = read_as_of(as_of)

    batch = assess_all(audits, own, day)
    assessed = batch.assessed
    failed = write_documents(assessed, out, formats, editions, plain=plain)
    return max(batch.exit_code, 1 if failed else 0)


def write_documents(
    assessed: Sequence["Assessed"],
    out: Path,
    formats: Sequence[str],
    editions: Sequence[str],
    *,
    plain: bool,
) -> list[Path]:
    """Write every document and say where each is; give those that could not be rendered."""
    from send_audit.render.documents import make_view, render_view

    wanted = [
        (one, edition, out / f"{stem}.{edition}.{format_}", format_)
        for one, stem in zip(assessed, file_stems(assessed), strict=True)
        for edition in editions
        for format_ in formats
    ]
    failed = []
    last: tuple[Assessed, str, DocumentView] | None = None
    for one, edition, path, format_ in steps(
        wanted, [path.name for _, _, path, _ in wanted], plain=plain
    ):
        # What an edition prints, its photographs above all, is read once for all its formats.
        if last is None or last[0] is not one or last[1] != edition:
            last = (one, edition, make_view(one, cast("Edition", edition)))
        try:
            write_whole(path, render_view(last[2], cast("Format", format_)))
        except _render_error() as error:
            failed.append(path)
            talk([f"{one.file}: {path.name} was not made: {error}"])
            continue
        print_line(str(path))
    return failed


def _render_error() -> type[Exception]:
    from send_audit.render.pdf_log import RenderWarningError

    return RenderWarningError


def file_stems(assessed: Iterable["Assessed"]) -> Iterator[str]:
    """The names of the documents of each audit: see `stems_of`."""
    from send_audit.model.audit import School

    audits = [(one.file, one.audit.subject) for one in assessed]
    return stems_of([(f, s.urn if isinstance(s, School) else None) for f, s in audits])


def stems_of(files: Sequence[tuple[str, str | None]]) -> Iterator[str]:
    """The names of documents: each file's own, with the URN or a number where two clash."""
    stems = [Path(file).stem for file, _ in files]
    clashing = {stem for stem, times in Counter(stems).items() if times > 1}
    used: set[str] = set()
    for (_, urn), stem in zip(files, stems, strict=True):
        base = f"{stem}-{urn}" if stem in clashing and urn else stem
        name, number = base, 2
        while name in used:
            name, number = f"{base}-{number}", number + 1
        used.add(name)
        yield name
