"""The tables and exceptions of tests/test_checklists.py that hold for our own content only, in one place.

What a council's content is held to as well stands in send_audit/validate/style.py. The tables are copied
out by hand from domain.md, so that a slip in a checklist meets a second pair of eyes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from send_audit.model.school_types import SchoolType
from send_audit.model.words import Nation, Unit

TO_CONFIRM = "Benchmark, to be confirmed."
"""What the guidance says where the number is general knowledge."""

UNUSED_SOURCES: Mapping[str, str] = {
    "independent-school-standards-2014": "gives no access dimension; kept for items on toilets and care",
    "school-premises-2012": "gives no access dimension; kept for items on toilets and care",
    "aln-code-wales-2021": "not read yet; kept for Welsh items on support",
    "dfe-equality-advice-2014": "only one paragraph was seen, as others quote it",
    "ehrc-technical-guidance-schools": "not read yet",
}
"""Sources that no item rests on yet, with the reason for keeping them."""

MIDDLE_SCHOOLS_LEFT_OUT: Mapping[str, str] = {
    "CA-0702": "pupils leave a middle school before public examinations",
    "CA-0703": "pupils leave a middle school before public examinations",
    "CA-0705": "pupils leave a middle school before public examinations",
    "CA-0804": "pupils leave a middle school before work experience",
}
"""Items that name primary or secondary schools without the middle schools deemed so."""

SETTLED_BY: Mapping[str, str] = {
    "LA-0114": (
        "Read SI 2005/3221: the period that it prescribes for strategies, and that it still holds. If it is "
        "three years, the support becomes primary, and the item decides an English authority's duty status."
    ),
    "LA-0208": (
        "Read Schedule 10, paragraph 2(6) and 2(7), as they stand today: that an authority must give a copy "
        "if asked, in England to a Minister of the Crown, in Wales to the Welsh Ministers. The 1995 Act's "
        "section 28E(5) and (6) were read."
    ),
    "S10-0403": (
        "Read Schedule 10, paragraph 3(3), as it stands today. Paragraph 1(3), the rule for local "
        "authorities, was read; the Explanatory Notes (855) fit. If 3(3) says the same for schools, its "
        "support becomes primary, and the item decides the duty status."
    ),
    "S10-0505": (
        "Read Schedule 10, paragraph 4(2), as it stands today: whom it names (is a city technology college "
        "one, is a non-maintained special school one?), and that no academy is. The 2001 Act's notes (84) "
        "were read."
    ),
    "S10-0703": (
        "Read SI 2011/1064 (W. 155): which bodies it lists (governing bodies of maintained schools, or only "
        "authorities), and the interval for objectives."
    ),
}
"""What a person with the text in hand must look up, for each duty whose pinpoint nobody has checked."""


# ---- Measured values: domain.md, section 5 (and 6.2 for times) -----------------------------------


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of domain.md: its limit, its unit, and the mark of that very number there.

    `other` is the other limit where the row gives a range.
    """

    row: str
    limit: Literal["minimum", "maximum"]
    value: str
    unit: Unit
    mark: Literal["V1", "V2", "GK"]
    other: str | None = None


FIGURES: Mapping[str, Figure] = {
    "PE-0102": Figure("P02", "minimum", "2400", "mm", "V2"),
    "PE-0103": Figure("P05", "maximum", "50", "m", "GK"),
    "PE-0104": Figure("P03", "minimum", "1200", "mm", "V2"),
    "PE-0109": Figure("P04", "minimum", "1200", "mm", "V2"),
    "PE-0110": Figure("P12", "maximum", "6", "mm", "GK"),
    "PE-0201": Figure("P10", "maximum", "1:20", "gradient", "GK"),
    "PE-0205": Figure("P08", "minimum", "1500", "mm", "GK"),
    "PE-0208": Figure("R04", "minimum", "1500", "mm", "V1"),
    "PE-0209": Figure("R05", "minimum", "1200", "mm", "V1"),
    "PE-0210": Figure("R10", "minimum", "100", "mm", "V1"),
    "PE-0302": Figure("D04, existing", "minimum", "775", "mm", "V2"),
    "PE-0303": Figure("C06", "maximum", "760", "mm", "GK"),
    "PE-0401": Figure("D01, existing", "minimum", "750", "mm", "V2"),
    "PE-0402": Figure("C01", "minimum", "1200", "mm", "GK"),
    "PE-0403": Figure("D07", "maximum", "30", "newtons", "V2"),
    "PE-0404": Figure("D06", "minimum", "300", "mm", "V2"),
    "PE-0406": Figure("C05", "maximum", "100", "mm", "GK"),
    "PE-0407": Figure("D01, new", "minimum", "800", "mm", "V2"),
    "PE-0504": Figure("R20", "minimum", "55", "mm", "V2"),
    "PE-0505": Figure("L01", "minimum", "1100 x 1400", "mm-by-mm", "GK"),
    "PE-0506": Figure("L04", "minimum", "900", "mm", "GK", other="1200"),
    "PE-0507": Figure("L06", "minimum", "900 x 1400", "mm-by-mm", "V2"),
    "PE-0602": Figure("W01", "minimum", "1500 x 2200", "mm-by-mm", "GK"),
    "PE-0603": Figure("W03", "minimum", "480", "mm", "GK"),
    "PE-0605": Figure("W05", "maximum", "100", "mm", "V2"),
    "PE-0608": Figure("W07", "maximum", "40", "m", "GK"),
    "PE-0805": Figure("C08", "maximum", "850", "mm", "GK"),
    "PE-1003": Figure("V01", "minimum", "30", "lrv-points", "V2"),
    "PE-1004": Figure("A01, refurbished", "maximum", "35", "db", "V2"),
    "PE-1005": Figure("V01", "minimum", "30", "lrv-points", "V2"),
    "PE-1006": Figure("A02, refurbished", "maximum", "0.4", "seconds", "V2"),
    "IP-0202": Figure("6.2, turnaround", "maximum", "1", "school-days", "GK"),
}

FIGURES_IN_WORDS: Mapping[str, str] = {
    "PE-0203": "R03",
    "PE-0207": "R22",
    "PE-0301": "D09",
    "PE-0304": "D11",
    "PE-0405": "D08",
    "PE-0609": "W08",
    "PE-0804": "F03",
    "PE-1103": "V08",
    "PE-1303": "F04",
}
"""Items without a measure whose guidance states a figure of general knowledge, with its row there."""

NEW_WORK = ("PE-0407",)
"""Measured items that ask about new building work. All others are benchmarks for what stands already."""


# ---- Who is asked which duties: domain.md, sections 7 and 10 -------------------------------------

Column = Literal["plan", "on-request", "sen-report", "equality-england", "equality-wales", "health"]

DUTY_ITEMS: Mapping[Column, tuple[str, ...]] = {
    "on-request": ("S10-0505",),
    "sen-report": ("S10-0601", "S10-0602", "S10-0603", "S10-0604"),
    "equality-england": ("S10-0701", "S10-0702"),
    "equality-wales": ("S10-0703",),
    "health": ("CA-0901",),
}
"""The items of each column. The plan's own are all others of schedule-10-duty."""

PUBLICATION: Mapping[Nation, str] = {"england": "S10-0502", "wales": "S10-0506"}
"""The one part of the plan column that differs by nation: guidance in England only speaks of publishing."""

_MAINTAINED: tuple[SchoolType, ...] = (
    "community-school",
    "voluntary-aided-school",
    "voluntary-controlled-school",
    "foundation-school",
    "community-special-school",
    "foundation-special-school",
)
_ACADEMIES: tuple[SchoolType, ...] = (
    "academy-sponsor-led",
    "academy-converter",
    "academy-special-sponsor-led",
    "academy-special-converter",
    "free-school",
    "free-school-special",
    "university-technical-college",
    "studio-school",
)
_ALTERNATIVE_PROVISION: tuple[SchoolType, ...] = (
    "academy-alternative-provision-converter",
    "academy-alternative-provision-sponsor-led",
    "free-school-alternative-provision",
)
_INDEPENDENT: tuple[SchoolType, ...] = (
    "other-independent-school",
    "other-independent-special-school",
)
_OUTSIDE: tuple[SchoolType, ...] = (
    # Section 7 has the equality duty for colleges; section 10 asks only public sector schools about it.
    "further-education",
    "sixth-form-centre",
    "special-post-16-institution",
    "academy-16-19-converter",
    "academy-16-19-sponsor-led",
    "free-school-16-19",
    "private-nursery",
)
_Rows = tuple[tuple[tuple[SchoolType, ...], set[Column]], ...]

_ENGLAND: _Rows = (
    (_MAINTAINED, {"plan", "sen-report", "equality-england", "health"}),
    (("local-authority-nursery-school",), {"plan", "sen-report", "equality-england"}),
    (("pupil-referral-unit",), {"plan", "equality-england", "health"}),
    (_ACADEMIES, {"plan", "sen-report", "equality-england", "health"}),
    (_ALTERNATIVE_PROVISION, {"plan", "equality-england", "health"}),
    (_INDEPENDENT, {"plan", "on-request"}),
    (("non-maintained-special-school",), {"plan"}),
    # Not in domain.md: an independent school in law, and a listed public authority (general knowledge).
    (("city-technology-college",), {"plan", "on-request", "equality-england"}),
    (("welsh-establishment",), {"plan"}),
    (_OUTSIDE, set()),
)
_WALES: _Rows = (
    (_MAINTAINED, {"plan", "equality-wales"}),
    (("local-authority-nursery-school", "pupil-referral-unit"), {"plan", "equality-wales"}),
    (("welsh-establishment",), {"plan", "equality-wales"}),
    ((*_INDEPENDENT, "city-technology-college"), {"plan", "on-request"}),
    (("non-maintained-special-school", *_ACADEMIES, *_ALTERNATIVE_PROVISION), {"plan"}),
    (_OUTSIDE, set()),
)

_NATIONS: tuple[tuple[Nation, _Rows], ...] = (("england", _ENGLAND), ("wales", _WALES))

ASKED: Mapping[tuple[Nation, SchoolType], frozenset[Column]] = {
    (nation, kind): frozenset(columns)
    for nation, rows in _NATIONS
    for kinds, columns in rows
    for kind in kinds
}
"""Which duties each kind of school is asked about. Beyond the two nations: none."""
