"""SA6: the content of checklists: whether an item can be read, answered and relied on, whoever wrote it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from send_audit.load.library import version_key
from send_audit.load.nodes import Path
from send_audit.model.checklist import BINDING, STATUTORY, AppliesWhen, Checklist, Item
from send_audit.model.nations import HOLDS_IN
from send_audit.model.school_types import SCHOOL_TYPES
from send_audit.model.versions import asks_the_same
from send_audit.model.words import Nation
from send_audit.validate.content import breaks_promise, placed
from send_audit.validate.context import FileContext

MAX_READING_AGE = 10.0
"""The most that `readability` may say of criterion, guidance and recommended action together."""

FEWEST_WORDS = 20
"""Of fewer words the index says nothing: one long name would make them hard."""

JOINING = (" and ", " as well as ", "; ", " but also ", " plus ")
"""Words that mostly join two observations in one criterion."""

JOINED_YET_ONE: Mapping[str, str] = MappingProxyType(
    {
        "PE-1301": "one alarm is looked at: what can only be heard, or only be seen, does not meet it",
    }
)
"""Items whose criterion has such a word and is still one observation, with the reason."""

SENTENCE_ENDS = (".", "?")

NEVER_SAID = (
    # from before the Equality Act 2010
    "handicap",
    "wheelchair-bound",
    "confined to a wheelchair",
    "suffers from",
    "special needs child",
    "special needs pupil",
    "able-bodied",
    "the disabled.",
    "the disabled,",
    "the disabled are",
    "disabled toilet",
    "disabled access",
    "mentally",
    "provided in writing",
    "disability discrimination act",
    "disability equality scheme",
    # legal verdicts
    "compliant",
    "compliance",
    "breach",
    "illegal",
    "unlawful",
    "legal minimum",
)
"""In small letters. Each is looked for from the start of a word: `environmentally` is nobody's past."""

_NEVER_SAID = re.compile(rf"\b(?:{'|'.join(map(re.escape, NEVER_SAID))})\w*", re.IGNORECASE)
_CLOSING = "”’\"')"
"""What may stand after the full stop of a sentence that ends in a quotation or in brackets."""


def check_style(context: FileContext, checklist: Checklist, top: Path, *, nations: bool) -> None:
    """Note remarks on the items of a checklist file, or of what an overlay adds, found below `top`.

    `nations` is whether the file itself says for which nations it is: an overlay does not. Retired items
    are left as they are; only what they ask must stay.
    """
    for item, path in placed(checklist.sections, top):
        if item.retired is None:
            _words(context, item, path)
            if checklist.id in context.library.shipped.ids:
                _footing(context, item, path)
            _sources_by_nation(context, checklist, item, path, nations=nations)
            _never_asked(context, checklist, item, path)
            if checklist.role in ("access", "inclusion") and not item.needs:
                message = f"{item.id} does not say whom it helps, so it counts in no view by need."
                fix = "Add `needs:` with the pupils for whom it matters, such as wheelchair."
                context.note("no-need-named", path, message, fix)
    _changed(context, checklist, top)


# ---- Words ---------------------------------------------------------------------------------------


def readability(text: str) -> float:
    """The automated readability index: roughly the year of an American school in which this is read.

    4.71 * characters / words + 0.5 * words / sentences - 21.43, from R. J. Senter and E. A. Smith,
    Automated Readability Index, AMRL-TR-66-220, Wright-Patterson Air Force Base, 1967. Characters are all
    but the spaces, as their typewriter counted strokes. A sentence of one or two words is no sentence of its
    own here, else “Look.” would make a hard text easy.
    """
    words = text.split()
    if not words:
        return 0.0
    lengths = [0]
    for word in words:
        lengths[-1] += 1
        if word.rstrip(_CLOSING).endswith((*SENTENCE_ENDS, "!")):
            lengths.append(0)
    sentences = max(1, sum(length > 2 for length in lengths))
    characters = sum(map(len, words))
    return 4.71 * characters / len(words) + 0.5 * len(words) / sentences - 21.43


def _words(context: FileContext, item: Item, path: Path) -> None:
    joined = [word.strip() for word in JOINING if word in item.criterion]
    if joined and item.id not in JOINED_YET_ONE:
        message = f"The criterion of {item.id} joins two observations with “{joined[0]}”."
        fix = (
            "Split it into two items: else a school where one is true and one is not cannot answer."
        )
        context.note("two-observations", (*path, "criterion"), message, fix)
    for text, place in _sentences(item):
        if not text.rstrip(_CLOSING).endswith(SENTENCE_ENDS):
            message = f"This text of {item.id} does not end as a sentence."
            context.note("sentence-without-end", (*path, *place), message, "Add a full stop.")
    for text, place in (*_sentences(item), *_other_texts(item)):
        if found := _NEVER_SAID.search(text):
            message = (
                f"{item.id} says “{found[0][:60]}”: a word of the past, or a judgement by law."
            )
            fix = "Write what stands in disabled pupils' way, in today's words, and judge nobody."
            context.note("words-of-the-past", (*path, *place), message, fix)
    whole = f"{item.criterion} {item.guidance} {item.recommendation.action}"
    index = readability(whole)
    if index > MAX_READING_AGE and len(whole.split()) >= FEWEST_WORDS:
        message = (
            f"{item.id} is hard to read: criterion, guidance and action come to {index:.1f} on the "
            f"automated readability index, and {MAX_READING_AGE:.0f} is the most."
        )
        fix = "Use shorter sentences and shorter words."
        context.note("hard-to-read", path, message, fix)


def _sentences(item: Item) -> Iterator[tuple[str, Path]]:
    """The texts that are made of sentences, each with its place in the item."""
    for name in ("criterion", "guidance", "rationale", "barrier"):
        yield getattr(item, name), (name,)
    yield item.recommendation.action, ("recommendation", "action")
    yield item.recommendation.success, ("recommendation", "success")


def _other_texts(item: Item) -> Iterator[tuple[str, Path]]:
    """What else is printed of an item. A pinpoint may name an old Act; that is not our word."""
    yield item.recommendation.lead, ("recommendation", "lead")
    if item.measure is not None:
        yield item.measure.quantity, ("measure", "quantity")
    for number, line in enumerate(item.evidence):
        yield line, ("evidence", number)


# ---- What an item rests on, and whether it is ever asked ------------------------------------------


def _footing(context: FileContext, item: Item, path: Path) -> None:
    """What commands must be a statute. A council's own duty is held to that as an error, elsewhere."""
    sources = context.library.sources
    if item.duty not in BINDING or any(basis.source not in sources for basis in item.basis):
        return
    if not any(sources[basis.source].kind in STATUTORY for basis in item.basis):
        message = (
            f"{item.id} is `{item.duty}`, and none of its sources is a statute or regulations."
        )
        fix = "Add the statute under `basis:`, or write `duty: should` or `duty: good-practice`."
        context.note("duty-without-statute", (*path, "duty"), message, fix)


def _sources_by_nation(
    context: FileContext, checklist: Checklist, item: Item, path: Path, *, nations: bool
) -> None:
    """A source that nobody registered is a problem of its own; nothing is known of where it holds."""
    sources = context.library.sources
    if any(basis.source not in sources for basis in item.basis):
        return
    stated = item.applies_when.nations if item.applies_when is not None else ()
    # What an overlay adds is for the nation of the schools that list it, which the file does not name.
    asked_in = stated or (checklist.nations if nations else ())
    held = {sources[basis.source].nation for basis in item.basis}
    without = [
        nation
        for nation in asked_in
        if nation in checklist.nations and not held & set(HOLDS_IN[nation])
    ]
    if without:
        message = f"{item.id} is asked in {' and in '.join(_said(without))}, where none of its sources holds."
        fix = "Add a source that holds there, or list only the other nations in `applies_when: nations:`."
        context.note("no-source-in-nation", (*path, "basis"), message, fix)


def _said(nations: Iterable[Nation]) -> list[str]:
    return [nation.replace("-", " ").title() for nation in nations]


def _never_asked(context: FileContext, checklist: Checklist, item: Item, path: Path) -> None:
    """Only what can be shown: nations that the checklist is not for, types that are never of the phases."""
    conditions = item.applies_when or AppliesWhen()
    at: Path = (*path, "applies_when")
    if conditions.nations and not set(conditions.nations) & set(checklist.nations):
        message = (
            f"{item.id} is for {' and '.join(_said(conditions.nations))}; the checklist is for "
            f"{' and '.join(_said(checklist.nations))}. Nobody is ever asked."
        )
        fix = "Write nations that the checklist is for, or delete the line."
        context.note("never-asked", (*at, "nations"), message, fix)
    for number, type_ in enumerate(conditions.types):
        phase = SCHOOL_TYPES[type_].phase
        if phase is not None and conditions.phases and phase not in conditions.phases:
            message = (
                f"{item.id} is never asked of a {type_}: its phase is always {phase}, which "
                "`phases:` does not list."
            )
            fix = f"Add {phase} to `phases:`, or delete the type."
            context.note("never-asked", (*at, "types", number), message, fix)


# ---- A meaning is for ever -----------------------------------------------------------------------


def _changed(context: FileContext, checklist: Checklist, top: Path) -> None:
    """Note each item that asks something else than the first version of this major number that had it.

    Only earlier versions count: of two that differ, the later one is at fault.
    """
    first: dict[str, tuple[str, Item]] = {}
    for version, items in _earlier(context, checklist):
        for item in items:
            first.setdefault(item.id, (version, item))
    for item, path in placed(checklist.sections, top):
        version, known = first.get(item.id, ("", item))
        if asks_the_same(known, item) or breaks_promise(context, checklist.id, item):
            continue
        major = int(checklist.version.partition(".")[0])
        message = f"{item.id} asks something else than in version {version}, under the same number."
        fix = f"Give the new question a new id, or make this version {major + 1}.0.0."
        context.note("meaning-changed", path, message, fix)


def _earlier(context: FileContext, checklist: Checklist) -> Iterator[tuple[str, Iterable[Item]]]:
    """The items of each earlier version with this one's major number, oldest first."""
    library, own = context.library, version_key(checklist.version)
    is_checklist = checklist.id in library.ids
    known = library.versions if is_checklist else library.overlay_versions
    for version in known(checklist.id):
        key = version_key(version)
        if key[0] != own[0] or key >= own:
            continue
        found = library.find(checklist.id, version)
        overlay = library.find_overlay(checklist.id, version)
        if found is not None:
            yield version, found.items()
        elif overlay is not None:
            yield version, (item for section in overlay.add for item in section.items)
