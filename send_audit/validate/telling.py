"""SA806 and SA807: what tells who a pupil is, by patterns: names, and phrases about very few.

The patterns would rather miss a name than cry wolf: a remark that is often wrong is no longer read.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from send_audit.load.library import Shipped
from send_audit.load.nodes import Block, Listing, Node, Path, Scalar
from send_audit.validate.context import FileContext


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in a text, said without repeating it, and what to do."""

    says: str
    fix: str


def start_of(text: str) -> str:
    """As much of what was found as helps to find it, and no more."""
    return f"“{text[:2]}…”"


Placed = tuple[Path, str | int, Scalar]
"""A text, with the path to what holds it and its own key or number there."""


def scalars_of(node: Node) -> list[Placed]:
    """Every text below a node, in the order of the file."""
    found: list[Placed] = []
    _gather(node, (), found)
    return found


def _gather(node: Node, path: Path, found: list[Placed]) -> None:
    if isinstance(node, Block):
        for key, (_, value) in node.entries.items():
            if isinstance(value, Scalar):
                found.append((path, key, value))
            else:
                _gather(value, (*path, key), found)
    elif isinstance(node, Listing):
        for number, value in enumerate(node.items):
            if isinstance(value, Scalar):
                found.append((path, number, value))
            else:
                _gather(value, (*path, number), found)


class Common:
    """Words that are no pupil's name, although they may start with a capital."""

    def __init__(self, context: FileContext) -> None:
        self._context = context

    @cached_property
    def _own(self) -> frozenset[str]:
        """The words of the names that the file gives: its school, its places, its council."""
        root = self._context.document.root
        names = [
            scalar.text
            for key, (_, value) in (root.entries.items() if isinstance(root, Block) else ())
            if key in {"school", "group", "local_authority", "authority", "name", "title", "by"}
            for scalar in (
                [value]
                if isinstance(value, Scalar)
                else [scalar for _, _, scalar in scalars_of(value)]
            )
        ]
        return frozenset(re.findall(r"[^\W\d_]+", " ".join(names).lower()))

    def __contains__(self, word: str) -> bool:
        first = re.split("[-'’]", word, maxsplit=1)[0]
        if word in _NO_NAMES or first in _NO_NAMES or word.endswith(_NO_NAME_ENDS):
            return True
        if word.endswith("s") and word not in _NAMES_IN_S:
            return True
        known = _vocabulary(self._context.library.shipped)
        return not known.isdisjoint({word, first, f"{word}s"}) or word in self._own


@lru_cache(maxsize=2)
def _vocabulary(shipped: Shipped) -> frozenset[str]:
    """The words that the shipped checklists write in small letters: none of them is a usual first name."""
    text = "\n".join(shipped.current(id_).model_dump_json() for id_ in shipped.ids)
    return frozenset(re.findall(r"(?<![\w'’-])[^\W\d_A-Z]{2,}(?!\w)", text)) - {"will", "mark"}


# --- conditions and aids -----------------------------------------------------------------------

_TRAIT = (
    r"(?:deaf(?:blind)?|blind|(?:physically )?disabled|autistic|dyslexic|diabetic|epileptic"
    r"|non-?verbal|tube-fed"
    r"|(?:hearing|visually|vision|sight)[ -]impaired|partially[ -]sighted|wheelchair[ -]using"
    r"|(?-i:SEND?|ALN|SEMH|PMLD))"
)
_CONDITION = (
    r"(?:autis\w+|deaf\w*|blind\w*|cerebral palsy|epilepsy|dyslexia|dyspraxia|diabetes|asthma"
    r"|cystic fibrosis|muscular dystrophy|spina bifida|arthritis|cancer|brittle bones"
    r"|(?:hearing|visual|vision|sight|sensory)[ -](?:loss|impairments?)|Down(?:['’]?s)? syndrome"
    r"|Tourette['’]?s?|seizures|allerg\w+|learning (?:disabilit|difficult)\w+|disabilit\w+"
    r"|(?:physical|medical|sensory|mobility|complex) (?:needs?|conditions?|difficult\w+|impairments?)"
    r"|(?-i:ADHD|SEND?|ALN|SEMH|PMLD|SLD|EHCPs?|EHC plans?|IDPs?|VI|HI|MSI))"
)
_AID = (
    r"(?:wheel-?chairs?|powerchairs?|(?:hearing|radio|communication|walking)[ -]aids?"
    r"|cochlear implants?|eye[ -]?gaze|braille|large print|hoists?|(?:standing|walking) frames?"
    r"|walkers?|canes?|(?:guide|assistance) dogs?|feeding (?:tubes?|pumps?)|catheters?|oxygen"
    r"|interpreters?|screen[ -]readers?|insulin|tracheostom\w+|gastrostom\w+|ventilators?|(?-i:AAC|BSL))"
)
_EITHER = rf"(?:{_CONDITION}|{_AID})"
_FEW = r"(?:[\w'’-]+ ){0,3}?"
_WHO = r"(?:pupils?|students?|child(?:ren)?|learners?|famil(?:y|ies)|parents?|carers?|boys?|girls?)"

# --- names -------------------------------------------------------------------------------------

_UPPER, _LOWER = "A-ZÀ-ÖØ-ÞĀ-žẀ-ỹ", "a-zß-öø-ÿĀ-žẀ-ỹ"
_NAME = (
    rf"(?P<name>[{_UPPER}](?<![\w'’-].)(?:['’][{_UPPER}])?[{_LOWER}]{{1,30}}"
    rf"(?:(?:-|['’](?!s\b))[{_UPPER}][{_LOWER}]{{1,30}}){{0,2}})"
)
_CLASS = r"(?:[Yy]ear|[Yy]r\.?|Y) ?(?:1[0-4]|[1-9]|one|two|three|four|five|six|seven)[A-Za-z]?\b"
_BELONGS = (
    r"(?:(?:new|old|own|spare|powered|electric|manual) )?(?:EHC|EHCP|IDP|PEEP|wheel-?chair|powerchair"
    r"|walker|walking|standing|hearing aids?|radio aid|cochlear|communication aid|one-to-one|1:1"
    r"|one-page profile|medication|inhaler|epilepsy|seizures?|autism|ADHD|diagnosis|care plan"
    r"|health(?:care)? plan|evacuation plan|mum|dad|mother|father|parents|carers?|gran|physio"
    r"|therapist|taxi|escort)\b"
)
_BESIDE_A_NAME = "|".join(
    (
        rf"(?:, \(?| (?:in|from|of) | \()(?:{_CLASS}|[Cc]lass \d[A-Za-z]?\b)",
        rf"['’]s {_BELONGS}",
        rf",? \(?who (?:has|is|uses|wears|needs|reads|cannot|lives with) (?i:{_FEW}{_EITHER})\b",
        rf" (?:has|lives with) (?:an? |severe |mild )?(?i:{_CONDITION})\b",
        r" has (?:an? |her |his |two )?(?:hearing aids?|cochlear implants?)\b",
        rf",? is (?:registered |severely |profoundly )?(?i:{_TRAIT}|a wheelchair user)\b",
        rf" (?:uses|wears) (?:an? |her |his |their |two )?(?i:{_AID})\b",
    )
)
_NAMED = (
    re.compile(rf"(?:upils?|tudents?|hild|earners?|oy|irl) (?:called |named )?[“\"‘]?{_NAME}"),
    re.compile(rf"{_NAME}(?:{_BESIDE_A_NAME})"),
)
_NAME_HINTS = (
    *(
        "upil",
        "tudent",
        "hild",
        "earner",
        "oy ",
        "irl ",
        "Year",
        "year",
        "(Y",
        " Y",
        "class",
        "Class",
    ),
    *("'s ", "’s ", " who ", " has ", " is ", " uses ", " wears ", " lives "),
)
_NOT_BEFORE_NAMES = re.compile(
    r"(?:^|[\s(“])(?:the|an?|this|that|these|each|every|our|your|their|its|at|in|near|mrs?|ms|miss|dr"
    r"|sir|st|saint|ysgol|coleg|class|room|house|block|group|year|form|team|(?:trips?|visits?|journey|walk|coach"
    r"|residential|outing|camp|move) to)\.?\s+$",
    re.IGNORECASE,
)
_NO_NAME_ENDS = ("ing", "tion", "sion", "ment", "ness", "ology", "ability", "wards")
_NAMES_IN_S = frozenset(
    [
        "agnes",
        "alexis",
        "carlos",
        "carys",
        "cerys",
        "charles",
        "chris",
        "dennis",
        "elias",
        "francis",
        "frances",
        "gladys",
        "idris",
        "iris",
        "james",
        "jess",
        "jonas",
        "lewis",
        "louis",
        "lucas",
        "luis",
        "marcus",
        "nicholas",
        "rhys",
        "ross",
        "thomas",
        "tomos",
        "travis",
        "yunus",
    ]
)
_NO_NAMES = frozenset(
    word
    for words in (
        # the calendar, nations, languages
        "january february march april may june july august september october november december",
        "monday tuesday wednesday thursday friday saturday sunday autumn spring summer winter",
        "christmas easter eid diwali ramadan advent lent english welsh french spanish german latin",
        "mandarin polish urdu arabic punjabi scottish irish british makaton signalong england wales",
        "scotland britain ireland london cardiff edinburgh europe",
        # subjects, roles, classes and what schools call things
        "maths geography history science chemistry biology physics drama music art computing phonics",
        "literacy numeracy religious bikeability swimming cookery premium passport parliament",
        "protection forest breakfast uniform union finance asset gillick line ambassador champion",
        "prefect mentor bursar headteacher head teacher governor caretaker matron librarian senco",
        "alnco tutor escort driver oak beech birch elm maple cedar pine kestrel heron owl kingfisher",
        "puffin falcon eagle otter badger hedgehog squirrel dolphin carpet bishop rainforest snowdon",
        "oxford cambridge stonehenge shakespeare macbeth hamlet picasso netball football rugby hockey",
        "tennis cricket yoga boccia judo orchestra ukulele pantomime",
        # products and schemes
        "widgit numicon clicker lexia nessy boxall thrive elklan seesaw google microsoft chromebook",
        "moodle padlet twinkl arbor bromcom tapestry lego duplo velcro perkins kindle mash numbots",
        "sumdog accelerated rockstar inc showbie satchel barnardo sainsbury",
        "minecraft scratch kahoot brailler dycem",
        # words that start sentences and that the checklists do not use
        "our my his her their its we they she you one nobody everybody somebody anyone someone",
        "everyone none half thank please yes sorry also most some all any each",
    )
    for word in words.split()
)


def may_name(text: str) -> bool:
    """Whether a text, or those of a whole file, hold anything that stands beside names."""
    return any(hint in text for hint in _NAME_HINTS)


def find_name(text: str, common: Common) -> Found | None:
    """A pupil's name, by what stands beside it; a word that may be something else is let through."""
    for pattern in _NAMED:
        for match in pattern.finditer(text):
            name, start = match["name"], match.start("name")
            if not name[0].isupper() or name.lower() in common:
                continue
            if not _NOT_BEFORE_NAMES.search(text, max(0, start - 20), start):
                fix = "Replace the name with “a pupil”, and leave out what fits only one."
                return Found(f"seems to name a pupil, {start_of(name)}", fix)
    return None


# --- telling phrases ---------------------------------------------------------------------------


def _all(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_SOME = (
    rf"(?:(?:{_TRAIT}(?:,| or| and|/) ?){{0,3}}{_TRAIT} {_WHO}"
    r"|wheelchair[ -]users?|(?:braille|BSL|hearing[ -]aid|communication[ -]aid) (?:users?|readers?)"
    rf"|{_WHO} (?:here |on roll |at present |currently |in (?:the|our|this) school )?"
    rf"(?:with (?:such )?{_FEW}{_EITHER}|who {_FEW}{_EITHER}|using {_FEW}{_AID}|in an? wheelchair))"
)
_NO_ONE = (
    rf"(?:no (?:current )?{_WHO}|nobody|no[ -]one|none(?: of (?:our|the) {_WHO})?)"
    r"(?: here| on roll| in (?:the|this|our) school)?"
)
_NO_WHO = rf"{_NO_ONE}(?: at present| currently| now)?"
_NOW = r"(?:at (?:present|the moment)|currently|presently|now|today|yet|this (?:school )?(?:year|term))"
_END = (
    rf"(?=['’]*\s*(?:$|[.;:,!?)–—]|- |\b(?:{_NOW}|on (?:the )?roll|enrolled|attend(?:s|ing)?|here|so|and so"
    r"|because|but|to (?:need|use|ask|plan|cater)|expected|are expected"
    r"|(?:in|at) (?:(?:the|this|our) )?(?:school|nursery|college|setting|unit|cohort))\b))"
)
_OPENS = (
    r"(?:^|(?:[.;:!?(,–—]|- )\s*"
    r"|\b(?:have|has|had|having|are|is|with|currently|as|because|since|and|but|so)\s+)"
)
_NEEDS = r"(?:uses?|needs?|wears?|requires?|reads?|rel(?:ies|y) on)"
_LATELY = r"(?:at (?:present|the moment)|currently|this (?:school )?(?:year|term)|on roll)"
_PLACES = (
    r"(?:floor|stair|pool|hall|room|building|block|gate|entrance|door|car park|site|corridor|hut"
    r"|lift|ramp|path|route|minibus)"
)
_HAS_NOT = r"\b(?:not|\w+n['’]t|never) (?:currently |ever )?(?:have|had|expect|expecting|got|any)"
_NEGATIONS = ("no ", "no-", "nobody", "none", "not ", "n't", "n’t", "never")
_NOBODY = _all(
    rf"{_OPENS}(?P<said>no (?:current )?{_SOME}){_END}",
    rf"\b(?P<said>{_NO_WHO} {_NEEDS}) (?!to\b){_FEW}{_AID}(?! (?:that|which|without|to)\b)",
    rf"\b(?P<said>{_NO_WHO} {_NEEDS}) (?!to\b)(?:(?!\b{_PLACES})[^.;:!?]){{1,60}}?\b{_LATELY}\b",
    rf"\b(?P<said>{_NO_ONE} (?:at present|currently|now) {_NEEDS})\b(?! to\b)(?![^.]{{0,200}}\b{_PLACES})",
    rf"\b(?P<said>(?:no[ -]one|nobody)(?: here| on roll)? (?:who|with) {_FEW}{_EITHER}){_END}",
    rf"\b(?P<said>{_NO_WHO} ha(?:s|ve)) {_FEW}(?:{_CONDITION}|hearing aids?|wheelchairs?){_END}",
    rf"\b(?P<said>{_NO_WHO} (?:is|are) (?:currently )?{_TRAIT})(?! by\b)",
    rf"(?P<said>{_HAS_NOT} (?:an? |any )?(?:current )?{_SOME}){_END}",
    r"\b(?P<said>(?:none|nobody|no[ -]one) (?:is |are )?expected)(?! to\b)",
)
_IS_READY = re.compile(
    r"(?<!not )(?<!n['’]t )(?<!no )\b(?:ready|ask(?:s|ed)? again|for everyone|(?:we )?planned for|in advance"
    r"|(?:next|new) (?:pupil|child|student|learner|family)|already (?:here|there|in place))\b",
    re.IGNORECASE,
)
"""Who says what is ready does not say that nobody is expected."""
_IN_PICTURES = re.compile(
    r"\b(?:books?|pictures?|photos?|photographs?|posters?|prospectus|displays?|stor(?:y|ies)|images?"
    r"|films?|brochure|website)\b[^.]*$",
    re.IGNORECASE,
)
_GROUP_YEAR = r"(?:year[ -]?\d{1,2}|y ?\d{1,2}|reception|nursery|sixth[ -]form|key stage \d|ks ?\d)"
_ONE = r"(?:boy|girl|pupil|child|student|learner)"
_HAS = rf"(?:with|who|has|have|uses?|wears?|is|are|in a|using) {_FEW}{_EITHER}\b"
_A = r"\b(?:an?|the|our|one|this)"
_HOW_MANY = r"(?:one|two|three|four|a single|[1-4])"
_PEOPLE = (
    *(
        "pupil",
        "student",
        "child",
        "learner",
        "boy",
        "girl",
        "famil",
        "parent",
        "carer",
        "user",
        "reader",
    ),
    *("nobody", "no one", "no-one", "none", "twin", "triplet", "sibling", "brother", "sister"),
)
_FEWNESS = (
    *("only ", "sole ", "single ", "one ", "two ", "three ", "four ", "1 ", "2 ", "3 ", "4 "),
    *("year", " y", "ks", "key stage", "reception", "nursery", "sixth", "boy", "girl"),
    *("twin", "triplet", "sibling", "brother", "sister"),
)
_TELLING = _all(
    rf"\b(?:our|the|my|their|school['’]s) (?:only|one|single|sole|two) (?:current )?{_SOME}\b",
    rf"\b(?:only|just) {_HOW_MANY} (?:of our )?(?:{_SOME}|{_WHO} {_HAS})\b",
    rf"\b(?:have|has|is|are) (?:currently |now |just )?{_HOW_MANY} {_SOME}\b(?!['’-])",
    rf"(?<!any )(?<!each )(?<!every )\b{_GROUP_YEAR} {_ONE},? {_HAS}",
    rf"{_A} {_TRAIT} (?:{_GROUP_YEAR} {_ONE}|{_ONE} in {_GROUP_YEAR}|boy|girl)\b",
    rf"{_A} (?:\w+ )?{_ONE} in {_GROUP_YEAR},? {_HAS}",
    rf"\b(?:the|our|one|this) (?:boy|girl),? {_HAS}",
    rf"\b(?:the|our|two|both) (?:siblings|brothers|sisters),? {_HAS}",
    rf"{_OPENS}(?:only|sole) {_SOME}\b",
    r"\b(?:the|our|both|his|her) (?:\w+ )?(?:twins|triplets)\b(?! (?:rooms?|towns?|beds?)\b)",
    r"\btwin (?:brothers?|sisters?|boys?|girls?|pupils?)\b",
)


def may_tell(text: str) -> bool:
    """Whether a text, or those of a whole file, speak of anyone."""
    return " " in text and _mentions(_PEOPLE, text.lower())


def _mentions(words: Iterable[str], text: str) -> bool:
    return any(word in text for word in words)


def find_telling(text: str, _: Common) -> Found | None:
    """That nobody is expected, or so few that they can be known."""
    lower = text.lower()
    if _mentions(_NEGATIONS, lower) and not _IS_READY.search(text):
        for pattern in _NOBODY:
            match = pattern.search(text)
            if match and not _IN_PICTURES.search(text, max(0, match.start() - 60), match.start()):
                fix = "Write what is ready, or still missing, for a pupil who may come next year."
                # Two words and no more: a name may follow.
                said = " ".join(match["said"].split()[:2])
                return Found(f"says “{said}…”; pupils who may yet come count as well", fix)
    for pattern in _TELLING if _mentions(_FEWNESS, lower) else ():
        match = pattern.search(text)
        if match:
            fix = "Write about the barrier and the place, for any pupil whom it may meet."
            start = start_of(match[0])
            return Found(f"may tell a reader who it is about ({start}): the group is small", fix)
    return None
