"""Every source that an asked item rests on, with each place in it by how that was checked."""

from collections.abc import Iterable, Sequence

from send_audit.model.checklist import Basis
from send_audit.model.results import Assessed
from send_audit.model.words import Support
from send_audit.render.checklist_text import SUPPORT_WORDS
from send_audit.render.sources_text import KIND_TITLES
from send_audit.render.views import Fact
from send_audit.render.wording import joined, plural, sentence, upper_first
from send_audit.render.working_views import SourceBlock

_MOST_NAMED = 20
"""Ids that are still of use in a row. Each item names its sources where it stands; more is a wall."""

_ORDER: tuple[Support, ...] = ("primary", "secondary", "ancestor", "unverified")


def source_blocks(assessed: Assessed) -> tuple[SourceBlock, ...]:
    """The sources in the order of their force, each with the items that rest on each place in it."""
    cited: dict[str, list[tuple[Basis, str]]] = {}
    for outcome in assessed.outcomes:
        for basis in outcome.item.basis if outcome.asked else ():
            cited.setdefault(basis.source, []).append((basis, outcome.item.id))
    force = list(KIND_TITLES)
    known = [source for id_, source in assessed.sources.items() if id_ in cited]
    known.sort(key=lambda source: force.index(source.kind))
    return tuple(
        SourceBlock(
            title=_titled(source.title, source.edition or source.date),
            binds=sentence(f"{KIND_TITLES[source.kind]}. Binds: {source.binds}"),
            pinpoints=tuple(_pinpoints(cited[source.id])),
        )
        for source in known
    )


def _titled(title: str, version: str | None) -> str:
    return f"{title} ({version})" if version and version not in title else title


def _pinpoints(cited: Iterable[tuple[Basis, str]]) -> Iterable[Fact]:
    cited = list(cited)
    for support in _ORDER:
        places: dict[str, list[str]] = {}
        for basis, item in cited:
            if basis.support == support:
                places.setdefault(basis.at, []).append(item)
        if places:
            text = "; ".join(f"{at}: {_resting(items)}" for at, items in places.items())
            yield Fact(label=upper_first(SUPPORT_WORDS[support]), text=sentence(text))


def _resting(items: Sequence[str]) -> str:
    return joined(items) if len(items) <= _MOST_NAMED else plural(len(items), "item")
