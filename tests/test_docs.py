"""What is generated is up to date, and what the README promises is there."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.program import ROOT, run
from tests.tools import checklist_pages, problem_pages, schemas

README = (ROOT / "README.md").read_text("utf-8")


def test_the_page_of_problems_is_up_to_date() -> None:
    assert problem_pages.TARGET.read_text("utf-8") == problem_pages.page()


def test_the_page_of_checklists_is_up_to_date_and_its_links_lead_somewhere() -> None:
    page = checklist_pages.TARGET.read_text("utf-8")
    assert page == checklist_pages.page(), f"run {checklist_pages.COMMAND}"
    anchors = set(re.findall(r'<a id="([^"]+)">', page))
    for link in set(re.findall(r"\]\(([^)]+)\)", page)):
        file, _, anchor = link.partition("#")
        if not file:
            assert anchor in anchors, link
        elif not link.startswith("https://"):
            assert (checklist_pages.TARGET.parent / file).exists(), link


def test_the_schemas_are_up_to_date() -> None:
    written = {file.name: file.read_text("utf-8") for file in schemas.FOLDER.iterdir()}
    assert written == schemas.schemas(), f"run {schemas.COMMAND}"


PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))
    for link in links:
        assert link.startswith("https://") or (page.parent / link).exists(), link


def test_the_hooks_and_the_action_call_what_there_is() -> None:
    """Every option that they pass is one that `validate` takes."""
    known = run("validate", "--help").stdout
    ci = (ROOT / "docs" / "ci.md").read_text("utf-8")
    ci, _, rest = ci.partition("## A borough's documents")
    of_boroughs, _, after = rest.partition("\n## ")
    known_there = run("borough", "report", "--help").stdout
    for option in re.findall(r"--[a-z][a-z-]+", of_boroughs):
        assert option in known_there, option
    hooks = YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")
    action = YAML(typ="safe").load(ROOT / "action.yml")
    assert {hook["id"] for hook in hooks} >= {"send-audit-validate", "send-audit-fix"}
    said = [word for hook in hooks for word in hook["entry"].split()]
    said += re.findall(r"--[a-z][a-z-]+", action["runs"]["steps"][-1]["run"])
    said += re.findall(r"--[a-z][a-z-]+", ci + after)
    for option in {word for word in said if word.startswith("--")}:
        assert option in known, option


def test_what_a_council_copies_from_the_page_is_valid(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "council-checklists.md").read_text("utf-8")
    overlay, checklist = re.findall(r"```yaml\n(schema:.*?)```", page, re.DOTALL)
    item = overlay[overlay.index("      - id: X-EST-0101") :].replace("X-EST", "X-BOAT")
    checklist = re.sub(r"    items: \[\].*\n", lambda _: f"    items:\n{item}", checklist)
    for name, text in (("overlay.yaml", overlay), ("checklist.yaml", checklist)):
        (tmp_path / name).write_text(text, "utf-8")
    done = run("validate", tmp_path, "--as-of", "2026-11-01")
    assert "nothing wrong" in done.stderr, done.stdout


@pytest.mark.parametrize(
    "command", sorted(set(re.findall(r"`send-audit ([a-z]+)", README)) - {"fill"})
)
def test_every_command_in_the_readme_exists(command: str) -> None:
    assert run(command, "--help").returncode == 0


def test_the_readme_stays_readable() -> None:
    assert len(README.splitlines()) < 250
