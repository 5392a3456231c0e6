"""What should not stand in a file that others read, or cannot be shown, said while it is still in mind."""

from collections.abc import Iterator

from send_audit.filling.questions import Question
from send_audit.filling.sitting import Sitting
from send_audit.load.collect import Collector
from send_audit.validate.context import make_context
from send_audit.validate.photographs import check_photographs
from send_audit.validate.privacy import check_privacy


def remarks_on(sitting: Sitting, question: Question) -> Iterator[str]:
    """Each remark on personal data and photographs in this question's answer or in an action for it."""
    document, audit = sitting.store.draft.document, sitting.audit
    plan, id_ = audit.plan, question.item.id
    found = Collector(document.file)
    # Only this item's photographs are opened: a school may have many, and the next question waits.
    answers = {key: response for key, response in audit.responses.items() if key == id_}
    alone = audit.model_copy(update={"responses": answers})
    context = make_context(document, alone, sitting.library, sitting.day, found)
    check_privacy(context)
    check_photographs(context)
    own = [f"responses.{id_}"]
    own += [
        f"plan.actions[{number}]"
        for number, action in enumerate(plan.actions if plan is not None else ())
        if id_ in action.for_
    ]
    for problem in found.problems:
        if problem.path.startswith(tuple(own)):
            yield f"Look again: {problem.message} {problem.fix}"
