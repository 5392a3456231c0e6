"""The law of the form: what nobody changed comes back byte for byte, and nothing else changes."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from send_audit.council import Shelf
from send_audit.editing.draft import Draft
from send_audit.load.library import Library
from send_audit.pipeline import check_bytes
from send_audit.render.safe_cells import LONGEST
from send_audit.resources import checklists_dir
from send_audit.workbook.columns import BY_KEY
from send_audit.workbook.make import make_form
from send_audit.workbook.opening import open_form
from send_audit.workbook.questions import questions_of
from send_audit.workbook.taking import Taken, take_form
from tests.program import RETURNS
from tests.strategies import Case, cases
from tests.workbook_forms import ANSWERS, DAY, SCHOOL, Bench, cell_of, sheets

NASTY = (
    "=1+1",
    '=HYPERLINK("http://bad.example","x")',
    "+44 1632 960123",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "'quoted",
    "_x000D_ and _x0041_ and x005F_",
    "two\nlines\n",
    " spaces at both ends ",
    "# no comment",
    "a: b",
    "null",
    "🦀 𝔘nicode é e\u0301",
)
texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(
        st.characters(
            exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp"), exclude_characters="\ufeff"
        ),
        min_size=1,
        max_size=40,
    ),
)
"""What stands in real files, and what somebody could put there to do harm."""


@st.composite
def files(draw: Any) -> tuple[Case, str]:  # noqa: ANN401 - Hypothesis's own
    """A school's answers as a file, with texts of every kind and comments in every place."""
    case: Case = draw(cases())
    versions = {content["id"]: "1.0.0" for content in case.contents}
    for answer in _answers(case.responses):
        for key in ("note", "location", "to_confirm"):
            if draw(st.integers(0, 3)) == 0:
                answer[key] = draw(texts)
        if "rating" in answer and draw(st.booleans()):
            answer["reason"] = draw(texts)
    school = {"name": draw(texts), "nation": "england", "type": "community-school"} | case.school
    tree = {
        "schema": "send-audit/audit@1",
        "school": school,
        "audit": case.details | {"checklists": versions},
        "responses": case.responses,
    }
    kept = {key: value for key, value in tree.items() if value}
    text = yaml.safe_dump(kept, sort_keys=False, allow_unicode=False, width=10**6)
    lines = text.splitlines()
    for number in draw(st.lists(st.integers(0, len(lines)), max_size=5)):
        lines.insert(number, f"# remark {number}")
    return case, "\n".join(lines) + draw(st.sampled_from(("", "\n", "\n\n# end")))


def _answers(responses: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        answer
        for response in responses.values()
        for answer in (response, *response.get("places", {}).values())
        if "places" not in answer
    ]


def _library(case: Case, folder: Path) -> Library:
    shutil.copy(checklists_dir() / "sources.yaml", folder)
    for checklist in case.checklists:
        content = checklist.model_dump(mode="json", by_alias=True, exclude_none=True)
        (folder / f"{checklist.id}.yaml").write_text(json.dumps(content), "utf-8")
    return Library(folder)


@settings(max_examples=60, deadline=None)
@given(files())
def test_an_untouched_form_gives_the_same_bytes(made: tuple[Case, str]) -> None:
    case, text = made
    with TemporaryDirectory() as name:
        bench = Bench(Path(name), text, _library(case, Path(name)))
        _assert_nothing_changes(bench.export().take())
        assert bench.audit.read_bytes() == text.encode()


def _assert_nothing_changes(taken: Taken) -> None:
    assert taken.data is None
    assert (taken.verdicts, taken.refused, taken.missing, taken.unread) == ((), (), (), ())


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(files(), st.data())
def test_what_is_written_into_cells_is_all_that_changes(
    made: tuple[Case, str], data: st.DataObject
) -> None:
    case, text = made
    with TemporaryDirectory() as name:
        bench = Bench(Path(name), text, _library(case, Path(name))).export()
        questions = questions_of(bench.context())
        if not questions:
            return
        chosen = data.draw(
            st.lists(st.sampled_from(questions), min_size=1, max_size=3, unique_by=lambda q: q.key)
        )
        wanted = Draft.read(text.encode(), "audit.yaml").tree
        for number, question in enumerate(chosen):
            bench.fill_in((question.key, "location", f"By door {number}"))
            _put(wanted, question.key, "location", f"By door {number}")
            bench.fill_in((question.key, "evidence_title", f"Photograph {number}"))
            _append(wanted, question.key, {"title": f"Photograph {number}"})
        taken = bench.take()
        assert taken.refused == ()
        assert len(taken.verdicts) == len(chosen)
        after = Draft.read(bench.audit.read_bytes(), "audit.yaml")
        assert after.tree == wanted
        assert _comments(after.text) == _comments(text)


def _answer(tree: Any, key: tuple[str, str]) -> dict[str, Any]:  # noqa: ANN401 - a plain tree
    answer = tree.setdefault("responses", {}).setdefault(key[0], {})
    found: dict[str, Any] = (
        answer.setdefault("places", {}).setdefault(key[1], {}) if key[1] else answer
    )
    return found


def _put(tree: object, key: tuple[str, str], field: str, value: str) -> None:
    _answer(tree, key)[field] = value


def _append(tree: object, key: tuple[str, str], evidence: dict[str, str]) -> None:
    answer = _answer(tree, key)
    answer["evidence"] = [*(answer.get("evidence") or []), evidence]


def _comments(text: str) -> list[str]:
    return re.findall(r"^# .*$", text, re.MULTILINE)


@pytest.mark.parametrize("file", sorted(RETURNS.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_example_comes_back_byte_for_byte(file: Path, tmp_path: Path) -> None:
    library = Shelf((), as_of=DAY).library_for(file)
    data = file.read_bytes()
    checked = check_bytes(data, str(file), library, DAY)
    assert checked.context is not None
    questions = questions_of(checked.context)
    form = tmp_path / "form.xlsx"
    form.write_bytes(make_form(checked.context, questions, DAY, is_part=False))
    taken = take_form(open_form(form), data, checked, checked.context, DAY)
    _assert_nothing_changes(taken)
    assert len(taken.unchanged) == len(questions)


def test_the_same_audit_on_the_same_day_gives_the_same_form(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    first = bench.export().form.read_bytes()
    assert bench.export().form.read_bytes() == first
    assert bench.export(day=date(2026, 11, 24)).form.read_bytes() != first


@pytest.mark.parametrize("text", ["x" * 40_000, "🦀" * 17_000, "x" * 32_767, "🦀" * 16_383])
def test_a_text_longer_than_a_cell_is_cut_there_and_whole_in_the_file(
    tmp_path: Path, text: str
) -> None:
    bench = Bench(tmp_path, ANSWERS.replace("There is no car park.", text)).export("arrival")
    no_park = ("PE-0103", "")
    cell = cell_of(load_workbook(bench.form), no_park, "reason")
    fits = len(text.encode("utf-16-le")) // 2 <= LONGEST
    assert (cell.value == text) == fits
    assert len(str(cell.value).encode("utf-16-le")) // 2 <= LONGEST
    assert cell.protection.locked == (not fits)
    _assert_nothing_changes(bench.take())
    bench.fill_in((no_park, "reason", "Shorter."))
    refusals = bench.refusals()
    assert len(refusals) == (not fits)
    assert (text in bench.audit.read_text("utf-8")) == (not fits)


def test_a_form_that_a_spreadsheet_program_saved_again_changes_nothing(tmp_path: Path) -> None:
    bench = Bench(tmp_path).export()
    with bench.opened() as book:
        book.active = 1
    _assert_nothing_changes(bench.take())


def test_no_text_of_a_file_becomes_a_formula(tmp_path: Path) -> None:
    bench = Bench(tmp_path, "".join(_with_notes())).export("arrival", "teaching")
    book = load_workbook(bench.form)
    ours = {BY_KEY["status"].heading}
    notes = 0
    for sheet in sheets(book):
        for column in sheet.iter_cols():
            for cell in column[1:] if column[0].value not in ours else ():
                assert cell.data_type != "f", cell.coordinate
                if str(cell.value).startswith(("=", "+", "-", "@")):
                    assert cell.quotePrefix, cell.coordinate
                    notes += 1
    assert notes == len(STARTS_OF_FORMULAS)


STARTS_OF_FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)")


def _with_notes() -> Iterator[str]:
    """Answers with notes that a spreadsheet would run."""
    yield SCHOOL + "responses:\n"
    for number, note in enumerate(STARTS_OF_FORMULAS, start=5):
        yield f"  PE-01{number:02}:\n    rating: met\n    note: {json.dumps(note)}\n"
