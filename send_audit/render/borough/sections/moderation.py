"""Moderation: how often officers agreed with the schools, and whose ratings this report uses."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from send_audit.borough.area import Area
from send_audit.borough.suppression import few
from send_audit.borough.tallies.moderation import Moderations, ReadReturn
from send_audit.model.words import ModerationVerdict
from send_audit.render.borough.audience import Audience
from send_audit.render.borough.blocks import Block, Part, Points, Section, Words, tables
from send_audit.render.borough.breakdown import breakdown
from send_audit.render.borough.lists import named
from send_audit.render.borough.telling import part_text
from send_audit.render.wording import day_text, plural, points, sentence

MOST_ITEMS = 10
_VERDICTS: tuple[ModerationVerdict, ...] = ("agreed", "changed", "query")
_HEADS = ("Agreed", "Changed", "Query")


def moderation_section(found: Moderations, area: Area, audience: Audience) -> Section | None:
    """What officers found; `None` where nobody read a return and no moderation was meant to be."""
    if not found.read and not found.stale and area.borough.moderation is None:
        return None
    parts = [Part(heading=None, blocks=tuple(_summary(found, area, audience)))]
    if _may_be_told(found, audience) and found.verdicts:
        parts.append(Part(heading="What they found", blocks=tuple(_verdicts(found, audience))))
    if audience == "officers":
        parts += _details(found, area)
    return Section(anchor="moderation", title="Moderation", parts=tuple(parts))


def _may_be_told(found: Moderations, audience: Audience) -> bool:
    """Whether figures may be printed: what was found in under five schools is about these schools."""
    return audience == "officers" or not few(len(found.read))


def _summary(found: Moderations, area: Area, audience: Audience) -> Iterator[Block]:
    read = part_text(
        len(found.read),
        found.schools,
        audience,
        of="returns that count",
        listed=len(area.round.standings),
    )
    yield Words(
        text=f"Officers have read {read or 'some of the returns that count'}, beside the evidence named in "
        "them."
        if found.read or audience == "public"
        else "Officers have read none of the returns that count yet."
    )
    yield Words(text=whose_ratings(area))
    plan = area.borough.moderation
    if plan is not None:
        yield from (Words(text=sentence(text)) for text in (plan.method, plan.sample) if text)
        if plan.finish_by is not None:
            yield Words(text=f"To be finished by {day_text(plan.finish_by)}.")


def whose_ratings(area: Area) -> str:
    """Whose ratings this report counts where the two differ."""
    if area.basis == "moderated":
        return (
            "Where an officer changed a rating, this report counts the officer's. The return itself stays "
            "as it is."
        )
    return "This report counts the schools' own ratings, also where an officer changed one."


def _verdicts(found: Moderations, audience: Audience) -> Iterator[Block]:
    yield from breakdown(
        "Verdicts on single answers",
        "Answers",
        {
            name: found.verdicts.get(verdict, 0)
            for name, verdict in zip(_HEADS, _VERDICTS, strict=True)
        },
        audience,
        of="Verdict",
    )
    changed = (("Lower", found.lower), ("Higher", found.higher), ("Of another kind", found.other))
    if sum(count for _, count in changed) and audience == "officers":
        yield from breakdown(
            "Changed ratings: the officer's beside the school's",
            "Answers",
            dict(changed),
            audience,
            of="The officer's is",
        )
    if found.apart is not None and (audience == "officers" or not few(found.compared)):
        of = plural(found.compared, "school") if audience == "officers" else "the schools"
        yield Words(text=_apart(found.apart, of))


def _apart(apart: Fraction, schools: str) -> str:
    over = f"By the officers' ratings, the overall score of {schools} is on average"
    if not apart:
        return f"{over} the same."
    way = "lower" if apart < 0 else "higher"
    own = "its" if schools == plural(1, "school") else "their"
    return f"{over} {points(abs(apart))} points of 100 {way} than by {own} own."


# ---- For officers ----------------------------------------------------------------------------------


def _details(found: Moderations, area: Area) -> Iterator[Part]:
    if found.by_checklist:
        rows = [
            (title, *(str(verdicts.get(verdict, 0)) for verdict in _VERDICTS))
            for title, verdicts in found.by_checklist.items()
        ]
        yield Part(
            heading="By checklist",
            blocks=tuple(tables("Verdicts by checklist", ("Checklist", *_HEADS), rows)),
        )
    if found.most_changed:
        yield Part(heading="Changed most often", blocks=(Points(points=_items(found, area)),))
    if found.read:
        yield Part(heading="Returns read", blocks=tuple(_read(found.read)))
    rest = list(_rest(found))
    if rest:
        yield Part(heading="What does not count", blocks=(Points(points=tuple(rest)),))


def _items(found: Moderations, area: Area) -> tuple[str, ...]:
    points = []
    for id_, count in found.most_changed[:MOST_ITEMS]:
        asked = area.items.get(id_)
        words = f" {sentence(asked.item.criterion)}" if asked is not None else ""
        points.append(f"{id_}, {plural(count, 'time')}.{words}")
    if len(found.most_changed) > MOST_ITEMS:
        points.append(f"And {plural(len(found.most_changed) - MOST_ITEMS, 'item')} more.")
    return tuple(points)


def _read(read: Sequence[ReadReturn]) -> Iterator[Block]:
    yield Words(
        text="In the order of the list. A difference is about an answer, never a mark for a school."
    )
    yield from tables(
        "Returns that officers read",
        ("School", "Read by", *_HEADS),
        [(one.school, one.by, str(one.agreed), str(one.changed), str(one.query)) for one in read],
        numeric=False,
    )


def _rest(found: Moderations) -> Iterator[str]:
    if found.stale:
        names = named(found.stale, "returns.csv")
        yield f"Moderation of an earlier audit, not of the return that counts: {names}"
    if found.not_applied:
        yield (
            f"{plural(found.not_applied, 'changed rating')} could not be laid over the return: "
            "the item or place is "
            "not asked there, or no rating is given."
        )
