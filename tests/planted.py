"""An audit with a word of its own in every place that stays private, and how to look for them."""

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf
from pypdf import PdfReader

from tests.small_models import Tree
from tests.tools import liblouis

FOLDER = "CANARY-FOLDER"
_CHECKLISTS = {
    "physical-environment": "1.0.0",
    "curriculum-access": "1.0.0",
    "information-provision": "1.0.0",
}
COST, MONEY, SPENT = "7654301", "7654302", "7654303"
SHOWN_SUMS = (COST, MONEY, SPENT)
"""What the public actions cost, by the keys that hold nothing but the sum."""


def squashed(text: str) -> str:
    """Letters and figures only: a word broken by a line, a hyphen or a comma is still that word."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


# ---- What is planted -----------------------------------------------------------------------------


class Planting:
    """Makes words and sums that are nowhere else, and remembers them."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.sums: list[str] = []
        self.hidden: list[str] = []

    def word(self, name: str) -> str:
        """A private text."""
        self.words.append(f"CANARY-{name}")
        return self.words[-1]

    def sum_in(self, text: str) -> str:
        """A public text with a sum in it, which is private."""
        number = f"7654{400 + len(self.sums)}"
        self.sums.append(number)
        return f"{text} for £7,{number[1:4]},{number[4:]}"

    def hidden_sum(self) -> str:
        """A sum of something that is private as a whole."""
        self.sums.append(f"7654{400 + len(self.sums)}")
        self.hidden.append(self.sums[-1])
        return self.sums[-1]


def _answer(planting: Planting, who: str, rating: str = "partly-met", **more: object) -> Tree:
    """An answer whose every private text is a word of its own."""
    word = planting.word
    return {
        "rating": rating,
        "evidence": [
            {
                "kind": "document",
                "title": word(f"{who}-EVIDENCE"),
                "on": "2026-10-05",
                "where": word(f"{who}-WHERE"),
                "file": f"papers/{word(f'{who}-FILE')}.pdf",
                "url": f"https://papers.example/{word(f'{who}-URL')}",
            }
        ],
        "location": word(f"{who}-LOCATION"),
        "note": word(f"{who}-NOTE"),
        "to_confirm": word(f"{who}-CONFIRM"),
        "overrule": word(f"{who}-OVERRULE"),
        "checked_on": "2026-10-05",
    } | more


def _public_action(planting: Planting, id_: str, **more: object) -> Tree:
    """An action that is printed, with sums in its words and private texts beside them."""
    priced = planting.sum_in
    return {
        "id": id_,
        "for": ["CA-0101"],
        "aim": priced("Learn together"),
        "action": priced("Buy what lessons need"),
        "lead": priced("Office"),
        "partners": [{"who": priced("Council"), "part": priced("to deliver it")}],
        "waiting_on": priced("A quote"),
        "timescale": priced("A year's work"),
        "cost": COST,
        "funding": priced("School budget"),
        "money": [{"amount": MONEY, "source": priced("Capital"), "year": "2026-27"}],
        "success": priced("Every lesson has it"),
        "steps": [{"what": priced("Order it"), "due": "2027-02"}],
        "progress": [{"on": "2026-11-01", "what": priced("Prices asked")}],
        "was_due": [{"due": "2025-07", "why": priced("Budget cut")}],
        "note": planting.word(f"{id_}-NOTE"),
    } | more


def _private_action(planting: Planting, id_: str, **more: object) -> Tree:
    word = planting.word
    return {
        "id": id_,
        "for": ["CA-0101"],
        "at": ["back"],
        "aim": word(f"{id_}-AIM"),
        "action": word(f"{id_}-ACTION"),
        "lead": word(f"{id_}-LEAD"),
        "partners": [{"who": word(f"{id_}-PARTNER"), "part": word(f"{id_}-PART")}],
        "waiting_on": word(f"{id_}-WAITING"),
        "timescale": word(f"{id_}-TIMESCALE"),
        "cost": planting.hidden_sum(),
        "funding": word(f"{id_}-FUNDING"),
        "money": [{"amount": planting.hidden_sum(), "source": word(f"{id_}-SOURCE")}],
        "success": word(f"{id_}-SUCCESS"),
        "steps": [{"what": word(f"{id_}-STEP"), "due": "2027-02"}],
        "progress": [{"on": "2026-11-01", "what": word(f"{id_}-PROGRESS")}],
        "was_due": [{"due": "2025-07", "why": word(f"{id_}-SLIPPED")}],
        "note": word(f"{id_}-NOTE"),
        "private": "true",
    } | more


def _plan(planting: Planting, prefix: str, **more: object) -> Tree:
    priced, word = planting.sum_in, planting.word
    result = {"effect": priced("All can read"), "pupils": word(f"{prefix}-PUPILS"), "spent": SPENT}
    hidden = {"effect": word(f"{prefix}-EFFECT"), "spent": planting.hidden_sum()}
    done = {"status": "done", "done_on": "2026-11-10"}
    return {
        "period": {"start": "2026-09-01", "end": "2029-08-31"},
        "approved": {"by": "Governing body", "on": "2026-10-20"},
        "aims": [priced("Everyone takes part")],
        "strengths": [{"text": priced("Pupils lead the learning walk")}],
        "actions": [
            _public_action(planting, f"{prefix}-01"),
            _public_action(planting, f"{prefix}-02", **done, result=result),
            _public_action(
                planting, f"{prefix}-03", status="dropped", dropped_reason=priced("Too dear")
            ),
            _public_action(planting, f"{prefix}-04", due="2026-10", at=["front", "back"])
            | {"for": ["PE-0102"]},
            _private_action(planting, f"{prefix}-91"),
            _private_action(planting, f"{prefix}-92", **done, result=hidden),
            _private_action(
                planting,
                f"{prefix}-93",
                status="dropped",
                dropped_reason=word(f"{prefix}-DROPPED"),
            ),
            _private_action(planting, f"{prefix}-94", due="2026-10"),
        ],
    } | more


def plant_audit(folder: Path) -> tuple[Path, Planting]:
    """Write a school's audit and its trust's in `folder`/CANARY-FOLDER; return the file and what is in it."""
    planting = Planting()
    priced, word = planting.sum_in, planting.word
    group = f"{word('GROUPFOLDER')}/{word('GROUP')}.yaml"
    school = {
        "schema": "send-audit/audit@1",
        "school": {
            "name": priced("Little School"),
            "urn": "900001",
            "nation": "england",
            "type": "academy-converter",
            "phase": "primary",
            "places": {
                "front": {"name": "Front bay", "kind": "parking-bay"},
                "back": {"name": word("PLACE"), "kind": "parking-bay"},
            },
        },
        "shares": {"title": "Trust plan", "file": group},
        "audit": {
            "date": "2026-10-05",
            "conducted_by": "school",
            "roles": ["SENCO"],
            "checklists": _CHECKLISTS,
            "consulted": [
                {"who": priced("Pupils"), "how": priced("a walk"), "outcome": priced("Ramp first")}
            ],
        },
        "responses": {
            "CA-0101": _answer(planting, "OPEN"),
            "CA-0201": _answer(planting, "MET", "met"),
            "IP-0101": _answer(planting, "NONE", "not-applicable", reason=word("REASON")),
            "PE-0606": _answer(planting, "WHOLE", "not-met", private="true"),
            "PE-0102": {
                "places": {
                    "front": _answer(planting, "FRONT"),
                    "back": _answer(planting, "BACK", "not-met", private="true"),
                }
            },
        },
        "plan": _plan(
            planting,
            "A",
            document={"title": "Premises plan", "file": f"{word('DOCUMENT')}.docx"},
            previous={"title": "Plan 2023", "file": f"{word('PREVIOUS')}.yaml"},
            complaints=priced("Talk to us"),
            formats=[priced("large print")],
            contact={"role": priced("SENCO"), "phone": "01632 960123"},
            reviews=[{"on": "2026-11-02", "by": "Governor", "outcome": priced("On course")}],
            next_review="2027-09",
        ),
    }
    trust_plan = _plan(planting, "T")
    for action in trust_plan["actions"]:
        action.pop("at", None)
        action["for"] = ["IP-0501"]
    trust = {
        "schema": "send-audit/audit@1",
        "group": {
            "name": "Tidal Trust",
            "kind": "multi-academy-trust",
            "nation": "england",
            "members": ["900001"],
        },
        "audit": {"date": "2026-06-30", "conducted_by": "school", "checklists": _CHECKLISTS},
        "responses": {
            "IP-0501": _answer(planting, "TRUST"),
            "CA-0504": _answer(planting, "TRUSTWHOLE", "not-met", private="true"),
        },
        "plan": trust_plan,
    }
    there = folder / FOLDER
    for name, tree in (("little.yaml", school), (group, trust)):
        file = there / name
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(tree, indent=1, ensure_ascii=False), "utf-8")
    return there / "little.yaml", planting


# ---- What a document says ------------------------------------------------------------------------


def said_in(path: Path) -> str:
    """Everything that can be read out of a document, of whatever format, its metadata included."""
    data = path.read_bytes()
    if path.suffix == ".brf":
        return liblouis.read_back(data)
    if path.suffix == ".pdf":
        return "\n".join((*_strings_of(data), _text_of(data)))
    if zipfile.is_zipfile(io.BytesIO(data)):
        return "\n".join(_parts_of(data))
    return data.decode("utf-8")


def _parts_of(data: bytes) -> Iterator[str]:
    """Every part of a package: its XML as it is, and again without marks, where a word is in two runs."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in package.infolist():
            yield f"{part.filename} {part.comment!r}"
            text = package.read(part).decode("utf-8", "replace")
            yield text
            yield re.sub(r"<[^>]*>", "", text)


def _text_of(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def _strings_of(data: bytes) -> Iterator[str]:
    """Every stream, decoded, and every string and name of every object."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        yield repr(dict(pdf.docinfo.items()))
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                yield _decoded(thing)
            yield from _strings_in(thing, 0)


def _decoded(stream: pikepdf.Stream) -> str:
    try:
        raw = stream.read_bytes()
    except pikepdf.PdfError:  # a picture in a coding of its own
        raw = stream.read_raw_bytes()
    return raw.decode("latin-1") + (raw.decode("utf-16-be", "ignore") if b"\0" in raw else "")


def _strings_in(thing: object, depth: int) -> Iterator[str]:
    if isinstance(thing, (pikepdf.String, pikepdf.Name)):
        yield str(thing)
    elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        for key, value in thing.items():
            yield key
            yield from _inside(value, depth)
    elif isinstance(thing, pikepdf.Array):
        for value in list(thing):
            yield from _inside(value, depth)


def _inside(value: object, depth: int) -> Iterator[str]:
    """What is held here; an object of its own comes in its turn."""
    if isinstance(value, pikepdf.Object) and value.is_indirect:
        return
    yield from _strings_in(value, depth + 1)


def found_in(said: str, wanted: Iterable[str]) -> list[str]:
    """Which of the words and numbers are in a text, however it breaks the words and groups the figures."""
    heap = squashed(said)
    return [one for one in wanted if (_has(said, one) if one.isdigit() else squashed(one) in heap)]


def _has(said: str, number: str) -> bool:
    """Whether a number stands by itself: in a row of coordinates any figures follow each other by chance."""
    grouped = r"[,\s]?".join((number[:-6], number[-6:-3], number[-3:]))
    return re.search(rf"(?<![\d.]){grouped}(?!\.?\d)", said) is not None
