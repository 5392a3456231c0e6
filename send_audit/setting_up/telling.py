"""What `borough init` says when it is done: how many, what changed, and what nobody could know."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from send_audit.load.register import Entry
from send_audit.model.school_types import SCHOOL_TYPES
from send_audit.render.wording import date_text, joined, plural
from send_audit.setting_up.changes import Change, Kind
from send_audit.setting_up.setup import WANTED, Setup
from send_audit.setting_up.successors import Pair

_MOST_NAMED = 20

_KINDS: tuple[tuple[Kind, str, str], ...] = (
    ("new", "New in the list", ""),
    ("closed", "Closed since", ""),
    ("reopened", "Open again", ""),
    ("renamed", "Renamed", ""),
    ("type", "Of another type now", "Who is responsible, and what law holds, may have changed."),
    ("phase", "Of another phase now", "A return made before may lack questions of the new phase."),
    ("gone", "Gone from the list, and going on under a new number", ""),
    (
        "kept",
        "Not in this list, and kept in schools.csv as they were",
        "Where one has closed, delete its row or write Closed in the column EstablishmentStatus (name).",
    ),
)


def render_setup(setup: Setup) -> Iterator[str]:
    """Everything that is to be said of the list and the returns, with an empty line between blocks."""
    yield from _counts(setup)
    for block in (_changes, _successors, _not_known, _odd, _returns):
        lines = [*block(setup)]
        while lines and not lines[-1]:
            lines.pop()
        yield from ("", *lines) if lines else ()


def named(names: Iterable[str], *, indent: str = "  ") -> Iterator[str]:
    """The names, one to a line; of more than twenty the first ones and a count."""
    names = list(names)
    shown = names if len(names) <= _MOST_NAMED + 1 else names[:_MOST_NAMED]
    yield from (f"{indent}{name}" for name in shown)
    if len(shown) < len(names):
        yield f"{indent}and {len(names) - len(shown)} more"


def label(entry: Entry) -> str:
    """“Saltmarsh Primary School (URN 900001)”."""
    return f"{entry.school.name} (URN {entry.school.urn})"


# ---- How many ------------------------------------------------------------------------------------


def _counts(setup: Setup) -> Iterator[str]:
    listing = setup.listing
    times = Counter(entry.status for entry in setup.entries.values())
    states = [
        f"{times['open']} open",
        *([f"{times['closing']} open but proposed to close"] if times["closing"] else []),
        *([f"{times['opening']} proposed to open"] if times["opening"] else []),
        f"{times['closed']} closed",
        *([f"{times['unknown']} of which the list does not say it"] if times["unknown"] else []),
    ]
    read = f"{listing.rows:,} {'row' if listing.rows == 1 else 'rows'}"
    yield f"{listing.name} ({listing.code}), from a list of {read}."
    yield f"{plural(len(setup.entries), 'setting')} in schools.csv: {joined(states)}."
    if listing.centres:
        centres = plural(listing.centres, "children's centre")
        yield f"Left out: {centres}, which the register lists beside the schools."
    wanted = sum(entry.status in WANTED for entry in setup.entries.values())
    made = len(setup.to_make)
    there = wanted - made
    rest = f"; {there} {'has' if there == 1 else 'have'} one already" if there else ""
    yield f"A return is expected from {wanted}. Blank returns made: {made}{rest}."


# ---- What changed --------------------------------------------------------------------------------


def _changes(setup: Setup) -> Iterator[str]:
    if setup.is_first:
        return
    if not setup.changes:
        yield "The list has changed in nothing that matters here."
    for kind, title, advice in _KINDS:
        of_kind = [change for change in setup.changes if change.kind == kind]
        if of_kind:
            yield f"{title}: {len(of_kind)}."
            yield from named(_change(change) for change in of_kind)
            if advice:
                yield f"  {advice}"


def _change(change: Change) -> str:
    entry, before = change.entry, change.before
    if before is not None and change.kind == "renamed":
        return f"{label(entry)}, until now {before.school.name}"
    if before is not None and change.kind in ("type", "phase"):
        was, now = (_fact(one, change.kind) for one in (before, entry))
        return f"{label(entry)}: {was} before, {now} now"
    if change.kind == "closed" and entry.closed_on is not None:
        return f"{label(entry)}, on {date_text(entry.closed_on)}"
    if change.kind == "new" and entry.status == "opening":
        return f"{label(entry)}, proposed to open: no return is expected yet"
    return label(entry)


def _fact(entry: Entry, kind: Kind) -> str:
    return SCHOOL_TYPES[entry.school.type].label if kind == "type" else entry.school.phase


def _successors(setup: Setup) -> Iterator[str]:
    if setup.pairs:
        yield (
            f"Closed schools that seem to go on under a new number: {len(setup.pairs)}, written under "
            "successors: in borough.yaml. Check each there, and delete what is not so:"
        )
        yield from named(map(_pair, setup.pairs))
    if setup.declined:
        yield (
            f"{plural(setup.declined, 'more pair')} like that, which the list showed before and "
            "borough.yaml does not name, left out as you left them."
        )


def _pair(pair: Pair) -> str:
    old, new = pair.old.school, pair.new.school
    when = f" since {date_text(pair.on)}" if pair.on is not None else ""
    if pair.by == "name":
        return f"{new.name}: URN {old.urn}, now {new.urn}{when} (same name)"
    return f"{label(pair.old)}, now {label(pair.new)}{when} (same number, {old.ids['laestab']})"


# ---- What could not be known ---------------------------------------------------------------------


def _not_known(setup: Setup) -> Iterator[str]:
    """Of the settings whose returns were made now: what was filled in by hand since, stands in the others."""
    wanted = [one.entry for one in setup.to_make]
    no_type = [e for e in wanted if e.school.type == "unknown" and not (e.kind or e.kind_code)]
    strange = [e for e in wanted if e.school.type == "unknown" and (e.kind or e.kind_code)]
    yield from _group(
        no_type,
        "The list does not say of what type these are: {count}. Their returns say `type: unknown`, so "
        "nobody is named as responsible and every question is asked. Put a type there if you know one.",
        label,
    )
    yield from _group(
        strange,
        "Of a type that send-audit does not know: {count}. Their returns say `type: unknown` too.",
        lambda entry: f"{label(entry)}: {_kind(entry)}",
    )
    no_phase = [e for e in wanted if _lacks_phase(e)]
    yield from _group(no_phase, "The list does not say of what phase these are: {count}.", label)
    no_trust = [e for e in wanted if _is_academy(e) and e.school.trust is None]
    told = "Academies for which the list names no trust: {count}. "
    told += "Their returns name nobody as responsible; put the trust there."
    if "trusts (name)" in setup.listing.columns:
        yield from _group(no_trust, told, label)
    elif no_trust:
        yield f"{told.format(count=len(no_trust))} The list has no column Trusts (name)."


def _kind(entry: Entry) -> str:
    code = f"code {entry.kind_code}" if entry.kind_code else ""
    word = f"“{entry.kind}”" if entry.kind else ""
    return ", ".join(part for part in (code, word) if part)


def _lacks_phase(entry: Entry) -> bool:
    return entry.school.phase == "unknown" and SCHOOL_TYPES[entry.school.type].phase is None


def _is_academy(entry: Entry) -> bool:
    return SCHOOL_TYPES[entry.school.type].responsible_body == "academy-trust"


def _group(entries: Sequence[Entry], title: str, told: Callable[[Entry], str]) -> Iterator[str]:
    if entries:
        yield title.format(count=len(entries))
        yield from named(map(told, entries))
        yield ""


def _odd(setup: Setup) -> Iterator[str]:
    listing = setup.listing
    if listing.uncoded:
        yield (
            f"{plural(listing.uncoded, 'row')} without an LA code, taken by the name {listing.name}."
        )
    if listing.odd:
        yield f"Left out, since a URN has five to seven figures: {len(listing.odd)}."
        yield from named(f"URN {urn}" for urn in listing.odd)


# ---- The returns that are there ------------------------------------------------------------------


def _returns(setup: Setup) -> Iterator[str]:
    if setup.differs:
        yield (
            f"Returns that say other than the list does now: {len({d.file for d in setup.differs})}. "
            "They were left as they are."
        )
        yield from named(
            f"{d.file}: {d.key} is “{d.said}”, in the list “{d.register}”" for d in setup.differs
        )
    if setup.strays:
        yield (
            f"Returns of schools from which none is expected: {len(setup.strays)}. They closed, or are "
            "not in the list; were they kept under a new number, name it under successors: in borough.yaml."
        )
        yield from named(_stray(setup, one.urn, one.name, str(one.file)) for one in setup.strays)
    if setup.unread:
        yield f"Returns that cannot be read, so that nobody knows whose they are: {len(setup.unread)}."
        yield from named(f"send-audit validate {file}" for file in setup.unread)


def _stray(setup: Setup, urn: str | None, name: str, file: str) -> str:
    entry = setup.entries.get(urn or "")
    number = f" (URN {urn})" if urn else ""
    state = "closed" if entry is not None and entry.status == "closed" else "not in the list"
    if entry is not None and entry.status == "opening":
        state = "not open yet"
    return f"{name or 'A school'}{number}, {state}: {file}"
