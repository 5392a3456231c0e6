"""`send-audit workbook`: the form out and back as its users run it, what they read, the exit codes."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.golden_files import assert_golden
from tests.program import AS_OF, SALTMARSH, run
from tests.workbook_forms import ANSWERS, Bench

GATE, OPEN, FRONT = ("PE-0101", ""), ("PE-0105", ""), ("PE-0102", "front-bay")
TO_CONFIRM = ("CA-0101", "")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def exported(bench: Bench, *options: str) -> None:
    done = run("workbook", "export", bench.audit, bench.form, "--as-of", AS_OF, *options)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{bench.form}\n"
    assert "for colleagues only" in done.stderr
    assert f"send-audit workbook import {bench.form} {bench.audit}" in done.stderr


def test_out_and_back_again_leaves_the_file_as_it_was(bench: Bench) -> None:
    exported(bench)
    done = run("workbook", "import", bench.form, bench.audit, "--as-of", AS_OF)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "Unchanged, 147 rows.\n"
    assert "Nothing changes in" in done.stderr
    assert bench.audit.read_text("utf-8") == ANSWERS


def test_the_report_accounts_for_every_row(bench: Bench) -> None:
    exported(bench, "--section", "arrival", "--section", "teaching")
    bench.fill_in(
        (GATE, "rating", "Not met"),
        (GATE, "evidence_title", "Film of the gate"),
        (GATE, "evidence_where", "Shared drive"),
        (FRONT, "measured", "2.3 m"),
        (OPEN, "rating", "yes"),
        (TO_CONFIRM, "still_true", "Yes: still true today"),
    )
    with bench.opened() as book:
        sheet = book["Physical environment"]
        sheet.delete_rows(sheet.max_row)
    done = run("workbook", "import", bench.form, bench.audit, "--as-of", AS_OF)
    assert done.returncode == 1
    assert_golden("workbook/import.txt", done.stdout)
    assert done.stderr == f"Written: {bench.audit}\n"
    assert "checked_on: 2026-11-23" in bench.audit.read_text("utf-8")


def test_verbose_lists_the_rows_that_change_nothing(bench: Bench) -> None:
    exported(bench, "--section", "arrival")
    done = run("workbook", "import", bench.form, bench.audit, "--as-of", AS_OF, "--verbose")
    lines = done.stdout.splitlines()
    assert lines[0] == f"Unchanged, {len(lines) - 1} rows:"
    assert "  Physical environment!A4  PE-0102, front-bay" in lines


def test_a_dry_run_says_all_and_writes_nothing(bench: Bench) -> None:
    exported(bench)
    bench.fill_in((GATE, "rating", "Not met"))
    done = run("workbook", "import", bench.form, bench.audit, "--as-of", AS_OF, "--dry-run")
    assert done.returncode == 0
    assert "rating “Not met” instead of “Met”" in done.stdout
    assert "--dry-run" in done.stderr
    assert bench.audit.read_text("utf-8") == ANSWERS


def test_a_form_that_is_there_is_not_overwritten_without_force(bench: Bench) -> None:
    bench.form.write_bytes(b"mine")
    done = run("workbook", "export", bench.audit, bench.form)
    assert done.returncode == 2
    assert "is there already" in done.stderr
    assert bench.form.read_bytes() == b"mine"
    exported(bench, "--force")
    assert load_workbook(bench.form).sheetnames[0] == "Start here"


def test_a_section_that_is_none_is_answered_with_the_list(bench: Bench) -> None:
    done = run("workbook", "export", bench.audit, bench.form, "--section", "arival")
    assert done.returncode == 2
    assert_golden("workbook/unknown-section.txt", done.stderr)
    assert not bench.form.exists()


def test_a_checklist_names_all_of_its_sections(bench: Bench) -> None:
    exported(bench, "--section", "curriculum-access")
    book = load_workbook(bench.form)
    assert book.sheetnames == ["Start here", "Curriculum and enrichment", "send-audit"]
    assert book["send-audit"].sheet_state == "veryHidden"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "AUDIT", "audit.xls"), "a name that ends in .xlsx"),
        (("import", "AUDIT", "FORM"), "a name that ends in .xlsx"),
        (("export", "none.yaml", "FORM"), "There is no such file"),
        (("import", "none.xlsx", "AUDIT"), "none.xlsx cannot be read"),
        (("import", "FORM", "none.yaml"), "There is no such file"),
        (("export", "AUDIT", "FORM", "--as-of", "soon"), "is not a day"),
    ],
)
def test_wrong_use_is_said_and_ends_with_2(
    bench: Bench, arguments: tuple[str, ...], said: str
) -> None:
    names = {"AUDIT": str(bench.audit), "FORM": str(bench.form)}
    done = run("workbook", *(names.get(word, word) for word in arguments), cwd=bench.folder)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_another_schools_form_is_wrong_use(bench: Bench) -> None:
    exported(bench)
    done = run("workbook", "import", bench.form, SALTMARSH, "--as-of", AS_OF, "--dry-run")
    assert done.returncode == 2
    assert "is the form of Little School (900099)" in done.stderr


def test_a_file_with_errors_is_shown_and_left_alone(bench: Bench) -> None:
    exported(bench)
    bench.fill_in((GATE, "rating", "Not met"))
    bench.change("rating: met  # both gates", "rating: yes")
    before = bench.audit.read_bytes()
    for arguments in (("import", bench.form, bench.audit), ("export", bench.audit, "other.xlsx")):
        done = run("workbook", *arguments, cwd=bench.folder)
        assert done.returncode == 1
        assert "SA217" in done.stderr
    assert bench.audit.read_bytes() == before
    assert not (bench.folder / "other.xlsx").exists()


def test_a_checklist_is_no_audit(tmp_path: Path) -> None:
    checklist = Path("checklists/curriculum-access.yaml")
    done = run("workbook", "export", checklist, tmp_path / "form.xlsx")
    assert done.returncode == 2
    assert "is no audit" in done.stderr


def test_windows_line_ends_and_a_byte_order_mark_stay(bench: Bench) -> None:
    bench.audit.write_bytes(b"\xef\xbb\xbf" + ANSWERS.replace("\n", "\r\n").encode())
    exported(bench)
    bench.fill_in((GATE, "rating", "Not met"))
    done = run("workbook", "import", bench.form, bench.audit, "--as-of", AS_OF)
    assert done.returncode == 0, done.stderr
    data = bench.audit.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")


def test_the_start_sheet_explains_the_form(bench: Bench) -> None:
    exported(bench, "--section", "arrival", "--section", "teaching")
    sheet = load_workbook(bench.form)["Start here"]
    lines = []
    for row in sheet.iter_rows():
        texts = [str(cell.value) for cell in row if cell.value is not None]
        if texts:
            lines.append(" | ".join(texts))
    assert_golden("workbook/start-here.txt", "\n".join(lines) + "\n")
