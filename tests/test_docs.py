"""What is generated is up to date, and what the README promises is there."""

import re

import pytest

from tests.program import ROOT, run
from tests.tools import checklist_pages, problem_pages

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


def test_every_link_in_the_readme_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    for link in links:
        assert (ROOT / link).exists(), link


@pytest.mark.parametrize(
    "command", sorted(set(re.findall(r"`send-audit ([a-z]+)", README)) - {"fill"})
)
def test_every_command_in_the_readme_exists(command: str) -> None:
    assert run(command, "--help").returncode == 0


def test_the_readme_stays_readable() -> None:
    assert len(README.splitlines()) < 250
