"""Exported tables as CSV and JSON, and the data dictionary as CSV and Markdown: written a row at a time."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import IO

from send_audit.render.borough.export_table import About, Dataset, Value
from send_audit.render.safe_cells import csv_text

SCHEMA_VERSION = 1
DICTIONARY_HEADS = ("table", "column", "meaning", "type", "allowed_values", "unit", "empty_when")
_MARK = "\ufeff".encode()
"""Without it Excel reads the letters of another alphabet than ours as nonsense; other programs skip it."""


def write_csv(dataset: Dataset, stream: IO[bytes]) -> None:
    """The table as CSV in UTF-8, days as 2026-09-01, yes and no as true and false, nothing as nothing."""
    write_csv_head(dataset.columns, stream)
    write_csv_rows(dataset.rows(), stream)


def write_csv_head(columns: Iterable[About], stream: IO[bytes]) -> None:
    """The start of such a table, for who writes its rows bit by bit."""
    _write_rows(stream, [[csv_text(about.name) for about in columns]], mark=True)


def write_csv_rows(rows: Iterable[Sequence[Value]], stream: IO[bytes]) -> None:
    """Rows of such a table."""
    _write_rows(stream, ([_csv_cell(value) for value in row] for row in rows))


def _csv_cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return csv_text(value) if isinstance(value, str) else str(value)


def _write_rows(stream: IO[bytes], rows: Iterable[Sequence[str]], *, mark: bool = False) -> None:
    if mark:
        stream.write(_MARK)
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=False)
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    text.flush()
    text.detach()


def write_json(dataset: Dataset, stream: IO[bytes]) -> None:
    """The table as one JSON document with its dictionary.

    One document, since that carries a version and the dictionary, which JSON Lines could not; and a row a
    line in it, so that neither writing nor reading needs the whole in memory.
    """
    dictionary = [_entry(about) for about in dataset.columns]
    head = {"schema_version": SCHEMA_VERSION, "about": dataset.about, "dictionary": dictionary}
    stream.write(_dumped(head)[:-1] + f',\n"{dataset.name}": [\n'.encode())
    names = [about.name for about in dataset.columns]
    first = True
    for row in dataset.rows():
        stream.write((b"" if first else b",\n") + _dumped(dict(zip(names, row, strict=True))))
        first = False
    stream.write(b"\n]}\n")


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=_day, separators=(",", ":")).encode(
        "utf-8", "replace"
    )


def _day(value: object) -> str:
    assert isinstance(value, date)  # a cell holds nothing else that JSON does not know
    return value.isoformat()


def _entry(about: About) -> dict[str, object]:
    return {
        "name": about.name,
        "meaning": about.meaning,
        "type": about.kind,
        "allowed_values": list(about.allowed) or None,
        "unit": about.unit,
        "empty_when": about.empty,
    }


def dictionary_rows(datasets: Iterable[Dataset]) -> Iterator[tuple[str, ...]]:
    """What each column is, a row a column."""
    for dataset in datasets:
        for about in dataset.columns:
            yield (
                dataset.name,
                about.name,
                about.meaning,
                about.kind,
                " ".join(about.allowed),
                about.unit or "",
                about.empty or "",
            )


def write_dictionary_csv(datasets: Iterable[Dataset], stream: IO[bytes]) -> None:
    """The data dictionary as CSV."""
    _write_rows(stream, [DICTIONARY_HEADS], mark=True)
    rows = ([csv_text(cell) for cell in row] for row in dictionary_rows(datasets))
    _write_rows(stream, rows)


def dictionary_markdown(datasets: Iterable[Dataset]) -> str:
    """The data dictionary to be read."""
    return "\n".join(_markdown(list(datasets))) + "\n"


def _markdown(datasets: Sequence[Dataset]) -> Iterator[str]:
    yield from ("# Data dictionary", "")
    yield (
        "The same columns, in the same order and of the same types, in every format. In CSV and "
        "Excel a text that starts with `=`, `+`, `-`, `@`, `'`, a tab or a line end is kept a text: in "
        "CSV by one `'` before it, which is no part of it."
    )
    for dataset in datasets:
        yield from ("", f"## {dataset.name}", "", dataset.about)
        for about in dataset.columns:
            yield from ("", f"### `{about.name}`", "", about.meaning, "")
            yield f"- Type: {about.kind}"
            if about.allowed:
                yield f"- Allowed values: {', '.join(f'`{value}`' for value in about.allowed)}"
            if about.unit:
                yield f"- Unit: {about.unit}"
            yield f"- Empty: {f'where {about.empty}' if about.empty else 'never'}"
