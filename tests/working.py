"""What the tests of the working edition share: a school with canaries, and ways to look into documents."""

import io
import re
from functools import cache
from html import unescape
from pathlib import Path

import pikepdf
from pypdf import PdfReader

from send_audit.council import Shelf
from send_audit.model.results import Assessed
from send_audit.pipeline import assess_file
from send_audit.render.album import open_album
from send_audit.render.to_html import render_html
from send_audit.render.working_view import working_view
from send_audit.render.working_views import WorkingView
from tests.pictures import telephone_photograph, written
from tests.program import RETURNS, ROOT
from tests.small_models import AS_OF as DAY

EXAMPLES = [*sorted(RETURNS.glob("*.yaml")), ROOT / "examples" / "estuary" / "strategy-audit.yaml"]

AUDIT = """\
schema: send-audit/audit@1
school:
  name: Little School
  nation: england
  type: community-school
  phase: primary
  places:
    front:
      name: Front car park, bay 1
      kind: parking-bay
    back:
      name: CANARY-PLACE
      kind: parking-bay
audit:
  date: 2026-10-05
  checklists:
    physical-environment: 1.0.0
responses:
  PE-0102:
    places:
      front:
        measured: 2320
        evidence:
          - kind: photograph
            title: CANARY-TITLE
            on: 2026-10-05
            where: CANARY-WHERE
            file: photos/CANARY-FILE.jpg
        note: CANARY-NOTE
      back:
        measured: 2100
        private: true
        evidence:
          - kind: photograph
            title: CANARY-HIDDEN
            file: photos/CANARY-GONE.jpg
  PE-0108:
    rating: not-met
    private: true
    note: CANARY-PRIVATE
plan:
  period:
    start: 2026-09-01
    end: 2029-08-31
  approved:
    on: 2026-10-20
  actions:
    - id: A-01
      for: [PE-0102]
      action: Re-mark the bay.
      lead: Site manager
      due: 2027-07
      cost: 8317
      note: CANARY-COSTS
"""
CANARIES = (
    *("CANARY-TITLE", "CANARY-WHERE", "CANARY-FILE", "CANARY-NOTE", "CANARY-HIDDEN", "CANARY-GONE"),
    *("CANARY-PLACE", "CANARY-PRIVATE", "CANARY-COSTS", "8,317"),
)


def make_school(folder: Path) -> Path:
    """A folder with an audit, a canary in each private place, and one of its two photographs; the audit."""
    written(folder / "photos" / "CANARY-FILE.jpg", telephone_photograph())
    return written(folder / "little.yaml", AUDIT.encode())


@cache
def assessed(path: Path) -> Assessed:
    result = assess_file(path, Shelf(as_of=DAY).library_for(path), DAY)
    assert result.assessed is not None, result.problems
    return result.assessed


def working(one: Assessed) -> WorkingView:
    return working_view(one, open_album(one.audit, one.file))


@cache
def page_of(path: Path) -> str:
    """The working edition of an audit as a page of HTML."""
    return render_html(working(assessed(path)))


def words(page: str) -> str:
    """What a page says, its spaces made one."""
    body = page.partition("<body")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def pictures_in(data: bytes) -> list[bytes]:
    """Every picture of a PDF, as its bytes lie there."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        return [
            found.read_raw_bytes()
            for found in opened.objects
            if isinstance(found, pikepdf.Stream) and found.get("/Subtype") == "/Image"
        ]


def everything_in(data: bytes) -> str:
    """Every text, name and stream of a PDF, unpacked."""
    parts = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
    with pikepdf.open(io.BytesIO(data)) as opened:
        for found in opened.objects:
            if isinstance(found, pikepdf.Stream) and found.get("/Subtype") != "/Image":
                parts.append(found.read_bytes().decode("latin-1"))
            parts.append(repr(found))
    return "\n".join(parts)
