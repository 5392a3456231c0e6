"""`borough strategy`: the authority's own strategy, and that what nobody has written is marked as such."""

import re
import shutil
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from send_audit.borough.area import Area
from send_audit.borough.report_numbers import count_report
from send_audit.council import Shelf
from send_audit.gathering.gather import GatherOptions, gather
from send_audit.gathering.make_area import make_area
from send_audit.load.document import read_bytes
from send_audit.load.round_folder import read_round_folder
from send_audit.model.strategy import Strategy
from send_audit.render.borough.blocks import BlocksView
from send_audit.render.borough.strategy.starter import starter_text
from send_audit.render.borough.strategy_view import still_open, strategy_view
from send_audit.render.to_html import render_html
from send_audit.render.to_pdf import render_pdf
from tests.golden_files import assert_golden
from tests.made_borough import make_borough
from tests.program import AS_OF, ROOT, run
from tests.tools import verapdf
from tests.tools.missing import skipped_without

ESTUARY = ROOT / "examples" / "estuary"
DAY = date.fromisoformat(AS_OF)
NEVER = re.compile(r"complian|league table|\brank|\bgrade|inadequate|outstanding", re.IGNORECASE)


def area_of(folder: Path) -> Area:
    round_ = read_round_folder(folder)
    shelf = Shelf(as_of=DAY)
    options = GatherOptions(own=(), as_of=DAY, basis="moderated", jobs=1, cache=None)
    return make_area(round_, gather(round_, options, shelf), shelf, DAY, "moderated")


def view_of(area: Area) -> BlocksView:
    return strategy_view(area, count_report(area).public)


@cache
def estuary() -> Area:
    return area_of(ESTUARY)


def with_strategy(**changes: object) -> BlocksView:
    """Estuary's strategy with some of strategy.yaml's keys changed."""
    strategy = estuary().strategy
    assert strategy is not None
    tree = strategy.model_copy(update=changes)
    return view_of(replace(estuary(), strategy=tree))


class _Lines(HTMLParser):
    """A page as lines: a heading with its level, a paragraph, a point, a row."""

    LINES = frozenset({"h1", "h2", "h3", "h4", "p", "li", "caption", "tr"})

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[tuple[str, str]] = []
        self._text: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in self.LINES:
            self._text = []
        elif tag in ("th", "td") and self._text:
            self._text.append(" | ")
        self._unread += tag in ("style", "head")

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in ("style", "head")
        if tag in self.LINES and (text := " ".join("".join(self._text).split())):
            self.lines.append((tag, text))
            self._text = []

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self._text.append(data)


def lines_of(view: BlocksView) -> list[tuple[str, str]]:
    reader = _Lines()
    reader.feed(render_html(view))
    return reader.lines


def text_of(view: BlocksView) -> str:
    marks = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### ", "li": "- "}
    return "".join(f"{marks.get(tag, '')}{text}\n" for tag, text in lines_of(view))


def open_in(view: BlocksView) -> str:
    return "\n".join(f"{one.section}: {one.text}" for one in still_open(view.sections))


def test_the_strategy_of_estuary_says_what_it_said() -> None:
    assert_golden("borough-strategy-estuary.txt", text_of(view_of(estuary())))


def test_headings_follow_in_order_so_that_the_pdf_is_ua() -> None:
    levels = [int(tag[1]) for tag, _ in lines_of(view_of(estuary())) if tag.startswith("h")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_it_is_for_everybody() -> None:
    text = text_of(view_of(estuary()))
    assert not NEVER.search(text)
    assert "£" not in text
    assert "4400" not in text
    results = text[text.index("## The three strands") : text.index("## Annex A")]
    # Of the schools only one is named: the council's own action is about its unit.
    for name in ("Saltmarsh", "Lantern", "Marsh Lane", "Harbour", "Creek", "Pier Road", "Gannet"):
        assert name not in results
    assert "Equality Act 2010" in text


def test_private_actions_and_answers_of_the_council_stay_private(tmp_path: Path) -> None:
    folder = shutil.copytree(ESTUARY, tmp_path / "estuary")
    audit = folder / "strategy-audit.yaml"
    text = audit.read_text("utf-8")
    text = text.replace("    - id: S-06\n", "    - id: S-06\n      private: true\n")
    text = text.replace("  LA-0303:\n", "  LA-0303:\n    private: true\n")
    audit.write_text(text, "utf-8")
    shown = text_of(view_of(area_of(folder)))
    assert "Offer later journeys home" not in shown
    assert "#### Each pupil referral unit run by the council" not in shown
    assert "#### Each pupil referral unit run by the council" in text_of(view_of(estuary()))


def test_sums_of_money_are_taken_out_of_every_text(tmp_path: Path) -> None:
    folder = shutil.copytree(ESTUARY, tmp_path / "estuary")
    audit = folder / "strategy-audit.yaml"
    text = audit.read_text("utf-8")
    changed = re.sub(r"(?m)^(      (?:action|success): )(.*)$", r"\1Pay £4,321. \2", text)
    audit.write_text(changed, "utf-8")
    shown = text_of(view_of(area_of(folder)))
    assert "4,321" not in shown
    assert "Pay a sum not shown." in shown


@pytest.mark.parametrize(
    ("silent", "said"),
    [
        ({"vision": None}, "Our vision: What the council wants"),
        ({"principles": ()}, "The principles that decisions"),
        ({"sen_priorities": ()}, "The priorities of the SEN strategy"),
        ({"consulted": ()}, "Who was asked, how, when"),
        ({"governance": ()}, "Who answers for what"),
        ({"applies_to": ()}, "which kinds of school the strategy covers"),
        ({"open_to": ()}, "which other settings are welcome"),
        ({"applies_to": ("community-school", "academy-converter")}, "cannot bind them"),
        ({"applies_to": ("community-school",)}, "Pupil referral unit"),
    ],
)
def test_what_nobody_has_written_is_marked(silent: dict[str, object], said: str) -> None:
    assert said not in open_in(view_of(estuary()))
    view = with_strategy(**silent)
    assert said in open_in(view)
    assert said.rsplit(": ", maxsplit=1)[-1] in text_of(view)


def strategy_text(**lines: str) -> Strategy:
    """A strategy of these keys, each with its value as YAML."""
    keys = {"id": "a", "title": "Ours", "authority": "Us", "nation": "england"} | lines
    text = "schema: send-audit/strategy@1\n"
    text += "".join(f"{key}: {value}\n" for key, value in keys.items())
    model = read_bytes(text.encode(), "strategy.yaml").model
    assert isinstance(model, Strategy), text
    return model


def alone(**lines: str) -> BlocksView:
    """The view of a strategy of these keys, with no audit of the authority beside it."""
    return view_of(replace(estuary(), strategy=strategy_text(**lines), authority=None))


def test_without_approval_every_page_says_draft() -> None:
    view = alone()
    assert view.running_head.startswith("Draft: not approved")
    assert view.cover.notice is not None
    assert view.cover.notice.startswith("Draft: not approved.")
    assert "The approval: by whom" in open_in(view)
    assert "Draft" not in view_of(estuary()).running_head


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2022-04-01", "2025-03-31", "The period ended on 31 March 2025"),
        ("2026-04-01", "2030-03-31", "longer than three years"),
        ("2027-04-01", "2026-03-31", "ends before it starts"),
    ],
)
def test_a_period_that_cannot_stand_is_marked(start: str, end: str, said: str) -> None:
    period = f"\n  start: {start}\n  end: {end}"
    assert said in open_in(alone(period=period))
    fine = "\n  start: 2026-04-01\n  end: 2029-03-31"
    assert said not in open_in(alone(period=fine))


def test_wales_has_its_own_words_and_its_own_period() -> None:
    period = "\n  start: 2026-09-01\n  end: 2029-08-31"
    view = alone(nation="wales", period=period)
    text = text_of(view)
    assert "runs for three years from 1 April" in text
    assert "Welsh Ministers" in text
    assert "What we do under our ALN strategy" in text
    assert "2003" in text[text.index("## Sources") :]
    assert "begins on a 1 April" in open_in(view)
    assert "all settings, since the list of schools in Wales does not say" in text
    england = text_of(alone(period=period))
    assert "Welsh Ministers" not in england
    assert "1 April" not in england[england.index("law in short") :]


def test_where_schedule_10_does_not_apply_it_says_so() -> None:
    text = text_of(alone(nation="scotland"))
    assert "does not apply in Scotland" in text
    assert "asks each local authority" not in text


def test_a_measure_is_told_only_where_the_returns_can_tell() -> None:
    text = text_of(view_of(estuary()))
    assert "Settings with a plan in force today | Too few schools to say" in text
    assert "What pupils tell us about belonging | To be reported" in text
    priorities = (
        "\n  - id: one\n    title: One\n    text: One.\n    tags:\n      - inclusion\n"
        "    measures:\n      - The strand of the audit in force"
    )
    assert "The strand of the audit in force | To be reported" not in text_of(alone())
    told = text_of(alone(key_priorities=priorities))
    assert "The strand of the audit in force | To be reported" in told


def test_the_two_files_that_differ_are_said_to() -> None:
    view = with_strategy(
        period=strategy_text(period="\n  start: 2025-04-01\n  end: 2028-03-31").period
    )
    assert "differ on the period" in open_in(view)


def test_a_borough_without_a_strategy_gets_five_priorities_and_every_mark(tmp_path: Path) -> None:
    folder = tmp_path / "shire"
    make_borough(folder, 8, answers=60)
    out = tmp_path / "out"
    done = run("borough", "strategy", folder, "--out", out, "--format", "html", "--as-of", AS_OF)
    assert done.returncode == 0, done.stderr
    page = (out / "accessibility-strategy.html").read_text("utf-8")
    assert "Priority 5: Information, advice and guidance" in page
    assert "The list has 8 open settings. Medians are" in page
    assert "Still to be written: 34 places." in done.stderr
    assert "--starter" in done.stderr


def test_it_is_made_in_every_form_and_in_large_print(tmp_path: Path) -> None:
    done = run(
        "borough",
        "strategy",
        ESTUARY,
        "--out",
        tmp_path,
        "--format",
        "html,docx,txt",
        "--large-print",
        "--as-of",
        AS_OF,
        "--no-cache",
    )
    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [f"accessibility-strategy.large.{end}" for end in ("docx", "html", "txt")]
    assert "Still to be written" in (tmp_path / names[-1]).read_text("utf-8")


def test_a_starter_is_valid_and_never_overwrites(tmp_path: Path) -> None:
    folder = tmp_path / "shire"
    make_borough(folder, 1, answers=5)
    first = run("borough", "strategy", folder, "--starter")
    assert (first.returncode, first.stdout.strip()) == (0, str(folder / "strategy.yaml"))
    written = (folder / "strategy.yaml").read_bytes()
    assert isinstance(read_bytes(written, "strategy.yaml").model, Strategy)
    again = run("borough", "strategy", folder, "--starter")
    assert again.returncode == 2
    assert "is there already" in again.stderr
    assert (folder / "strategy.yaml").read_bytes() == written


def test_what_the_starter_has_as_comments_is_valid_too() -> None:
    text = starter_text(estuary().borough)
    on = "\n".join(
        line[2:] if re.match(r"# ( *- |[ a-z_]+:( |$))", line) else line
        for line in text.splitlines()
    )
    document = read_bytes(f"{on}\n".encode(), "strategy.yaml")
    assert isinstance(document.model, Strategy), document.problems
    assert document.model.governance
    assert document.model.contact is not None


def test_a_broken_strategy_makes_none(tmp_path: Path) -> None:
    folder = shutil.copytree(ESTUARY, tmp_path / "estuary")
    file = folder / "strategy.yaml"
    file.write_text(file.read_text("utf-8").replace("nation: england", "nation: albion"), "utf-8")
    out = tmp_path / "out"
    done = run("borough", "strategy", folder, "--out", out, "--as-of", AS_OF)
    assert done.returncode == 1
    assert "albion" in done.stderr
    assert "No strategy was made" in done.stderr
    assert not out.exists()


def test_a_broken_return_stops_nothing_and_is_said(tmp_path: Path) -> None:
    folder = shutil.copytree(ESTUARY, tmp_path / "estuary")
    (folder / "returns" / "tideway-pru.yaml").write_text("schema: [", "utf-8")
    out = tmp_path / "out"
    done = run("borough", "strategy", folder, "--out", out, "--format", "html", "--as-of", AS_OF)
    assert done.returncode == 1
    assert "tideway-pru.yaml: left out." in done.stderr
    assert "action S-01 names a school, and everybody will read it." in done.stderr
    assert (out / "accessibility-strategy.html").exists()


@pytest.mark.slow
def test_the_pdf_is_the_same_each_time_and_passes_pdf_ua(tmp_path: Path) -> None:
    files = [tmp_path / "estuary.pdf", tmp_path / "nobody.pdf"]
    for file, view in zip(files, (view_of(estuary()), alone()), strict=True):
        data = render_pdf(view)
        assert render_pdf(view) == data
        file.write_bytes(data)
    with skipped_without(verapdf.ToolMissing):
        results = verapdf.validate(files)
    assert all(result.passed for result in results), "\n".join(map(str, results))
