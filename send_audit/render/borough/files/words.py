"""What the officers' tables are made of: values in words, and tables that grow school by school."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from send_audit.borough.area import Area, Included
from send_audit.borough.standing import Standing
from send_audit.render.borough.export_table import About, Column, Dataset, SourceT, Value

NO_RETURN = "no return counts"

Rows = Iterator[Sequence[Value]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolTable:
    """A table with rows for each school of the list.

    `rows_of` makes them from where the school stands, and from its return where that counts.
    """

    name: str
    about: str
    columns: tuple[About, ...]
    rows_of: Callable[[Standing, Included | None], Rows]

    def dataset(self, area: Area) -> Dataset:
        """All its rows, by a pass over the schools of its own."""
        return Dataset(
            name=self.name, about=self.about, columns=self.columns, rows=lambda: self._rows(area)
        )

    def _rows(self, area: Area) -> Rows:
        for standing, one in schools_with_returns(area):
            yield from self.rows_of(standing, one)


def school_table(
    name: str,
    about: str,
    columns: tuple[Column[SourceT], ...],
    sources: Callable[[Standing, Included | None], Iterable[SourceT]],
) -> SchoolTable:
    """A table of which each school gives some sources, and each source a row."""
    return SchoolTable(
        name=name,
        about=about,
        columns=tuple(column.about for column in columns),
        rows_of=lambda standing, one: (
            [column.value(source) for column in columns] for source in sources(standing, one)
        ),
    )


def schools_with_returns(area: Area) -> Iterator[tuple[Standing, Included | None]]:
    """Each school of the list in its order, with its return where that counts."""
    included = area.each()
    one = next(included, None)
    for standing in area.round.standings:
        if one is not None and one.standing.urn == standing.urn:
            yield standing, one
            one = next(included, None)
        else:
            yield standing, None


def yes_no(value: bool | None) -> str | None:
    """“yes”, “no”, or nothing where it is not known."""
    return None if value is None else "yes" if value else "no"


def pounds_cell(amount: Decimal | None) -> Value:
    """A sum as a plain number, with pence only where there are any."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)
