"""The documents and tables of a borough's report: their names, and how each is made when it is asked for."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import get_args

from send_audit.borough.area import Area, tally
from send_audit.borough.report_numbers import BothNumbers, count_report
from send_audit.borough.standing import BrokenReturn, Round
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.files.report_tables import TablesTally, TableStreams
from send_audit.render.borough.report_view import report_view
from send_audit.render.documents import Format
from send_audit.render.views import DocumentView


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """One file of the report. Either `view`, to be rendered in `format`, or `make`, which gives its bytes.

    Nothing is worked out before one of them is called: a file that is up to date costs nothing.
    """

    name: str
    view: Callable[[], DocumentView] | None = None
    format: Format = "pdf"
    make: Callable[[], bytes] | None = None


def report_files(
    area: Area, formats: Iterable[Format] = ("pdf", "html"), *, large: bool = False
) -> Iterator[ReportFile]:
    """Every file of a borough's report, its documents in each format, in the order of their names."""
    formats, size = tuple(formats), ".large" if large else ""
    counted, tables = cache(lambda: count_report(area)), cache(lambda: _tables(area))
    for audience in get_args(Audience):
        for format_ in formats:
            # One table of hundreds of rows cannot be tagged honestly, so the schools one by one are on the
            # screen and in the tables only.
            with_grid = audience == "officers" and format_ == "html"
            view = partial(_view, counted, area, audience, with_grid=with_grid)
            yield ReportFile(
                name=f"borough-report.{audience}{size}.{format_}", view=view, format=format_
            )
    for name in TableStreams.__slots__:
        make = partial(_table, tables, name)
        yield ReportFile(name=_file_name(name), make=make)


def _tables(area: Area) -> Mapping[str, bytes]:
    """All tables by name. A pass of their own: the documents are rendered in other processes meanwhile."""
    streams = {name: io.BytesIO() for name in TableStreams.__slots__}
    with TablesTally(area, TableStreams(**streams)) as tables:
        tally(area, tables)
    return {name: stream.getvalue() for name, stream in streams.items()}


def _view(
    counted: Callable[[], BothNumbers], area: Area, audience: Audience, *, with_grid: bool
) -> DocumentView:
    return report_view(counted(), area, audience, with_grid=with_grid)


def _table(tables: Callable[[], Mapping[str, bytes]], name: str) -> bytes:
    return tables()[name]


def _file_name(stream: str) -> str:
    """`not_included_csv` to `not-included.csv`."""
    stem, _, ending = stream.rpartition("_")
    return f"{stem.replace('_', '-')}.{ending}"


def broken_of(round_: Round) -> list[BrokenReturn]:
    """Every file that could not be read as a return, in the order of their names."""
    of_schools = (one for standing in round_.standings for one in standing.broken)
    return sorted([*of_schools, *round_.unreadable], key=lambda one: one.file)
