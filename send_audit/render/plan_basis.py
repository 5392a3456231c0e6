"""What the document rests on: the sources it cites, the checklists, the day and the tool."""

from collections.abc import Collection, Iterable, Mapping

import send_audit
from send_audit.model.checklist import SCHEDULE_10, Item, Source
from send_audit.model.nations import HOLDS_IN
from send_audit.model.plan_document import Action
from send_audit.model.results import Assessed
from send_audit.model.words import Nation, SourceKind
from send_audit.render.privacy import is_private, public_actions
from send_audit.render.views import Basis, SourceGroup
from send_audit.render.wording import date_text, day_text, joined, sentence

_GROUPS: tuple[tuple[str, tuple[SourceKind, ...]], ...] = (
    ("Law", ("statute", "regulations")),
    ("Statutory guidance", ("statutory-guidance",)),
    ("Other guidance", ("explanatory-notes", "non-statutory-guidance", "practice-guide")),
    ("Standards", ("approved-document", "british-standard", "international-standard")),
)
_PERIODS: Mapping[Nation, str] = {
    "england": "plan-periods-england-2005",
    "wales": "plan-periods-wales-2003",
}
"""Where the box on the law has the three years from."""

_CONDUCTED = {
    "school": "We checked ourselves",
    "external": "Someone from outside checked us",
    "joint": "We checked ourselves, together with someone from outside",
}


def basis(assessed: Assessed, items: Collection[Item] | None = None) -> Basis:
    """Sources of what is printed in the document, by legal force, and what the document was made from.

    `items` are those whose barriers are printed; without them, all that a plan prints.
    """
    items = list(_printed_items(assessed)) if items is None else items
    cited = {entry.source for item in items for entry in item.basis}
    unsure = any(entry.support == "unverified" for item in items for entry in item.basis)
    return Basis(
        groups=source_groups(cited, assessed.sources, assessed.audit.subject.nation),
        note=(
            "Some exact places in these sources (paragraph or clause numbers) are still to be confirmed."
            if unsure
            else None
        ),
        made_from=made_from(assessed),
    )


def source_groups(
    cited: Iterable[str], sources: Mapping[str, Source], nation: Nation
) -> tuple[SourceGroup, ...]:
    """The sources cited by id, and those of the box on the law, by legal force: such as hold here."""
    wanted = {*cited, SCHEDULE_10, _PERIODS.get(nation, SCHEDULE_10)}
    found = (
        source
        for key, source in sources.items()
        if key in wanted and source.nation in HOLDS_IN[nation]
    )
    return tuple(_groups(found))


def _printed_items(assessed: Assessed) -> Iterable[Item]:
    """The items behind the findings, actions and duties that are printed."""
    acted_on = {item for action in public_actions(assessed) for item in action.for_}
    unmet = {gap.item.id for gap in assessed.duty.unmet} | {f.item.id for f in assessed.findings}
    return _public_items(assessed, acted_on | unmet)


def shown_items(assessed: Assessed, actions: Iterable[Action]) -> tuple[Item, ...]:
    """The items that some actions are for, without those with a private answer."""
    return tuple(_public_items(assessed, {item for action in actions for item in action.for_}))


def _public_items(assessed: Assessed, ids: Collection[str]) -> Iterable[Item]:
    return (o.item for o in assessed.outcomes if o.item.id in ids and not is_private(o))


def _groups(sources: Iterable[Source]) -> Iterable[SourceGroup]:
    sources = list(sources)
    for heading, kinds in _GROUPS:
        cited = [_line(source) for source in sources if source.kind in kinds]
        if cited:
            yield SourceGroup(heading=heading, text=sentence("; ".join(cited)))


def _line(source: Source) -> str:
    edition = None if source.kind == "statute" else source.edition
    return f"{source.title}, {edition}" if edition and edition not in source.title else source.title


def made_from(assessed: Assessed) -> str:
    """When and by whom the audit was made, with which checklists, and with which version of the tool."""
    return " ".join(_made_from(assessed))


def _made_from(assessed: Assessed) -> Iterable[str]:
    details = assessed.audit.audit
    if details.conducted_by or details.date:
        yield _audit_made(assessed)
    named = {o.checklist.id: o.checklist for o in assessed.outcomes}
    digests = assessed.digests.content if assessed.digests is not None else {}
    titles = {
        id_: f"{checklist.title} {checklist.version}{_code(digests.get(id_))}"
        for id_, checklist in named.items()
        if id_ not in details.overlays
    }
    if titles:
        extra = [
            f"{named[key].title if key in named else key} {version}{_code(digests.get(key))}"
            for key, version in details.overlays.items()
        ]
        with_extra = f", with {joined(extra)}" if extra else ""
        yield f"Checklists: {joined(titles.values())}{with_extra}."
    if assessed.digests is not None:
        answers = assessed.digests.answers[:CODE_LENGTH]
        yield f"Answers: {answers}. Such codes begin a file's SHA-256."
    if details.surveys:
        yield f"We also used: {joined(survey.title for survey in details.surveys)}."
    yield (
        f"Everything here is as it stood on {date_text(assessed.as_of)}. "
        f"Made with send-audit {send_audit.__version__}."
    )


CODE_LENGTH = 8
"""Digits of a file's SHA-256 that are printed: enough that no two files of a council share them by chance."""


def _code(digest: str | None) -> str:
    return f" ({digest[:CODE_LENGTH]})" if digest else ""


def _audit_made(assessed: Assessed) -> str:
    details = assessed.audit.audit
    lead = _CONDUCTED[details.conducted_by] if details.conducted_by else "The check was made"
    when = f" in {day_text(details.date)}" if details.date and details.date.is_month else ""
    when = f" on {day_text(details.date)}" if details.date and not when else when
    roles = f" Taking part: {joined(details.roles)}." if details.roles else ""
    return f"{lead}{when}.{roles}"
