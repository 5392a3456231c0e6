"""Where there is no step-free route, accessible toilet, hygiene room or refuge, as far as the returns say."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from send_audit.borough.area import Included
from send_audit.borough.facts import ItemFacts

Theme = Literal["step-free-route", "accessible-toilet", "hygiene-room", "refuge"]
SiteState = Literal["there", "in-part", "none", "does-not-apply", "not-known", "not-asked"]

THEME_ITEMS: Mapping[Theme, str] = MappingProxyType(
    {
        # From the boundary to an entrance: without it, nothing inside can be reached. That the main entrance
        # has a step (PE-0301) is another matter, since pupils may come in by another door.
        "step-free-route": "PE-0101",
        # At least one that pupils may use; its size (PE-0602) and the way to it (PE-0608) are other matters.
        "accessible-toilet": "PE-0601",
        "hygiene-room": "PE-0606",
        # Asked only where there is a floor above the ground: a school on one level is “not asked”.
        "refuge": "PE-1303",
    }
)
"""By theme, the item that says whether there is one. Where one of two sites has none, it is partly met."""

STATES: tuple[SiteState, ...] = (
    "none",
    "in-part",
    "there",
    "does-not-apply",
    "not-known",
    "not-asked",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A school with none, or with one only in part. `lapsed` is whether that was seen too long ago."""

    school: str
    lapsed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sites:
    """The schools by theme and state, over the returns that count. A private answer is not known in `public`.

    `none` and `in_part` name the schools; `private` is how many of these answers are private, and unnamed.
    """

    all: Mapping[Theme, Mapping[SiteState, int]]
    public: Mapping[Theme, Mapping[SiteState, int]]
    none: Mapping[Theme, tuple[Site, ...]]
    in_part: Mapping[Theme, tuple[Site, ...]]
    private: Mapping[Theme, int]
    schools: int


class SiteTally:
    """Adds up what is there on each school's sites."""

    def __init__(self) -> None:
        self._all: Counter[tuple[Theme, SiteState]] = Counter()
        self._public: Counter[tuple[Theme, SiteState]] = Counter()
        self._named: dict[tuple[Theme, SiteState], list[Site]] = {}
        self._private: Counter[Theme] = Counter()
        self._schools = 0

    def add(self, one: Included) -> None:
        """Take one school into account."""
        self._schools += 1
        for theme, id_ in THEME_ITEMS.items():
            item = one.facts.items.get(id_)
            state = site_state(item)
            private = item is not None and item.private
            self._all[theme, state] += 1
            self._public[theme, "not-known" if private else state] += 1
            if item is None or state not in ("none", "in-part"):
                continue
            if private:
                self._private[theme] += 1
            else:
                site = Site(school=one.standing.entry.school.name, lapsed=item.lapsed)
                self._named.setdefault((theme, state), []).append(site)

    def result(self) -> Sites:
        """What it came to."""
        return Sites(
            all=_by_theme(self._all),
            public=_by_theme(self._public),
            none=dict(self._sites("none")),
            in_part=dict(self._sites("in-part")),
            private={theme: self._private[theme] for theme in THEME_ITEMS},
            schools=self._schools,
        )

    def _sites(self, state: SiteState) -> Iterator[tuple[Theme, tuple[Site, ...]]]:
        for theme in THEME_ITEMS:
            yield theme, tuple(self._named.get((theme, state), ()))


def site_state(item: ItemFacts | None) -> SiteState:
    """What an answer says of whether there is one. A school that is not asked has no facts of the item."""
    if item is None:
        return "not-asked"
    if item.known is None:
        return "not-known"
    states: Mapping[str, SiteState] = {
        "met": "there",
        "partly-met": "in-part",
        "not-met": "none",
        "not-applicable": "does-not-apply",
    }
    return states[item.known]


def _by_theme(counts: Counter[tuple[Theme, SiteState]]) -> dict[Theme, dict[SiteState, int]]:
    return {theme: {state: counts[theme, state] for state in STATES} for theme in THEME_ITEMS}
