"""`send-audit score`: the scorecard of one or more audits, as text or as JSON."""

import re
from pathlib import Path
from typing import Annotated, Any, cast, get_args

import typer
from typer.core import TyperCommand

from send_audit.commands.assessing import assess_all
from send_audit.commands.options import (
    AsOf,
    Audits,
    Own,
    Plain,
    is_fancy,
    look_of,
    read_as_of,
    read_word,
    read_words,
    show_text,
)
from send_audit.model.words import STRANDS, Need, Strand
from send_audit.problems import SendAuditError

FORMATS = ("text", "json")
ALL_ITEMS = "all"
_ITEM = re.compile(r"[A-Za-z][A-Za-z0-9]*(-[A-Za-z]{2,6})?-\d{4}")


class ScoreCommand(TyperCommand):
    """Lets `--explain` stand alone: only an item's id after it is taken as its value."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer's own, private
        """Join `--explain PE-0102`, and give a bare `--explain` the value `all`."""
        joined: list[str] = []
        rest = list(args)
        while rest:
            word = rest.pop(0)
            if word == "--explain":
                value = rest.pop(0) if rest and _ITEM.fullmatch(rest[0]) else ALL_ITEMS
                word = f"--explain={value}"
            joined.append(word)
        return super().parse_args(ctx, joined)


def score(
    audits: Audits,
    format_: Annotated[
        str, typer.Option("--format", metavar="text|json", help="How to show the scorecard.")
    ] = "text",
    explain: Annotated[
        str | None,
        typer.Option(metavar="[ITEM]", help="Show the sums: of all items, or of one."),
    ] = None,
    what_if: Annotated[
        bool,
        typer.Option(
            "--what-if", help="Show which actions raise access most, for whom, at what cost."
        ),
    ] = False,
    need: Annotated[
        str | None,
        typer.Option(metavar="NEED", help="With --what-if: rank by one need, such as hearing."),
    ] = None,
    strand: Annotated[
        str | None,
        typer.Option(
            metavar="STRAND", help="With --what-if: rank by one strand, such as curriculum."
        ),
    ] = None,
    own: Own = None,
    as_of: AsOf = None,
    plain: Plain = False,
) -> int:
    """Score audits. Ends with 0 whatever the school's result: a low score is not a failure."""
    (chosen,) = read_words(format_, FORMATS, "--format")
    day = read_as_of(as_of)
    need_seen, strand_seen = _read_view(need, strand, what_if=what_if)
    from send_audit.prospects import look_ahead
    from send_audit.render.explain_text import render_explanation
    from send_audit.render.prospects_json import what_if as what_if_tree
    from send_audit.render.prospects_text import render_what_if
    from send_audit.render.score_json import render_score_json
    from send_audit.render.score_text import render_score_text

    batch = assess_all(audits, own, day)
    assessed = batch.assessed
    ahead = [look_ahead(a, need=need_seen, strand=strand_seen) for a in assessed if what_if]
    if chosen == "json":
        trees = [what_if_tree(one) for one in ahead]
        typer.echo(render_score_json(assessed, trees if what_if else None))
    item = None if explain in (None, ALL_ITEMS) else explain.upper()
    for one in assessed if chosen == "text" else ():
        if item is None and not what_if:
            show_text(render_score_text(one, bars=is_fancy(plain)))
        if explain is not None:
            show_text(render_explanation(one, item))
        if explain is not None or not what_if:
            typer.echo("")
    for one, seen in zip(assessed, ahead, strict=False) if chosen == "text" else ():
        round_ = batch.shelf.round_for(Path(one.file))
        bands = round_.cost_bands if round_ is not None else {}
        show_text(render_what_if(one, seen, bands, look_of(plain)))
        typer.echo("")
    return batch.exit_code


def _read_view(
    need: str | None, strand: str | None, *, what_if: bool
) -> tuple[Need | None, Strand | None]:
    """The one need or strand to rank by, if any. Raises `SendAuditError` on anything else."""
    if (need or strand) and not what_if:
        raise SendAuditError("--need and --strand narrow the what-if: add --what-if.")
    if need and strand:
        raise SendAuditError("Choose --need or --strand: a what-if is ranked by one of them.")
    return (
        cast("Need", read_word(need, get_args(Need), "--need")) if need else None,
        cast("Strand", read_word(strand, STRANDS, "--strand")) if strand else None,
    )
