"""Which documents to make, as the commands that make them ask: editions, formats, and how each is made."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, cast

import typer

from send_audit.commands.options import read_words

if TYPE_CHECKING:
    from send_audit.render.documents import Edition, Format
    from send_audit.render.manner import Manner

FORMATS: "tuple[Format, ...]" = ("pdf", "html")
EDITIONS: "tuple[Edition, ...]" = ("plan", "progress", "working")

Editions = Annotated[
    str | None,
    typer.Option(
        "--edition",
        metavar="LIST",
        help=(
            "Which documents, such as plan,working. plan (the default): the public accessibility plan. "
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
        help="In which forms, such as pdf,html. pdf: to print and send. html: one page for a website.",
    ),
]
LargePrint = Annotated[
    bool, typer.Option("--large-print", help="Large print: 18 points at least, in one column.")
]
ShowCosts = Annotated[
    bool,
    typer.Option(
        "--show-costs", help="Print figures of cost in public editions, which leave them out."
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
    show_costs: bool = False,
) -> Documents:
    """What the options ask for. Raises `SendAuditError` on a word that names no edition or format."""
    from send_audit.render.manner import Manner

    words = read_words(editions or "plan", EDITIONS, "--edition")
    return Documents(
        editions=cast("tuple[Edition, ...]", words),
        formats=cast("tuple[Format, ...]", read_words(formats, FORMATS, "--format")),
        manner=Manner(large=large_print, show_costs=show_costs),
    )
