"""Filled-in Excel forms beside the returns: nobody may think that they count when they do not."""

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from send_audit.commands.borough.forms import told_of_forms
from tests.made_borough import make_borough
from tests.program import ROOT, run
from tests.workbook_forms import Bench

AFTER = 3600


def put(file: Path, *, later: int) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"PK")
    os.utime(file, (1_700_000_000 + later,) * 2)


def test_only_a_form_that_is_newer_than_its_return_or_has_none_is_named(tmp_path: Path) -> None:
    for name, later in (("filled", AFTER), ("blank", 0), ("taken", -AFTER)):
        put(tmp_path / "returns" / f"{name}.yaml", later=0)
        put(tmp_path / "workbooks" / f"{name}.xlsx", later=later)
    put(tmp_path / "workbooks" / "~$filled.xlsx", later=AFTER)
    assert "filled.xlsx" in "\n".join(told_of_forms(tmp_path))
    put(tmp_path / "returns" / "came by mail.xlsx", later=0)
    told = "\n".join(told_of_forms(tmp_path))
    assert told.startswith("2 Excel forms"), told
    assert f"import {tmp_path}/workbooks/filled.xlsx {tmp_path}/returns/filled.yaml" in told
    assert "Without a return of the same name: 1" in told
    assert "blank" not in told
    assert "taken" not in told


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("sh") is None, reason="a loop of a shell")
def test_the_loop_of_the_page_takes_every_form_back(tmp_path: Path) -> None:
    make_borough(tmp_path / "estuary", 2, answers=0)
    form = tmp_path / "estuary" / "workbooks" / "school-00000.xlsx"
    form.parent.mkdir()
    audit = tmp_path / "estuary" / "returns" / "school-00000.yaml"
    bench = Bench(tmp_path, text=audit.read_text("utf-8")).export(day=date(2026, 11, 23))
    bench.fill_in((("PE-0101", ""), "rating", "met"))
    shutil.move(bench.form, form)
    os.utime(audit, (1_700_000_000,) * 2)
    assert "1 Excel form changed" in run("borough", "status", tmp_path / "estuary").stderr

    (loop,) = re.findall(
        r"^for form in .*?^done$",
        (ROOT / "docs" / "borough.md").read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    program = f'send-audit() {{ "{sys.executable}" -m send_audit "$@"; }}\n'
    done = subprocess.run(
        ["bash", "-c", program + loop],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "rating: met" in audit.read_text("utf-8")
    assert "Excel form" not in run("borough", "status", tmp_path / "estuary").stderr
