"""One nation's view of a checklist: its own words for a role or a plan, and only law that holds there."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from send_audit.model.checklist import Checklist, Item, Source
from send_audit.model.words import Nation, SourceNation

_EVERYWHERE: tuple[SourceNation, ...] = ("united-kingdom", "international")
_BRITAIN: tuple[SourceNation, ...] = ("great-britain", *_EVERYWHERE)

NATIONS_WITH_THE_DUTY: tuple[Nation, ...] = ("england", "wales")
"""Where Schedule 10 holds, and so where anything of ours is asked."""

HOLDS_IN: Mapping[Nation, tuple[SourceNation, ...]] = MappingProxyType(
    {
        "england": ("england", "england-and-wales", *_BRITAIN),
        "wales": ("wales", "england-and-wales", *_BRITAIN),
        "scotland": _BRITAIN,
        "northern-ireland": _EVERYWHERE,
    }
)
"""Which sources may be cited in each nation: one nation's own law is never held up to another."""

# As the checklists write it: what England says, what Wales says (ALN Code for Wales; SEND Code for England).
_PAIRS = (
    ("SENCO or ALNCo", "SENCO", "ALNCo"),
    ("SEN or ALN", "SEN", "ALN"),
    ("EHC plan or IDP", "EHC plan", "IDP"),
    ("EHC plans or IDPs", "EHC plans", "IDPs"),
)
_ENGLISH = tuple((both, english) for both, english, _ in _PAIRS)
# “a SENCO” becomes “an ALNCo”; the longer text comes first, so that it is found first.
_WELSH = tuple(
    (f"{article} {both}", f"{'an' if article == 'a' else 'An'} {welsh}")
    for both, _, welsh in _PAIRS
    for article in ("a", "A")
) + tuple((both, welsh) for both, _, welsh in _PAIRS)
_REPLACED: Mapping[Nation, tuple[tuple[str, str], ...]] = {"england": _ENGLISH, "wales": _WELSH}

_TEXTS = ("criterion", "guidance", "rationale", "barrier")
_EXPLAINING = ("guidance", "rationale")
"""The texts in which a sentence may be about one nation only."""

# English and Welsh are languages, too: what pupils speak is no reason to leave a sentence out.
_LAW = r"(?:rules?|guidance|law|regulations?|Ministers?|Government|circular)\b"
_NAMES: Mapping[Nation, re.Pattern[str]] = {
    "england": re.compile(rf"\bEngland\b|\bEnglish {_LAW}"),
    "wales": re.compile(rf"\bWales\b|\bWelsh {_LAW}"),
}
_BETWEEN_SENTENCES = re.compile(r"(?<=[.?!])\s+")


def in_words_of(nation: Nation, text: str) -> str:
    """The text with the nation's own word wherever the checklists write both: “SENCO or ALNCo”."""
    for both, own in _REPLACED.get(nation, ()):
        text = text.replace(both, own)
    return text


def sentences_for(nation: Nation, text: str) -> str:
    """The text without sentences that are about another nation only; all of it if none would be left."""
    others = [name for of, name in _NAMES.items() if of != nation]
    own = _NAMES.get(nation)
    sentences = _BETWEEN_SENTENCES.split(text)
    kept = [
        sentence
        for sentence in sentences
        if (own is not None and own.search(sentence)) or not any(o.search(sentence) for o in others)
    ]
    return " ".join(kept) if 0 < len(kept) < len(sentences) else text


def for_nation(
    checklist: Checklist, nation: Nation, sources: Mapping[str, Source], *, cut: bool = True
) -> Checklist:
    """The checklist as the nation's schools see it. Ids, duties, measures and their order stay.

    `cut` is whether sentences about the other nation only are left out: those of a council are its own,
    and a Prince of Wales Road is no nation. A basis is kept where its source holds in the nation or is not
    known; where none would be left, all are kept, since the item says elsewhere (`nations`) whom it is for.
    """
    return checklist.with_items(lambda item: _item_for_nation(item, nation, sources, cut=cut))


def _item_for_nation(
    item: Item, nation: Nation, sources: Mapping[str, Source], *, cut: bool
) -> Item:
    held = tuple(
        basis
        for basis in item.basis
        if basis.source not in sources or sources[basis.source].nation in HOLDS_IN[nation]
    )
    remedy = item.recommendation
    words = {
        name: in_words_of(nation, getattr(remedy, name)) for name in ("action", "lead", "success")
    }
    texts = {name: in_words_of(nation, getattr(item, name)) for name in _TEXTS}
    if cut:
        texts |= {name: sentences_for(nation, texts[name]) for name in _EXPLAINING}
    update: dict[str, object] = texts | {
        "basis": held or item.basis,
        "evidence": tuple(in_words_of(nation, line) for line in item.evidence),
        "recommendation": remedy.model_copy(update=words),
    }
    return item.model_copy(update=update)
