"""Which documents to make, as the commands that make them ask: editions, formats, and how each is made."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from send_audit.commands.options import read_words
from send_audit.problems import SendAuditError

if TYPE_CHECKING:
    from send_audit.render.brand import Brand
    from send_audit.render.documents import Edition, Format
    from send_audit.render.manner import Manner

FORMATS: "tuple[Format, ...]" = ("pdf", "html", "docx", "txt", "brf")
EDITIONS: "tuple[Edition, ...]" = ("plan", "summary", "progress", "working")

Editions = Annotated[
    str | None,
    typer.Option(
        "--edition",
        metavar="LIST",
        help=(
            "Which documents, such as plan,working. plan (the default): the public accessibility plan. "
            "summary: two pages for pupils and families. "
            "progress: the yearly report on it, to parents and governors. "
            "working: everything with notes, evidence and photographs, for the school and its governors only."
        ),
        show_default=False,
    ),
]
Formats = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="LIST",
        help=(
            "In which forms, such as pdf,html. pdf: to print and send. html: one page for a website. "
            "docx: for Word, to read or change. "
            "txt: plain text that reads well aloud. brf: contracted braille to emboss; needs liblouis."
        ),
    ),
]
LargePrint = Annotated[
    bool, typer.Option("--large-print", help="Large print: 18 points at least, in one column.")
]
EasyRead = Annotated[
    bool,
    typer.Option(
        "--easy-read",
        help=(
            "The summary with one idea a line and wide spacing. It has no pictures: a start on easy read. "
            "Alone, it means --edition summary."
        ),
    ),
]
ShowCosts = Annotated[
    bool,
    typer.Option(
        "--show-costs", help="Print figures of cost in public editions, which leave them out."
    ),
]

Template = Annotated[
    Path | None,
    typer.Option(
        "--template",
        metavar="DIR",
        help="A council's or school's brand: a folder with brand.yaml, its colours, logo and templates.",
        show_default=False,
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """The documents that are asked for of each audit."""

    editions: "tuple[Edition, ...]"
    formats: "tuple[Format, ...]"
    manner: "Manner"

    def name(self, stem: str, edition: "Edition", format_: "Format") -> str:
        """The file name of one document: STEM.EDITION.FORMAT, or STEM.EDITION.large.FORMAT."""
        return f"{stem}.{edition}{'.large' if self.manner.large else ''}.{format_}"


def read_documents(
    editions: str | None,
    formats: str,
    *,
    large_print: bool = False,
    easy_read: bool = False,
    show_costs: bool = False,
    template: Path | None = None,
) -> Documents:
    """What the options ask for.

    Raises `SendAuditError` on a word that names no edition or format, and where easy read is asked for
    without the summary, the only edition that has that layout.
    So it does on a brand that cannot be used.
    """
    from send_audit.render.manner import Manner

    words = read_words(editions or ("summary" if easy_read else "plan"), EDITIONS, "--edition")
    if easy_read and "summary" not in words:
        raise SendAuditError("--easy-read is a layout of the summary: add summary to --edition.")
    return Documents(
        editions=cast("tuple[Edition, ...]", words),
        formats=cast("tuple[Format, ...]", read_words(formats, FORMATS, "--format")),
        manner=Manner(
            large=large_print,
            easy=easy_read,
            show_costs=show_costs,
            brand=read_template(template),
        ),
    )


def read_template(folder: Path | None) -> "Brand | None":
    """The brand in a folder, its templates compiled once. Raises `SendAuditError` where it cannot be used."""
    if folder is None:
        return None
    from send_audit.render.brand_folder import read_brand
    from send_audit.render.brand_templates import check_templates
    from send_audit.resources import templates_dir

    brand = read_brand(folder)
    check_templates(brand, templates_dir())
    return brand
