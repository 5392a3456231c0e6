"""An assessed audit assessed once more: with other answers, or on another day, all else as it was."""

from dataclasses import replace
from datetime import date

from send_audit.duty import report_duty
from send_audit.model.audit import Audit
from send_audit.model.results import Assessed, Shared
from send_audit.outcomes import resolve_again
from send_audit.plan import find_gaps, make_action_plan
from send_audit.score import score_audit


def assess_anew(
    one: Assessed,
    *,
    audit: Audit | None = None,
    as_of: date | None = None,
) -> Assessed:
    """Assess the same items for another state of the audit, or on another day.

    Answers of the group count where the audit has none of its own. On an earlier day those that were given
    later do not: nobody had them then.
    """
    audit = audit if audit is not None else one.audit
    day = as_of if as_of is not None else one.as_of
    shared = _known_by(one.shared, day) if day < one.as_of else one.shared
    resolved = resolve_again(one.outcomes, audit, day, shared)
    findings = find_gaps(resolved, audit.plan, shared)
    return replace(
        one,
        audit=audit,
        as_of=day,
        outcomes=resolved,
        scorecard=score_audit(resolved),
        duty=report_duty(audit, resolved, one.sources, day),
        findings=findings,
        plan=make_action_plan(findings, audit.plan, day, shared),
        shared=shared,
    )


def _known_by(shared: Shared | None, day: date) -> Shared | None:
    """What of the group's answers had been given by that day."""
    if shared is None:
        return None
    given = {
        id_: response
        for id_, response in shared.responses.items()
        if response.checked_on is None or response.checked_on.last <= day
    }
    return replace(shared, responses=given)
