"""The borough report as a document: what officers read, what the public reads, and how its PDF is built."""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from send_audit.borough.area import Area, Included
from send_audit.borough.report_numbers import count_report
from send_audit.borough.school_names import names_in_area
from send_audit.council import Shelf
from send_audit.gathering.gather import GatherOptions, gather
from send_audit.gathering.make_area import make_area
from send_audit.load.round_folder import read_round_folder
from send_audit.model.school_types import SchoolType
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import ROWS_A_PAGE, Table, tables
from send_audit.render.borough.report_view import report_view
from send_audit.render.pdf_fetcher import FONT_BASE
from send_audit.render.to_html import render_html, render_print_html
from send_audit.render.to_pdf import render_pdf
from tests.golden_files import assert_golden
from tests.program import ROOT
from tests.reading_order import read_page
from tests.small_models import checklist, item_tree
from tests.small_schools import answer, area, facts, figures, included, plan, standing
from tests.test_pdf import elements, kinds
from tests.tools import verapdf
from tests.tools.missing import skipped_without

ESTUARY = ROOT / "examples" / "estuary"
DAY = date(2026, 11, 23)
AUDIENCES: tuple[Audience, ...] = ("officers", "public")
SCHOOL_NAMES = re.compile(
    "Saltmarsh|Estuary Academy|Lantern|Marsh Lane|Tideway|Harbour|Glan|Creek Sixth|Pier Road|Reedbed"
)
NEVER = re.compile(
    r"complian|league|\brank|\bgrade|\bbreach|\bbest\b|\bworst\b|inadequate|outstanding",
    re.IGNORECASE,
)


@cache
def estuary() -> Area:
    folder = read_round_folder(ESTUARY)
    shelf = Shelf(as_of=DAY)
    options = GatherOptions(own=(), as_of=DAY, basis="moderated", jobs=1, cache=None)
    return make_area(folder, gather(folder, options, shelf), shelf, DAY, "moderated")


@cache
def page(audience: Audience) -> str:
    return read_page(render_html(report_view(count_report(estuary()), estuary(), audience)))


def printed(of: Area, audience: Audience) -> str:
    return read_page(render_html(report_view(count_report(of), of, audience)))


# What is read


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_report_reads_as_it_did(audience: Audience) -> None:
    assert_golden(f"borough-report-{audience}.txt", page(audience))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_it_gives_no_verdict_and_ranks_nobody(audience: Audience) -> None:
    said = page(audience).replace("puts none above another", "")
    assert NEVER.findall(said) == []
    assert "No building dimension is a legal test." in said
    assert "gives the council no power over them" in said


def test_the_public_reads_no_schools_name_and_officers_do() -> None:
    assert SCHOOL_NAMES.search(page("officers")) is not None
    assert SCHOOL_NAMES.findall(page("public")) == []
    assert not names_in_area(estuary()).are_in(page("public"))
    assert "1 action names a school or is about fewer than 5, and is only counted here." in page(
        "public"
    )


def test_the_grid_is_for_officers_alone_and_in_the_order_of_the_list() -> None:
    numbers = count_report(estuary())
    with pytest.raises(ValueError, match="no school"):
        report_view(numbers, estuary(), "public", with_grid=True)
    shown = read_page(render_html(report_view(numbers, estuary(), "officers", with_grid=True)))
    grid = shown.partition("### Duties\n")[2]
    names = [one.standing.entry.school.name for one in estuary().each()]
    places = [grid.index(f"\n{name} |") for name in names]
    assert places == sorted(places)
    assert "School by school" not in page("officers")


# What the public may know

LIST = checklist(item_tree("PE-0101", priorities=["physical-environment"]))
KINDS: tuple[SchoolType, ...] = ("community-school", "academy-converter")


def schools(counts: Iterable[int], rating_of: str = "not-met") -> Iterator[Included]:
    for kind, count in zip(KINDS, counts, strict=True):
        for number in range(count):
            one = facts(
                f"{kind} {number}",
                kind,
                {"PE-0101": answer("not-met" if rating_of == "not-met" else "met")},
                scores={
                    name: figures(Fraction(number, 10))
                    for name in ("overall", "priority:physical-environment", "need:walking")
                },
                plan=plan(),
            )
            yield included(one)


def test_medians_of_fewer_than_five_complete_schools_are_withheld() -> None:
    away = [standing(f"Away {n}", state="missing") for n in range(5)]
    few, enough = (
        printed(area(list(schools(c)), LIST, more=away), "public") for c in ((4, 0), (5, 0))
    )
    assert "median score" not in few
    assert "- 20.0 of 100 is the median score of complete returns" in enough
    assert re.search(r"Walking \| \d", few) is None
    assert re.search(r"Walking \| 10", enough) is not None


def test_a_gap_that_fewer_than_five_share_is_not_told() -> None:
    few, enough = (printed(area(list(schools(c)), LIST), "public") for c in ((4, 0), (5, 0)))
    assert "A pupil cannot get in." not in few
    assert "A pupil cannot get in." in enough


def test_no_count_of_one_to_four_schools_is_in_a_public_table() -> None:
    away = [standing(f"Away {n}", state="missing") for n in range(3)]
    of = area(list(schools((9, 3))), LIST, more=away)
    rows = [line for line in printed(of, "public").splitlines() if " | " in line]
    cells = [cell for row in rows for cell in row.split(" | ")[1:]]
    known_totals = {"3"}  # how many academies there are, the register says
    assert {c for c in cells if c in ("1", "2", "3", "4")} <= known_totals
    assert "withheld" in cells
    assert "community-school 0" not in printed(of, "public")


def test_without_a_strategy_the_five_priorities_stand_in_our_words() -> None:
    text = printed(area(list(schools((5, 0))), LIST), "officers")
    assert "## Buildings and grounds that work for everyone" in text
    assert "There is no audit of the council itself" in text


def test_a_list_from_which_nothing_came_still_makes_a_report() -> None:
    text = printed(area([], LIST, more=[standing(state="missing", late=True)]), "officers")
    assert "The one school in Little Shire has sent no return that counts" in text
    assert "Alder School | Community school | Missing, late" in text


# How the PDF is built


def test_a_table_is_cut_where_its_rows_would_leave_the_page() -> None:
    long = [("Name " * 30, "1", "2", "3")] * 30
    short = [("Name", "1", "2", "3")] * ROWS_A_PAGE
    heads = ("Schools", "A", "B", "C")
    assert len(list(tables("Short", heads, short))) == 1
    cut = list(tables("Long", heads, long))
    assert sum(len(table.rows) for table in cut) == len(long)
    assert max(len(table.rows) for table in cut) < ROWS_A_PAGE / 2
    assert cut[0].caption == f"Long (part 1 of {len(cut)})"


@pytest.mark.slow
def test_the_pdf_has_every_table_whole_and_passes_verapdf(tmp_path: Path) -> None:
    # Names long enough to wrap, and more of them than fit a page.
    away = [standing(f"The {'Long Name ' * (n % 5)}School {n}", state="missing") for n in range(60)]
    of = replace(estuary(), round=area(list(estuary().each()), more=away).round)
    view = report_view(count_report(of), of, "officers")
    made = [b for s in view.sections for p in s.parts for b in p.blocks if isinstance(b, Table)]
    html, file = render_print_html(view, FONT_BASE), tmp_path / "report.pdf"
    file.write_bytes(render_pdf(view))
    with pikepdf.open(io.BytesIO(file.read_bytes())) as pdf:
        found = kinds(pdf)
        tags = [str(e.S) for e in elements(pdf.Root.StructTreeRoot)]
        pages = [_pages(e) for e in elements(pdf.Root.StructTreeRoot) if e.S == "/Table"]
    assert found["/Table"] == len(made) == html.count("<table") > 15
    assert all(len(on) == 1 for on in pages)
    levels = [int(tag[2]) for tag in tags if re.fullmatch(r"/H[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    with skipped_without(verapdf.ToolMissing):
        (result,) = verapdf.validate([file])
    assert result.passed, str(result)


def _pages(table: pikepdf.Object) -> set[tuple[int, int]]:
    """The pages on which a table's cells stand."""
    return {e.Pg.objgen for e in elements(table) if "/Pg" in e}
