"""Every document of the example borough: each school's editions, the borough's report, its strategy."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Literal, get_args

from send_audit.borough.area import Area
from send_audit.borough.report_numbers import BothNumbers, count_report
from send_audit.council import Shelf
from send_audit.gathering.gather import GatherOptions, gather
from send_audit.gathering.make_area import make_area
from send_audit.load.round_folder import read_round_folder
from send_audit.model.results import Assessed
from send_audit.pipeline import assess_file
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.report_view import report_view
from send_audit.render.borough.strategy_view import strategy_view
from send_audit.render.documents import EDITIONS, Edition, make_view
from send_audit.render.manner import Manner
from send_audit.render.views import DocumentView
from tests.program import AS_OF, RETURNS, ROOT

ESTUARY = ROOT / "examples" / "estuary"
DAY = date.fromisoformat(AS_OF)
SCHOOLS = tuple(sorted(path.stem for path in RETURNS.glob("*.yaml")))


@dataclass(frozen=True, slots=True)
class School:
    """One edition of one school's audit."""

    school: str
    edition: Edition

    def __str__(self) -> str:
        return f"{self.school}.{self.edition}"


@dataclass(frozen=True, slots=True)
class OfBorough:
    """One of the borough's own documents."""

    what: Audience | Literal["strategy"]

    def __str__(self) -> str:
        return f"borough.{self.what}"


Which = School | OfBorough


def _every() -> Iterator[Which]:
    """An edition that is new joins by itself."""
    for school in SCHOOLS:
        for edition in EDITIONS:
            yield School(school, edition)
    for audience in get_args(Audience):
        yield OfBorough(audience)
    yield OfBorough("strategy")


EVERY_DOCUMENT = tuple(_every())


def view_of(which: Which, manner: Manner) -> DocumentView:
    if isinstance(which, School):
        return make_view(assessed_example(which.school), which.edition, manner)
    if which.what == "strategy":
        return strategy_view(_area(), _numbers().public)
    return report_view(_numbers(), _area(), which.what)


@cache
def assessed_example(school: str) -> Assessed:
    path = RETURNS / f"{school}.yaml"
    found = assess_file(path, _shelf().library_for(path), DAY).assessed
    assert found is not None
    return found


_shelf = cache(partial(Shelf, as_of=DAY))


@cache
def _area() -> Area:
    folder = read_round_folder(ESTUARY)
    options = GatherOptions(own=(), as_of=DAY, basis="moderated", jobs=1, cache=None)
    return make_area(folder, gather(folder, options, _shelf()), _shelf(), DAY, "moderated")


@cache
def _numbers() -> BothNumbers:
    return count_report(_area())
