"""What should not stand in a file that others read, said while the words are still in mind."""

from collections.abc import Iterator

from send_audit.filling.questions import Question
from send_audit.filling.sitting import Sitting
from send_audit.load.collect import Collector
from send_audit.validate.context import make_context
from send_audit.validate.privacy import check_privacy


def personal_data(sitting: Sitting, question: Question) -> Iterator[str]:
    """Each remark on personal data in this question's answer or in an action for it, with what to do."""
    document, plan = sitting.store.draft.document, sitting.audit.plan
    found = Collector(document.file)
    check_privacy(make_context(document, sitting.audit, sitting.library, sitting.day, found))
    own = [f"responses.{question.item.id}"]
    own += [
        f"plan.actions[{number}]"
        for number, action in enumerate(plan.actions if plan is not None else ())
        if question.item.id in action.for_
    ]
    for problem in found.problems:
        if problem.path.startswith(tuple(own)):
            yield f"Look again: {problem.message} {problem.fix}"
