"""An exported table as Parquet: days, yes and no, numbers and closed lists of words as what they are."""

from collections.abc import Iterator
from itertools import islice
from typing import IO, TYPE_CHECKING

from send_audit.problems import SendAuditError
from send_audit.render.borough.export_table import About, Dataset

if TYPE_CHECKING:
    import polars as pl

_BATCH = 20_000
"""Rows taken at a time: packed into columns, they need a tenth of the room."""


def require_polars() -> None:
    """Raise `SendAuditError`, with what to do, where polars is not installed."""
    try:
        import polars as pl  # noqa: F401
    except ImportError:
        raise SendAuditError(
            "Parquet needs polars, which is not installed here. Install it with: "
            "pip install 'send-audit[data]'. CSV, xlsx and JSON need nothing more."
        ) from None


def write_parquet(dataset: Dataset, stream: IO[bytes]) -> None:
    """Write the table as its rows come; the same rows give the same bytes with the same polars."""
    import polars as pl
    from polars.io.plugins import register_io_source

    schema = {about.name: _type(about) for about in dataset.columns}

    def batches(columns: list[str] | None, *_: object) -> "Iterator[pl.DataFrame]":
        """The rows in frames. polars may ask for fewer columns; what else it asks, it sees to itself."""
        rows = dataset.rows()
        while batch := list(islice(rows, _BATCH)):
            frame = pl.DataFrame(batch, schema=schema, orient="row")
            yield frame if columns is None else frame.select(columns)

    table = register_io_source(io_source=batches, schema=schema)
    table.sink_parquet(stream, metadata={"send-audit": "1", "table": dataset.name})


def _type(about: About) -> "pl.DataType":
    import polars as pl

    match about.kind:
        case "category":
            return pl.Enum(about.allowed)
        case "date":
            return pl.Date()
        case "yes-no":
            return pl.Boolean()
        case "whole-number":
            return pl.Int64()
        case "number":
            return pl.Float64()
        case "text":
            return pl.String()
