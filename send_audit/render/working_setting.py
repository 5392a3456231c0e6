"""What the file says of the setting itself: what it is, what it has, and its places."""

from collections.abc import Iterable

from send_audit.model.audit import Audit, Group, LocalAuthority, School
from send_audit.model.school_types import SCHOOL_TYPES
from send_audit.render.views import Fact
from send_audit.render.wording import NATION_NAMES, joined, upper_first
from send_audit.render.working_views import Setting


def setting(audit: Audit) -> Setting:
    """The facts of a school, a group or an authority. Unstated features are left out: those are asked."""
    subject = audit.subject
    places = subject.places if isinstance(subject, School) else {}
    names = {key: place.name for key, place in places.items()}
    return Setting(
        facts=tuple(
            Fact(label=label, text=text) for label, text in _facts(audit) if text is not None
        ),
        places=tuple(
            Fact(
                label=place.name,
                text=_spaced(place.kind)
                + (f", in {names.get(place.within, place.within)}" if place.within else ""),
            )
            for place in places.values()
        ),
    )


def _facts(audit: Audit) -> Iterable[tuple[str, str | None]]:
    subject = audit.subject
    yield "Name", subject.name
    if isinstance(subject, School):
        yield from _school(subject)
    elif isinstance(subject, Group):
        yield "Kind", upper_first(_spaced(subject.kind))
        yield "Schools", joined(subject.members) or None
    elif isinstance(subject, LocalAuthority):
        yield "Code", subject.code
    yield "Nation", NATION_NAMES[subject.nation]
    if not isinstance(subject, LocalAuthority):
        bodies = [f"{body.name} ({_spaced(body.kind)})" for body in subject.responsible_body]
        yield "Responsible body", joined(bodies) or None
    if audit.shares is not None:
        yield "Shared answers", f"{audit.shares.title}, {audit.shares.file}"


def _school(school: School) -> Iterable[tuple[str, str | None]]:
    yield "School number (URN)", school.urn
    for name, number in school.ids.items():
        yield upper_first(name), number
    yield "Phase", upper_first(_spaced(school.phase))
    yield "Type", SCHOOL_TYPES[school.type].label
    authority = school.local_authority
    if authority is not None:
        code = f" ({authority.code})" if authority.code is not None else ""
        yield "Local authority", f"{authority.name}{code}"
    yield "Pupils", str(school.pupils) if school.pupils is not None else None
    stated = {name: value for name, value in school.features if value is not None}
    storeys = stated.pop("storeys", None)
    yield "Storeys", str(storeys) if storeys is not None else None
    yield "It has", joined(_spaced(name) for name, value in stated.items() if value) or None
    yield "It has no", joined((_spaced(n) for n, v in stated.items() if not v), "or") or None


def _spaced(word: str) -> str:
    return word.replace("-", " ").replace("_", " ")
