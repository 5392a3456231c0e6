"""The closed lists: every word that a file may use where only some words are right."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

Rating = Literal["met", "partly-met", "not-met", "not-applicable"]
Duty = Literal["must", "have-regard", "should", "good-practice"]
Support = Literal["primary", "secondary", "ancestor", "unverified"]
Strand = Literal["physical-environment", "curriculum", "information"]
StrandOrNone = Literal["physical-environment", "curriculum", "information", "none"]
Role = Literal["access", "duty", "inclusion", "strategy"]
Nation = Literal["england", "wales", "scotland", "northern-ireland"]
Priority = Literal["high", "medium", "low"]
DutyStatus = Literal["not-applicable", "gap-found", "not-fully-assessed", "no-gap-found"]
Need = Literal[
    "wheelchair",
    "walking",
    "dexterity",
    "vision",
    "hearing",
    "deafblind",
    "speech-language",
    "learning",
    "autism",
    "mental-health",
    "medical",
    "energy",
    "appearance",
]
AreaOfNeed = Literal[
    "communication-interaction",
    "cognition-learning",
    "social-emotional-mental-health",
    "sensory-physical",
]
PriorityTag = Literal[
    "schedule-10", "inclusion", "curriculum", "physical-environment", "information"
]
Horizon = Literal["short", "medium", "long"]
CostBand = Literal["none", "A", "B", "C", "D", "E"]
Unit = Literal[
    "mm",
    "m",
    "mm-by-mm",
    "gradient",
    "lux",
    "db",
    "seconds",
    "newtons",
    "lrv-points",
    "count",
    "percent",
    "school-days",
]
AppliesTo = Literal["existing-benchmark", "new-work"]
UNIT_WORDS: Mapping[Unit, str] = MappingProxyType(
    {
        **{unit: unit for unit in get_args(Unit)},
        "mm-by-mm": "mm",
        "gradient": "",
        "count": "",
        "db": "dB",
        "percent": "%",
        "lrv-points": "points of light reflectance",
        "school-days": "school days",
    }
)
"""What stands behind a figure in text: the files' own words are for files."""

EvidenceKind = Literal[
    "photograph",
    "document",
    "web-page",
    "observation",
    "measurement",
    "certificate",
    "pupil-voice",
    "drawing",
]
ConductedBy = Literal["school", "external", "joint"]
ActionStatus = Literal["planned", "in-progress", "done", "ongoing", "waiting", "dropped"]
Repeats = Literal["termly", "yearly"]
Phase = Literal[
    "nursery",
    "primary",
    "middle-deemed-primary",
    "secondary",
    "middle-deemed-secondary",
    "all-through",
    "post-16",
    "not-applicable",
    "unknown",
]
PlaceKind = Literal[
    "site",
    "building",
    "entrance",
    "reception",
    "parking-bay",
    "route",
    "ramp",
    "stair",
    "lift",
    "door",
    "corridor",
    "accessible-toilet",
    "hygiene-room",
    "changing-room",
    "classroom",
    "practical-room",
    "hall",
    "dining-room",
    "library",
    "sports-space",
    "outdoor-space",
    "temporary-building",
    "quiet-space",
    "refuge",
    "other",
]
ResponsibleBodyKind = Literal[
    "governing-body",
    "local-authority",
    "academy-trust",
    "proprietor",
    "management-committee",
    "corporation",
    "other",
]
GroupKind = Literal["multi-academy-trust", "federation", "proprietor", "other"]
SourceKind = Literal[
    "statute",
    "explanatory-notes",
    "regulations",
    "statutory-guidance",
    "approved-document",
    "non-statutory-guidance",
    "british-standard",
    "international-standard",
    "practice-guide",
]
SourceNation = Literal[
    "england", "wales", "england-and-wales", "great-britain", "united-kingdom", "international"
]
ModerationVerdict = Literal["agreed", "changed", "query"]

STRANDS: tuple[Strand, ...] = ("curriculum", "physical-environment", "information")
"""In the order of Schedule 10, paragraph 3(2): (a), (b), (c)."""
