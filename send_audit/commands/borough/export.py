"""`send-audit borough export`: every answer and every school as tidy tables, with a data dictionary."""

from collections.abc import Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from send_audit.commands.borough.opening import Asked, open_area
from send_audit.commands.borough.options import Cache, Cluster, Folder, Jobs, NoCache, Ratings
from send_audit.commands.borough.places import check_out
from send_audit.commands.options import AsOf, Own, Plain, read_words, talk
from send_audit.commands.progress import print_line, steps
from send_audit.commands.writing import write_whole, writing_whole

if TYPE_CHECKING:
    from datetime import date

    from send_audit.render.borough.export_table import Dataset

FORMATS = ("xlsx", "csv", "parquet", "json")


def export(
    folder: Folder,
    out: Annotated[
        Path,
        typer.Option("--out", metavar="DIR", help="The folder for the tables.", show_default=False),
    ],
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="LIST",
            help="xlsx, csv, parquet, json, or several: xlsx,csv. Parquet needs polars.",
        ),
    ] = "csv",
    ratings: Ratings = "moderated",
    jobs: Jobs = None,
    cache: Cache = None,
    no_cache: NoCache = False,
    cluster: Cluster = None,
    own: Own = None,
    as_of: AsOf = None,
    plain: Plain = False,
) -> int:
    """Write DIR/items and DIR/schools: a row for each school and item, a row for each school.

    They are for the council only. They name schools, and though what a private answer says is left out,
    scores and counts are of whole returns, private answers and actions included: from all the others of a
    school a private one may be worked out. Notes and evidence are not in them. data-dictionary.csv and .md
    say what each column means.
    """
    formats = read_words(format_, FORMATS, "--format")
    check_out(out)
    if "parquet" in formats:
        from send_audit.render.borough.export_parquet import require_polars

        require_polars()
    opened = open_area(
        Asked(
            folder=folder,
            own=own,
            as_of=as_of,
            ratings=ratings,
            jobs=jobs,
            cache=cache,
            no_cache=no_cache,
            cluster=cluster,
            plain=plain,
        )
    )
    from send_audit.borough.held_to import HeldTo
    from send_audit.load.round_folder import BOROUGH_FILE
    from send_audit.render.borough.export_items import items_dataset
    from send_audit.render.borough.export_schools import schools_dataset

    library = opened.shelf.library_for(folder / BOROUGH_FILE)
    datasets = (items_dataset(opened.area, HeldTo(library)), schools_dataset(opened.area))
    _write_tables(datasets, out, formats, opened.area.as_of, plain=plain)
    _write_dictionary(datasets, out)
    return opened.exit_code


def _write_tables(
    datasets: "Sequence[Dataset]", out: Path, formats: Sequence[str], day: "date", *, plain: bool
) -> None:
    wanted = [
        (dataset, format_, out / f"{dataset.name}.{format_}")
        for dataset in datasets
        for format_ in formats
    ]
    for dataset, format_, path in steps(wanted, [path.name for *_, path in wanted], plain=plain):
        with writing_whole(path) as stream:
            remarks = _write_table(dataset, format_, stream, day)
        print_line(str(path))
        talk(remarks)


def _write_table(
    dataset: "Dataset", format_: str, stream: IO[bytes], day: "date"
) -> tuple[str, ...]:
    """Write a table; give what must be said of the file."""
    if format_ == "xlsx":
        from send_audit.render.borough.export_xlsx import write_xlsx

        return write_xlsx(dataset, stream, day)
    if format_ == "parquet":
        from send_audit.render.borough.export_parquet import write_parquet

        write_parquet(dataset, stream)
        return ()
    from send_audit.render.borough.export_text import write_csv, write_json

    (write_csv if format_ == "csv" else write_json)(dataset, stream)
    return ()


def _write_dictionary(datasets: "Sequence[Dataset]", out: Path) -> None:
    from send_audit.render.borough.export_text import dictionary_markdown, write_dictionary_csv

    path = out / "data-dictionary.csv"
    with writing_whole(path) as stream:
        write_dictionary_csv(datasets, stream)
    typer.echo(str(path))
    path = out / "data-dictionary.md"
    write_whole(path, dictionary_markdown(datasets).encode("utf-8"))
    typer.echo(str(path))
