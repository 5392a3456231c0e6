"""Sites: where there is no step-free route, accessible toilet, hygiene room or refuge."""

from collections.abc import Iterator, Mapping, Sequence

from send_audit.borough.area import Area
from send_audit.borough.tallies.sites import STATES, THEME_ITEMS, Site, Sites, SiteState, Theme
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Block, Facts, Part, Section, Words
from send_audit.render.borough.count_tables import counts
from send_audit.render.borough.lists import named
from send_audit.render.views import Fact
from send_audit.render.wording import plural

THEME_NAMES: Mapping[Theme, str] = {
    "step-free-route": "Step-free route from the boundary to an entrance",
    "accessible-toilet": "Accessible toilet for pupils",
    "hygiene-room": "Hygiene room",
    "refuge": "Refuge on each floor with no level way out",
}
STATE_WORDS: Mapping[SiteState, str] = {
    "none": "None",
    "in-part": "In part",
    "there": "Yes",
    "does-not-apply": "Does not apply",
    "not-known": "Not known",
    "not-asked": "Not asked",
}


_TOLD: tuple[SiteState, ...] = ("none", "in-part", "there", "does-not-apply")
"""What the public reads one by one: all else is “not known”, with the schools that sent nothing."""


def sites_section(sites: Sites, area: Area, audience: Audience) -> Section | None:
    """Counts by theme; officers also see which schools. `None` where no return counts."""
    if not sites.schools:
        return None
    parts = [Part(heading=None, blocks=tuple(_counts(sites, len(area.round.standings), audience)))]
    if audience == "officers":
        parts += [
            Part(heading=THEME_NAMES[theme], blocks=_names(sites, theme)) for theme in THEME_ITEMS
        ]
    return Section(anchor="sites", title="Getting in, toilets, care and safety", parts=tuple(parts))


def _counts(sites: Sites, listed: int, audience: Audience) -> Iterator[Block]:
    yield Words(
        text="How many schools have what some pupils cannot do without, as the schools answered. "
        "“In part” may "
        "mean that one of two sites has none. What a building lacks is a barrier to plan for. It "
        "is not a failing "
        "in law by itself."
    )
    # How many are listed, anybody can look up: to the public each line comes to that.
    unheard = None if audience == "officers" else listed - sites.schools
    states = STATES if unheard is None else _TOLD
    heads = [*(STATE_WORDS[state] for state in states), *([] if unheard is None else ["Not known"])]
    found = sites.all if audience == "officers" else sites.public
    yield from counts(
        "Schools by what is there",
        heads,
        {THEME_NAMES[theme]: _line(found[theme], unheard) for theme in THEME_ITEMS},
        audience,
        of="What",
        column_totals=False,
        rows_known=audience == "public",
    )
    not_asked = (
        "a school on one level is not asked about refuges, and older checklists may not ask every "
        "item"
    )
    note = f"Not known: asked, and not answered. Not asked: {not_asked}."
    if audience == "public":
        note = (
            "Not known: no return that counts, an answer that the school keeps private or has not given, or "
            f"a question that it is not asked: {not_asked}."
        )
    yield Words(text=note, grey=True)


def _line(found: Mapping[SiteState, int], unheard: int | None) -> Sequence[int]:
    """The counts by state; with schools `unheard`, these and all that did not answer are the last."""
    if unheard is None:
        return [found[state] for state in STATES]
    rest = sum(found[state] for state in STATES if state not in _TOLD)
    return [*(found[state] for state in _TOLD), rest + unheard]


def _names(sites: Sites, theme: Theme) -> tuple[Block, ...]:
    facts = []
    for label, found in (("None at", sites.none[theme]), ("In part at", sites.in_part[theme])):
        if found:
            facts.append(
                Fact(label=label, text=named([_site(one) for one in found], "findings.csv"))
            )
    if sites.private[theme]:
        count = plural(sites.private[theme], "school")
        facts.append(
            Fact(label="Kept private", text=f"{count} with none, or in part, not named here.")
        )
    if not facts:
        facts.append(Fact(label="None at", text="no school that answered."))
    return (Facts(facts=tuple(facts)),)


def _site(site: Site) -> str:
    return f"{site.school} (to be checked again)" if site.lapsed else site.school
