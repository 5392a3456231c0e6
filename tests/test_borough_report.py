"""`borough report`: what is made, what is made again, and that it is the same however it is made."""

import csv
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.borough_runs import documents, report, small_borough, tree
from tests.program import ROOT, run
from tests.reading_order import read_page


def made(said: str) -> int:
    """How many documents a run says that it made."""
    (line,) = (line for line in said.splitlines() if " made" in line and "document" in line)
    return int(line.split()[0])


def test_every_school_gets_its_documents_and_the_borough_its_own(tmp_path: Path) -> None:
    done = report(ROOT / "examples" / "estuary", tmp_path, "--no-cache", "--format", "html")
    assert done.returncode == 0, done.stderr
    printed = [Path(line).relative_to(tmp_path) for line in done.stdout.splitlines()]
    assert Path("schools/saltmarsh-primary.plan.html") in printed
    # The return of the cycle before is there to compare with, and has no document.
    assert Path("schools/saltmarsh-primary-2023.plan.html") not in printed
    names = {path.name for path in printed if path.parent == Path()}
    assert {"borough-report.officers.pdf", "borough-report.public.html"} <= names
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == {
        tmp_path / p for p in printed
    }
    assert "9 of 11 schools included" in done.stderr


def test_only_the_boroughs_own_where_that_is_asked_for(tmp_path: Path) -> None:
    done = report(ROOT / "examples" / "estuary", tmp_path, "--no-cache", "--no-schools")
    assert done.returncode == 0
    assert not (tmp_path / "schools").exists()


def test_the_boroughs_own_in_every_form_and_in_large_print_beside_the_usual(tmp_path: Path) -> None:
    borough, out = small_borough(tmp_path / "in", 3), tmp_path / "out"
    options = ("--no-cache", "--no-schools", "--report-format", "html,txt,docx")
    assert report(borough, out, *options).returncode == 0
    assert report(borough, out, *options, "--large-print").returncode == 0
    names = {path.name for path in out.iterdir() if path.name.startswith("borough-report")}
    assert names == {
        f"borough-report.{audience}{size}.{ending}"
        for audience in ("officers", "public")
        for size in ("", ".large")
        for ending in ("html", "txt", "docx")
    }
    said = (out / "borough-report.public.txt").read_text("utf-8").split()
    page = read_page((out / "borough-report.public.html").read_text("utf-8")).split()
    assert {word for word in page if word.isalpha()} <= {word.strip(".,:;()“”") for word in said}


def test_a_broken_return_is_named_and_the_exit_code_says_so(tmp_path: Path) -> None:
    borough = small_borough(tmp_path / "in", 3)
    bad = borough / "returns" / "school-00001.yaml"
    bad.write_text(bad.read_text("utf-8").replace("rating: ", "rating: rather-", 1), "utf-8")
    done = report(borough, tmp_path / "out", "--no-cache", "--no-schools")
    assert done.returncode == 1
    assert f"{bad} (" in done.stderr
    assert "Line " in done.stderr.partition(str(bad))[2]
    table = (tmp_path / "out" / "not-included.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(table.splitlines()))
    assert [Path(row["File"]).name for row in rows] == ["school-00001.yaml"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--edition", "summer"), "--edition"),
        (("--ratings", "all"), "--ratings"),
        (("--cache", "x", "--no-cache"), "--no-cache"),
        (("--previous", "nowhere"), "borough.yaml"),
    ],
)
def test_wrong_use_is_said_before_anything_is_made(
    tmp_path: Path, options: tuple[str, ...], says: str
) -> None:
    done = report(ROOT / "examples" / "estuary", tmp_path / "out", *options)
    assert done.returncode == 2
    assert says in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
def test_a_second_run_makes_only_what_has_changed(tmp_path: Path) -> None:
    borough, out = small_borough(tmp_path / "in", 4), tmp_path / "out"
    overlay = borough / "overlays" / "ours.yaml"
    overlay.parent.mkdir()
    shutil.copy(ROOT / "examples/estuary/overlays/estuary-additions.yaml", overlay)
    shutil.copytree(ROOT / "examples/estuary/checklists", borough / "checklists")

    def again() -> set[str]:
        """The names of what a run made."""
        done = report(borough, out, "--cache", tmp_path / "cache", "--jobs", "2")
        assert done.returncode == 0, done.stderr
        names = {Path(line).name for line in done.stdout.splitlines()}
        assert made(done.stderr) == len(names)
        return names

    schools = {f"school-{number:05}.plan.pdf" for number in range(4)}
    whole = again()
    own = whole - schools
    assert schools < whole
    before = tree(out)
    assert again() == set()
    # A document that is gone, or that somebody changed, is made again, the same as before.
    (out / "schools" / "school-00000.plan.pdf").unlink()
    (out / "schools" / "school-00001.plan.pdf").write_bytes(b"%PDF-1.7 mine %%EOF")
    (out / "borough-report.public.html").write_text("mine", encoding="utf-8")
    assert again() == {
        "school-00000.plan.pdf",
        "school-00001.plan.pdf",
        "borough-report.public.html",
    }
    assert tree(out) == before
    # An answer: that school, and what is added up over all.
    answered = borough / "returns" / "school-00002.yaml"
    answered.write_text(answered.read_text("utf-8").replace(": met", ": not-met", 1), "utf-8")
    assert again() == {"school-00002.plan.pdf", *own}
    # Content that every return is held to: everything.
    overlay.write_text(overlay.read_text("utf-8") + "\n# another word\n", encoding="utf-8")
    assert again() == whole
    # The list of schools: what is added up.
    listed = borough / "schools.csv"
    listed.write_text(listed.read_text("utf-8").replace("Alder Bank", "Older Bank"), "utf-8")
    assert again() == own
    # A cache that is spoilt or gone only costs time.
    (tmp_path / "cache" / "results.sqlite").write_bytes(b"no database")
    assert again() == whole
    with sqlite3.connect(tmp_path / "cache" / "results.sqlite") as rows:
        rows.execute("UPDATE results SET value = '{}'")
    assert again() == whole


@pytest.mark.slow
def test_a_photograph_and_an_officers_reading_are_part_of_what_a_school_rests_on(
    tmp_path: Path,
) -> None:
    borough, out = tmp_path / "in", tmp_path / "out"
    shutil.copytree(ROOT / "examples" / "estuary", borough)

    def again() -> set[str]:
        options = ("--cache", tmp_path / "cache", "--edition", "working", "--format", "html")
        done = report(borough, out, *options, "--jobs", "1")
        return {Path(line).name for line in done.stdout.splitlines() if "schools" in line}

    assert "saltmarsh-primary.working.html" in again()
    assert again() == set()
    photo = borough / "returns/photos/front-bay-tape.jpg"
    shutil.copy(borough / "returns/photos/field-steps.jpg", photo)
    assert again() == {"saltmarsh-primary.working.html"}
    photo.unlink()
    assert again() == {"saltmarsh-primary.working.html"}


@pytest.mark.slow
def test_however_many_work_on_it_the_files_and_their_order_are_the_same(tmp_path: Path) -> None:
    borough = small_borough(tmp_path / "in", 6)
    one, two = tmp_path / "one", tmp_path / "two"
    alone = report(borough, one, "--no-cache", "--jobs", "1")
    both = report(borough, two, "--cache", tmp_path / "cache", "--jobs", "2")
    assert tree(one) == tree(two)
    assert alone.stdout.replace(str(one), str(two)) == both.stdout
    assert len(documents(one)) == 6
    single = run("report", *sorted((borough / "returns").glob("*")), "--out", tmp_path / "three",
                 "--as-of", "2026-11-23")  # fmt: skip
    assert single.returncode == 0
    assert {p.name: p.read_bytes() for p in documents(one)} == {
        p.name: p.read_bytes() for p in (tmp_path / "three").glob("*.pdf")
    }


@pytest.mark.slow
def test_a_school_that_left_the_list_keeps_its_document_and_is_named(tmp_path: Path) -> None:
    borough, out = small_borough(tmp_path / "in", 3), tmp_path / "out"
    report(borough, out, "--cache", tmp_path / "cache")
    (borough / "returns" / "school-00001.yaml").unlink()
    done = report(borough, out, "--cache", tmp_path / "cache")
    assert "school-00001.plan.pdf" in done.stderr
    assert (out / "schools" / "school-00001.plan.pdf").is_file()
