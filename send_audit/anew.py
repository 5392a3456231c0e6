"""An assessed audit assessed once more: with other answers, or on another day, all else as it was."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from send_audit.duty import report_duty
from send_audit.model.audit import Audit
from send_audit.model.results import Assessed, Outcome
from send_audit.outcomes import resolve_again
from send_audit.plan import find_gaps, make_action_plan
from send_audit.score import score_audit


def assess_anew(
    one: Assessed,
    *,
    audit: Audit | None = None,
    as_of: date | None = None,
    outcomes: Sequence[Outcome] | None = None,
) -> Assessed:
    """Assess the same items for another state of the audit, or on another day.

    `outcomes` are those of the audit before, where they differ from those of `one`.
    """
    audit = audit if audit is not None else one.audit
    day = as_of if as_of is not None else one.as_of
    resolved = resolve_again(outcomes if outcomes is not None else one.outcomes, audit, day)
    findings = find_gaps(resolved, audit.plan)
    return replace(
        one,
        audit=audit,
        as_of=day,
        outcomes=resolved,
        scorecard=score_audit(resolved),
        duty=report_duty(audit, resolved, one.sources, day),
        findings=findings,
        plan=make_action_plan(findings, audit.plan, day),
    )
