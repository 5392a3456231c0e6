"""What was taken from the register of schools, and what it could not tell."""

from collections.abc import Iterable, Iterator

from send_audit.load.register import Entry, Matches
from send_audit.model.new_school import NewSchool
from send_audit.model.school_types import SCHOOL_TYPES
from send_audit.render.feature_words import feature_text
from send_audit.render.wording import date_text, joined, plural


def render_taken(entry: Entry, left_open: Iterable[str]) -> Iterator[str]:
    """Say what the register says of the school. `left_open` are features that would spare questions."""
    school = entry.school
    yield f"From the register: {joined(_taken(school))}."
    if school.type == "unknown":
        said = f"“{entry.kind}”" if entry.kind else "nothing"
        yield (
            f"Its type there is {said}, which is not on our list, so the file says `type: unknown` "
            "and every question is asked. Put a type there if you know one."
        )
    missing = [*_missing(school)]
    if missing:
        yield f"The register does not say {joined(missing, 'or')}."
    features = list(left_open)
    if features:
        storeys = "how many storeys there are, or " if "storeys" in features else ""
        things = joined((feature_text(name) for name in features if name != "storeys"), "or")
        start = "Nor does it say" if missing else "It does not say"
        yield f"{start} {storeys}whether the school has {things}: what is not stated is asked."


def _taken(school: NewSchool) -> Iterator[str]:
    yield school.name
    yield f"URN {school.urn}"
    yield from (f"LAESTAB {value}" for value in school.ids.values())
    if school.type != "unknown":
        yield f"type {SCHOOL_TYPES[school.type].label}"
    if school.phase != "unknown":
        yield f"phase {school.phase}"
    if school.la_name:
        yield f"local authority {school.la_name}" + (
            f" ({school.la_code})" if school.la_code else ""
        )
    if school.trust:
        yield f"trust {school.trust}"
    if school.pupils is not None:
        yield plural(school.pupils, "pupil")
    for name in ("nursery_class", "sixth_form", "boarding", "resourced_provision"):
        if (has := getattr(school.features, name)) is not None:
            yield feature_text(name) if has else f"no {feature_text(name).removeprefix('a ')}"


def _missing(school: NewSchool) -> Iterator[str]:
    if school.phase == "unknown" and SCHOOL_TYPES[school.type].phase is None:
        yield "its phase"
    if not school.la_name:
        yield "its local authority"
    if SCHOOL_TYPES[school.type].responsible_body == "academy-trust" and not school.trust:
        yield "its trust"


def render_state(entry: Entry, successor: Entry | None) -> Iterator[str]:
    """A word of care where the school is not simply open."""
    if entry.status == "closed":
        when = f" on {date_text(entry.closed_on)}" if entry.closed_on is not None else ""
        yield f"Careful: the register says that this school closed{when}. The audit is made all the same."
        if successor is not None:
            yield (
                f"Under the same name or number there is an open one: {entry_label(successor)}. "
                "If it is the same school, make its audit instead."
            )
        else:
            yield "A school that became an academy goes on under a new URN; look for that one."
    elif entry.status == "closing":
        yield "The register says that this school is proposed to close."
    elif entry.status == "opening":
        yield "The register says that this school is not open yet."


def render_matches(matches: Matches) -> Iterator[str]:
    """Schools that a search found, each on a line, with what tells them apart."""
    for entry in matches.shown:
        yield entry_label(entry)
    if matches.total > len(matches.shown):
        yield f"and {matches.total - len(matches.shown)} more"


def entry_label(entry: Entry) -> str:
    """A school in a list of several."""
    school = entry.school
    details = [f"URN {school.urn}", school.la_name, entry.kind]
    if entry.status == "closed":
        details.append("closed")
    return f"{school.name} ({', '.join(detail for detail in details if detail)})"
