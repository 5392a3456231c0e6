"""The example borough: every file is sound, every plan renders, and experts' checkers find nothing."""

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.program import AS_OF, RETURNS, ROOT, SALTMARSH, run

AUDITS = sorted(RETURNS.glob("*.yaml"))
MOST_PAGES = 16
MOST_BYTES = 400_000
DUTY_STATUS = {
    "saltmarsh-primary": "no-gap-found",
    "pier-road-primary": "gap-found",
    "creek-sixth-form": "not-applicable",
    "estuary-academy": "not-fully-assessed",
}


def test_there_are_nine_settings_and_one_has_last_cycles_audit_too() -> None:
    assert len(AUDITS) >= 10
    assert SALTMARSH.with_name("saltmarsh-primary-2023.yaml") in AUDITS


def test_every_file_of_the_borough_is_free_of_errors() -> None:
    done = run("validate", ROOT / "examples", "--as-of", AS_OF)
    assert done.returncode == 0, done.stdout


def test_the_duty_status_of_each_kind_of_case() -> None:
    done = run("score", *AUDITS, "--format", "json", "--as-of", AS_OF)
    status = {Path(a["file"]).stem: a["duty_status"] for a in json.loads(done.stdout)["audits"]}
    assert {name: status[name] for name in DUTY_STATUS} == DUTY_STATUS


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the plan of every example, PDF and HTML."""
    folder = tmp_path_factory.mktemp("plans")
    done = run("report", *AUDITS, "--out", folder, "--format", "pdf,html", "--as-of", AS_OF)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.slow
def test_plans_stay_short_and_light(documents: Path) -> None:
    for pdf in documents.glob("*.pdf"):
        assert pdf.stat().st_size < MOST_BYTES, pdf.name
        assert len(PdfReader(pdf).pages) <= MOST_PAGES, pdf.name


@pytest.mark.slow
def test_two_runs_with_one_day_give_the_same_bytes(tmp_path: Path) -> None:
    plans = []
    for turn, seed in enumerate(("1", "2")):
        out = tmp_path / str(turn)
        done = run(
            "report",
            SALTMARSH,
            "--out",
            out,
            "--format",
            "pdf,html",
            "--as-of",
            AS_OF,
            env={"PYTHONHASHSEED": seed},
        )
        assert done.returncode == 0, done.stderr
        plans.append(
            [(out / f"saltmarsh-primary.plan.{kind}").read_bytes() for kind in ("pdf", "html")]
        )
    assert plans[0] == plans[1]
