"""What if, as text: what raises access most for the money, for whom, and what the whole plan would bring."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from send_audit.model.audit import School
from send_audit.model.results import Assessed, DutyGap
from send_audit.model.words import STRANDS, CostBand
from send_audit.prospects.results import Cost, Gain, Gains, Prospect, Prospects, Step
from send_audit.render.look import Look
from send_audit.render.numbers import percentage
from send_audit.render.wording import (
    DUTY_STATUS_WORDS,
    NEED_NAMES,
    STRAND_TITLES,
    date_text,
    flagged,
    joined,
    percent,
    plural,
    points,
    rating_word,
    upper_first,
)

_NEEDS_NAMED = 3


def render_what_if(
    one: Assessed,
    ahead: Prospects,
    bands: Mapping[CostBand, str] = MappingProxyType({}),
    look: Look | None = None,
) -> str:
    """Render one audit's what-if. `bands` says what the council takes each cost band to mean."""
    return "\n".join(_Writer(one, ahead, bands, look or Look()).lines()).rstrip()


class _Writer:
    """Writes one what-if, in symbols or in words only."""

    def __init__(
        self, one: Assessed, ahead: Prospects, bands: Mapping[CostBand, str], look: Look
    ) -> None:
        self._one = one
        self._ahead = ahead
        self._bands = bands
        self._look = look

    def lines(self) -> Iterator[str]:
        ahead, one = self._ahead, self._one
        subject = one.audit.subject
        urn = f" (URN {subject.urn})" if isinstance(subject, School) and subject.urn else ""
        yield f"{subject.name}{urn}, as on {date_text(one.as_of)}"
        yield f"From {one.file}"
        yield ""
        yield f"What if: what each open action would raise{self._narrowed()}"
        yield "  If the answers stay as they are, and the items that an action is for were met."
        yield "  It is a sum, not a promise. An action that only begins the work, such as a study, does less."
        yield from self._now()
        if not ahead.actions and not ahead.remedies:
            yield "No open action and no finding would change anything here."
            yield from self._idle()
            return
        yield from self._duties()
        yield from self._best()
        if any(gain.before.asked for _, gain in self._sets(ahead.whole_plan.gains)):
            yield from self._steps()
        if ahead.need is None and ahead.strand is None:
            yield from self._for_whom()
        yield from self._all()
        yield from self._idle()

    def _narrowed(self) -> str:
        if self._ahead.need is not None:
            return f" for one need: {NEED_NAMES[self._ahead.need]}"
        if self._ahead.strand is not None:
            return f" in one strand: {STRAND_TITLES[self._ahead.strand]}"
        return ""

    def _now(self) -> Iterator[str]:
        sets = [(title, gain.before) for title, gain in self._sets(self._ahead.whole_plan.gains)]
        for title, now in sets:
            if now.asked:
                yield (
                    f"  Now, {title}: {flagged(points(now.score), now)}, confirmed {points(now.confirmed)}, "
                    f"answered {now.answered} of {now.asked} ({percent(now.completeness)})."
                )
        if not any(now.asked for _, now in sets):
            yield "  Nothing is asked here that is scored."
        duty = self._one.duty
        yield f"  Duties under Schedule 10: {DUTY_STATUS_WORDS[duty.status]}."
        if duty.unmet:
            verb = "has" if len(duty.unmet) == 1 else "have"
            gaps = plural(len(duty.unmet), "duty", "duties")
            yield f"  Under this and other Acts, {gaps} {verb} a gap."
        yield ""

    def _sets(self, gains: Gains) -> Iterator[tuple[str, Gain]]:
        """The sets in view, with the words for them."""
        if self._ahead.need is not None:
            yield NEED_NAMES[self._ahead.need], gains.needs[self._ahead.need]
        elif self._ahead.strand is not None:
            yield STRAND_TITLES[self._ahead.strand], gains.strands[self._ahead.strand]
        else:
            yield "all three strands", gains.overall
            yield "inclusion (apart)", gains.inclusion

    def _duties(self) -> Iterator[str]:
        closing = [p for p in (*self._ahead.actions, *self._ahead.remedies) if p.duties]
        if not closing:
            return
        yield "Duties come first, whatever they add to a score"
        for prospect in closing:
            number = plural(len(prospect.duties), "duty", "duties")
            yield self._look.line(prospect.id, f"closes {number}", prospect.text, indent=2)
            for act in dict.fromkeys(gap.act for gap in prospect.duties):
                yield f"    {act}: {joined(_hedged(g) for g in prospect.duties if g.act == act)}"
        yield ""

    def _best(self) -> Iterator[str]:
        if not self._ahead.best:
            return
        yield "Raise most for the money: leaving these aside, nothing as cheap or cheaper raises more"
        if any(p.cost.basis == "suggested" for p in (*self._ahead.actions, *self._ahead.remedies)):
            yield "  A cost that is “suggested” is the checklist's: there the plan states no band."
        for prospect in self._ahead.best:
            yield from self._prospect(prospect, indent=2, named=True)
        yield ""

    def _steps(self) -> Iterator[str]:
        yield "Step by step, the cheapest first: everything up to that line together"
        for step in self._ahead.steps:
            yield f"  {upper_first(self._step_title(step))}"
            yield from (f"    {line}" for line in self._numbers(step.gains))
        plan = self._ahead.whole_plan
        if plan.prospects and self._ahead.need is None and self._ahead.strand is None:
            closed = plan.duties_closed
            duties = f"; {plural(closed, 'duty', 'duties')} closed" if closed else ""
            yield f"  All {plural(len(plan.prospects), 'open action')} of the plan{duties}"
            yield from (f"    {line}" for line in self._numbers(plan.gains, with_range=True))
        yield ""

    def _step_title(self, step: Step) -> str:
        number = plural(len(step.prospects), "action")
        spent = ""
        if step.pounds:
            spent = f", {_pounds(step.pounds)} stated"
            spent += f" ({step.unpriced} without a figure)" if step.unpriced else ""
        match step.kind:
            case "remedies":
                found = plural(len(step.prospects), "finding")
                return f"and the checklists' remedies for {found} without an open action"
            case "unknown":
                return f"{number} of unknown cost{spent}"
            case _:
                assert step.band is not None  # a step of a band has one
                return f"{self._band_title(step.band)}: {number}{spent}"

    def _band_title(self, band: CostBand) -> str:
        meaning = self._bands.get(band)
        name = "no cost" if band == "none" else f"band {band}"
        return f"{name} ({meaning[:1].lower()}{meaning[1:]})" if meaning else name

    def _numbers(self, gains: Gains, *, with_range: bool = False) -> Iterator[str]:
        """Each set that changes: score, confirmed and completeness together."""
        changing = [(title, gain) for title, gain in self._sets(gains) if gain.changes]
        for title, gain in changing:
            was, is_ = gain.before, gain.after
            score = self._move(was.score, is_.score)
            confirmed = self._move(was.confirmed, is_.confirmed)
            answered = self._move(was.completeness, is_.completeness, "%")
            spread = f", range {points(is_.low)} to {points(is_.high)}" if with_range else ""
            yield f"{title} {score}, confirmed {confirmed}, answered {answered}{spread}"
        if not changing:
            yield "no score changes"

    def _move(self, was: Fraction | None, is_: Fraction | None, sign: str = "") -> str:
        before, after = (f"{points(s)}{sign if s is not None else ''}" for s in (was, is_))
        return before if before == after else self._look.from_to(before, after)

    def _for_whom(self) -> Iterator[str]:
        ahead = self._ahead
        if any(ahead.for_need.values()) or ahead.for_inclusion or any(ahead.for_strand.values()):
            yield "For whom: what raises each most, with the rise in its confirmed score"
        for strand in STRANDS:
            found = [(p, p.gains.strands[strand]) for p in ahead.for_strand[strand]]
            yield from _row(STRAND_TITLES[strand], found)
        yield from _row("Inclusion", [(p, p.gains.inclusion) for p in ahead.for_inclusion])
        for need, prospects in ahead.for_need.items():
            yield from _row(NEED_NAMES[need], [(p, p.gains.needs[need]) for p in prospects])
        yield ""

    def _all(self) -> Iterator[str]:
        yield "All of them, by cost; within a cost, the most first"
        ranked = [*self._ahead.actions]
        for band in dict.fromkeys(prospect.cost.band for prospect in ranked):
            title = "cost not known" if band is None else self._band_title(band)
            yield f"  {upper_first(title)}"
            for prospect in ranked:
                if prospect.cost.band == band:
                    yield from self._prospect(prospect, indent=4)
        if self._ahead.remedies:
            yield "  No open action: what the checklists suggest"
        for prospect in self._ahead.remedies:
            yield from self._prospect(prospect, indent=4, named=True)
        yield ""

    def _prospect(self, prospect: Prospect, *, indent: int, named: bool = False) -> Iterator[str]:
        cost = self._cost(prospect.cost, named=named)
        yield self._look.line(prospect.id, cost, prospect.text, indent=indent)
        yield from (f"{' ' * indent}  {line}" for line in self._said(prospect))

    def _said(self, prospect: Prospect) -> Iterator[str]:
        if any(gain.changes for _, gain in self._sets(prospect.gains)):
            yield from self._numbers(prospect.gains)
        if self._ahead.need is None:
            needs = _most_needs(prospect.gains)
            if needs:
                yield f"most for {joined(needs)}"
        if prospect.duties:
            yield f"closes a duty: {joined(gap.item.id for gap in prospect.duties)}"
        closed = {gap.item.id for gap in prospect.duties}
        counted = [o.item.id for o in prospect.counted if o.item.id not in closed]
        if counted:
            yield f"counted, never scored: {joined(counted)}"
        for outcome in prospect.left:
            still = rating_word(outcome.known).lower()
            yield f"{outcome.item.id} would still be {still}: it is about some of its places only"
        done = prospect.finding.actions if prospect.finding is not None else ()
        if done:
            ids = joined(action.id for action in done)
            yield f"{ids} for it {'is' if len(done) == 1 else 'are'} done: look again first"
        if prospect.confirms:
            ids = joined(outcome.item.id for outcome in prospect.confirms)
            have = "has no answer" if len(prospect.confirms) == 1 else "have no answers"
            stand = "stands" if len(prospect.confirms) == 1 else "stand"
            yield f"part of this is the checking, not the work: {ids} {have} that {stand} now"

    def _cost(self, cost: Cost, *, named: bool) -> str:
        pounds = _pounds(cost.pounds) if cost.pounds is not None else ""
        if cost.band is None:
            return pounds or "cost not known"
        name = "no cost" if cost.band == "none" else f"band {cost.band}"
        if cost.basis == "suggested":
            return f"{pounds}, {name} (suggested)" if pounds else f"{name} (suggested)"
        if named:
            return f"{name}, {pounds}" if pounds else name
        return pounds or name

    def _idle(self) -> Iterator[str]:
        idle = self._ahead.idle
        if idle and self._ahead.need is None and self._ahead.strand is None:
            ids = joined(action.id for action in idle)
            verb = "changes" if len(idle) == 1 else "change"
            why = "it names no item, or only items that are met, do not apply or are not asked"
            yield f"{ids} {verb} no answer: {why}."


def _row(title: str, gains: Sequence[tuple[Prospect, Gain]]) -> Iterator[str]:
    """What a set is at now, and by how much each of these would raise it."""
    if gains:
        now = gains[0][1].before
        said = (f"{p.id} {_rise(gain.confirmed)} ({_short(p.cost)})" for p, gain in gains)
        yield (
            f"  {upper_first(title)}: now {flagged(points(now.score), now)}, "
            f"confirmed {points(now.confirmed)}, answered {percent(now.completeness)}"
        )
        yield f"    {', '.join(said)}"


def _hedged(gap: DutyGap) -> str:
    return gap.item.id if gap.supported else f"{gap.item.id} (believed required, to be confirmed)"


def _short(cost: Cost) -> str:
    if cost.band is None:
        return "cost not known"
    return "no cost" if cost.band == "none" else f"band {cost.band}"


def _most_needs(gains: Gains) -> list[str]:
    rising = [(gain.confirmed or Fraction(0), need) for need, gain in gains.needs.items()]
    most = sorted((r for r in rising if r[0] > 0), key=lambda r: -r[0])[:_NEEDS_NAMED]
    return [f"{NEED_NAMES[need]} {_rise(gain)}" for gain, need in most]


def _rise(gain: Fraction | None) -> str:
    """“+2.1” points of 100, cut after one decimal as everywhere; what is less is said to be."""
    shown = percentage(gain)
    return f"+{shown:.1f}" if shown else "+less than 0.1"


def _pounds(amount: Decimal) -> str:
    """“£1,150”, with pence only where there are any."""
    return f"£{amount:,.0f}" if amount == amount.to_integral_value() else f"£{amount:,.2f}"
