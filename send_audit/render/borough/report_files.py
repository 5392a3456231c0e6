"""The documents and tables of a borough's report: their names, and how each is made when it is asked for."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from send_audit import __version__
from send_audit.borough.area import Area
from send_audit.borough.standing import BrokenReturn, Round
from send_audit.render.borough.blocks import BlocksView, Figures, Part, Section, Words
from send_audit.render.documents import Format
from send_audit.render.views import Cover, DocumentView, Entry, Fact, Figure
from send_audit.render.wording import date_text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """One file of the report. Either `view`, to be rendered in `format`, or `make`, which gives its bytes.

    Nothing is worked out before one of them is called: a file that is up to date costs nothing.
    """

    name: str
    view: Callable[[], DocumentView] | None = None
    format: Format = "pdf"
    make: Callable[[], bytes] | None = None


def report_files(area: Area) -> Iterator[ReportFile]:
    """Every file of a borough's report, in the order in which they are named."""
    for audience in ("officers", "public"):
        view = cache(partial(_counts_view, area, audience))
        yield ReportFile(name=f"borough-report.{audience}.pdf", view=view, format="pdf")
        yield ReportFile(name=f"borough-report.{audience}.html", view=view, format="html")
    yield ReportFile(name="not-included.csv", make=lambda: _not_included(area.round))


def _counts_view(area: Area, audience: str) -> BlocksView:
    """How many returns came: what the whole report starts with."""
    states = [standing.state for standing in area.round.standings]
    came = sum(state in ("returned", "part-filled") for state in states)
    figures = (
        Figure(value=str(len(states)), label="settings in the list"),
        Figure(value=str(came), label="with a return that counts"),
        Figure(value=str(states.count("broken")), label="whose return has errors"),
        Figure(value=str(states.count("missing")), label="that have sent nothing"),
    )
    day = date_text(area.as_of)
    title, name = f"Accessibility in {area.borough.name}", area.borough.name
    blocks = (Words(text=f"Returns as they stand on {day}."), Figures(figures=figures))
    return BlocksView(
        language=area.borough.language or "en-GB",
        document_title=f"{title}: {audience}",
        description=f"What the settings of {name} returned.",
        generator=f"send-audit {__version__}",
        day=area.as_of.isoformat(),
        running_head=f"{title}: for {audience}",
        cover=Cover(
            title=title,
            period=None,
            subject=name,
            promise="What schools and settings found, and what they plan.",
            notice="For officers only." if audience == "officers" else None,
            facts=(Fact(label="As of", text=day),),
        ),
        contents=(Entry(anchor="returns", title="Returns"),),
        results=None,
        results_note=None,
        sections=(
            Section(anchor="returns", title="Returns", parts=(Part(heading=None, blocks=blocks),)),
        ),
        skip_words="Skip to the report",
    )


def _not_included(round_: Round) -> bytes:
    """Each file that does not count, with the reason."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("file", "urn", "school", "reason"))
    for one in broken_of(round_):
        writer.writerows((one.file, one.urn or "", one.name, reason) for reason in one.reasons)
    return out.getvalue().encode("utf-8-sig")


def broken_of(round_: Round) -> list[BrokenReturn]:
    """Every file that could not be read as a return, in the order of their names."""
    of_schools = (one for standing in round_.standings for one in standing.broken)
    return sorted([*of_schools, *round_.unreadable], key=lambda one: one.file)
