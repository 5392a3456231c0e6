"""What people see in the form: what is theirs to fill in, what is fixed, what helps them, how it prints."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from send_audit.workbook.columns import BY_HEADING, COLUMNS
from send_audit.workbook.sheets import figure_words, sheet_names
from send_audit.workbook.styles import FIXED, SHADES
from tests.small_models import item, item_tree
from tests.workbook_forms import DAY, Bench, cell_of, sheets

GATE, OPEN, FRONT = ("PE-0101", ""), ("PE-0105", ""), ("PE-0102", "front-bay")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    bench = Bench(tmp_path_factory.mktemp("form")).export()
    return load_workbook(bench.form)


def headings(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for cell in sheet[1]]


def test_there_is_one_sheet_for_each_checklist_after_the_first(book: Workbook) -> None:
    assert book.sheetnames == [
        "Start here",
        "Physical environment",
        "Curriculum and enrichment",
        "send-audit",
    ]


def test_only_the_cells_to_fill_in_can_be_written_into(book: Workbook) -> None:
    for sheet in sheets(book):
        assert sheet.protection.sheet
        assert not sheet.protection.password
        unlocked = {
            BY_HEADING[heading.lower()].key
            for row in sheet.iter_rows(min_row=2)
            for heading, cell in zip(headings(sheet), row, strict=True)
            if not cell.protection.locked
        }
        inputs = {column.key for column in COLUMNS if column.is_input}
        assert unlocked == inputs & {BY_HEADING[text.lower()].key for text in headings(sheet)}


def test_what_is_fixed_looks_other_than_what_is_to_fill_in(book: Workbook) -> None:
    assert cell_of(book, GATE, "criterion").fill.start_color.rgb == f"00{FIXED}"
    assert cell_of(book, GATE, "note").fill.start_color.rgb == "00FFFFFF"
    assert cell_of(book, GATE, "note").border.left.style == "thin"


def test_nothing_to_measure_is_nothing_to_fill_in(book: Workbook) -> None:
    assert cell_of(book, GATE, "measured").protection.locked
    assert not cell_of(book, FRONT, "measured").protection.locked


def test_a_sheet_has_only_the_columns_that_it_needs(book: Workbook) -> None:
    physical, curriculum = (headings(sheet) for sheet in sheets(book))
    assert {"Place", "Place code", "Measured"} <= set(physical)
    assert not {"Place", "Place code", "Measured"} & set(curriculum)
    assert {"To confirm", "Still true?"} <= set(curriculum)
    assert not {"To confirm", "Still true?"} & set(physical)


def test_the_guidance_stands_beside_the_question(book: Workbook) -> None:
    names = headings(sheets(book)[0])
    assert names.index("What to look at") == names.index("What should be true") + 1
    assert "Walk it from the gate" in str(cell_of(book, GATE, "guidance").value)
    assert cell_of(book, FRONT, "place").value == "Front bay"
    assert str(cell_of(book, GATE, "evidence").value) == (
        "• The gate (photograph, 5 October 2026). Premises folder"
    )


def test_each_rating_has_its_choices(book: Workbook) -> None:
    (sheet, *_) = sheets(book)
    cell = cell_of(book, GATE, "rating")
    rules = [r for r in sheet.data_validations.dataValidation if cell.coordinate in r.sqref]
    assert [rule.formula1 for rule in rules] == ['"Met,Partly met,Not met,Not applicable"']


def test_excels_own_limits_on_hints_are_kept(book: Workbook) -> None:
    for sheet in sheets(book):
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.promptTitle or "") <= 32
            assert len(rule.prompt or "") <= 255
            assert len(rule.error or "") <= 225
            assert len(rule.formula1 or "") <= 255


def test_colour_only_repeats_the_word_and_is_easy_to_read(book: Workbook) -> None:
    (sheet, *_) = sheets(book)
    said = [rule.formula[0] for area in sheet.conditional_formatting for rule in area.rules]
    assert all(any(f'="{word}"' in formula for formula in said) for word in SHADES)
    assert all(contrast(*colours) >= 7 for colours in SHADES.values())


def contrast(one: str, other: str) -> float:
    """As WCAG works it out."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_tables_have_no_joined_cells_and_a_heading_row(book: Workbook) -> None:
    for sheet in sheets(book):
        assert not sheet.merged_cells.ranges
        (table,) = sheet.tables.values()
        assert table.headerRowCount == 1
        assert table.ref == f"A1:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"
        assert table.autoFilter is not None
        assert str(sheet.freeze_panes).endswith("2")


def test_it_prints_across_one_page_with_its_headings(book: Workbook) -> None:
    for sheet in sheets(book):
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"


def test_the_file_says_what_it_is_and_names_nobody(book: Workbook) -> None:
    properties = book.properties
    assert properties.title == "Accessibility self-audit: Little School"
    assert (properties.creator, properties.lastModifiedBy) == ("send-audit", "send-audit")
    assert properties.language == "en-GB"
    assert properties.created is not None
    assert properties.created.date() == DAY


def test_rows_may_grow_with_what_is_typed(tmp_path: Path) -> None:
    bench = Bench(tmp_path).export("arrival")
    assert b"customHeight" not in _part(bench.form, "xl/worksheets/sheet2.xml")


def _part(form: Path, name: str) -> bytes:
    with zipfile.ZipFile(form) as archive:
        return archive.read(name)


def test_names_of_sheets_are_such_as_excel_allows() -> None:
    long = "Schedule 10 duties and the paperwork that goes with them"
    names = list(
        sheet_names([long, long, "a/b: [c]?", "'", "Start here", "", "x" * 40], ["Start here"])
    )
    assert names == [
        "Schedule 10 duties and the…",
        "Schedule 10 duties and the… 2",
        "a b c",
        "Checklist",
        "Start here 2",
        "Checklist 2",
        f"{'x' * 30}…",
    ]
    assert all(len(name) <= 31 for name in names)


def test_the_figure_is_explained_with_its_unit_and_thresholds() -> None:
    measure = item_tree(
        measure={
            "quantity": "Slope",
            "unit": "gradient",
            "maximum": "1:12",
            "partly_from": "1:10",
            "applies_to": "existing-benchmark",
        }
    )["measure"]
    found = item(measure=measure).measure
    assert found is not None
    assert figure_words(found).splitlines() == [
        "Slope, as 1:12.",
        "Met: at most 1:12",
        "Partly met: from 1:10",
        "Leave the rating empty: the figure gives it.",
    ]
