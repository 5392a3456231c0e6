"""The officers' tables, all written in one pass over the schools, or each by itself.

CSV is in UTF-8 with a mark, without which Excel takes “é” for nonsense; its lines end as RFC 4180 has them.
Cells that a spreadsheet would take for a formula start with an apostrophe (see `safe_cells.csv_text`).
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Self

from send_audit.borough.area import Area, Included, tally
from send_audit.borough.standing import Standing
from send_audit.render.borough.export_table import Dataset
from send_audit.render.borough.export_text import write_csv, write_csv_head, write_csv_rows
from send_audit.render.borough.files.actions_table import actions_table
from send_audit.render.borough.files.findings_table import findings_table
from send_audit.render.borough.files.not_included_table import not_included_dataset
from send_audit.render.borough.files.returns_book import ReturnsBook
from send_audit.render.borough.files.returns_table import returns_table

RETURNS_CSV, ACTIONS_CSV, FINDINGS_CSV = "returns.csv", "actions.csv", "findings.csv"
NOT_INCLUDED_CSV, RETURNS_XLSX = "not-included.csv", "returns.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableStreams:
    """Where each table goes: streams open for writing bytes."""

    returns_csv: IO[bytes]
    actions_csv: IO[bytes]
    findings_csv: IO[bytes]
    not_included_csv: IO[bytes]
    returns_xlsx: IO[bytes]


class TablesTally:
    """Writes all tables while others add up their numbers: a `Tally`, to be used with `with`.

    At the end of the `with` the tables are whole. Where an error leaves it they are not, and the streams are
    for the caller to throw away.
    """

    def __init__(self, area: Area, streams: TableStreams) -> None:
        self._standings: Iterator[Standing] = iter(area.round.standings)
        self._streams, self._book = streams, ReturnsBook(area)
        self._tables = (
            (returns_table(area), streams.returns_csv),
            (actions_table(), streams.actions_csv),
            (findings_table(area.items), streams.findings_csv),
        )
        for table, stream in self._tables:
            write_csv_head(table.columns, stream)
        write_csv(not_included_dataset(area), streams.not_included_csv)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        if error is not None:
            self._book.abandon()
            return
        for standing in self._standings:
            self._write(standing, None)
        self._book.save(self._streams.returns_xlsx)

    def add(self, one: Included) -> None:
        """Write the rows of one school, and before them those of the schools without a return that counts."""
        for standing in self._standings:
            if standing.urn == one.standing.urn:
                self._write(standing, one)
                return
            self._write(standing, None)
        raise ValueError(f"school {one.standing.urn} comes out of order")

    def _write(self, standing: Standing, one: Included | None) -> None:
        for table, stream in self._tables:
            write_csv_rows(table.rows_of(standing, one), stream)
        self._book.add(standing, one)


def write_tables(area: Area, streams: TableStreams) -> None:
    """Write all tables, going over the schools once."""
    with TablesTally(area, streams) as tables:
        tally(area, tables)


def returns_csv(area: Area) -> bytes:
    """One row for each school of the list."""
    return _bytes(returns_table(area).dataset(area))


def actions_csv(area: Area) -> bytes:
    """One row for each action that is not private."""
    return _bytes(actions_table().dataset(area))


def findings_csv(area: Area) -> bytes:
    """One row for each school and finding whose answer is not private."""
    return _bytes(findings_table(area.items).dataset(area))


def not_included_csv(area: Area) -> bytes:
    """One row for each school or file that is in no number."""
    return _bytes(not_included_dataset(area))


def returns_xlsx(area: Area) -> bytes:
    """The workbook of returns, scores by section, actions and what is not included."""
    streams = {name: io.BytesIO() for name in TableStreams.__slots__}
    write_tables(area, TableStreams(**streams))
    return streams["returns_xlsx"].getvalue()


def _bytes(table: Dataset) -> bytes:
    stream = io.BytesIO()
    write_csv(table, stream)
    return stream.getvalue()
