"""Says that a later document has taken a row out of its plan."""

from collections.abc import Sequence

from assistant.answering.findings import RepealedFound
from assistant.answering.labels import plan_label, short
from assistant.answering.say.cite import Citer
from assistant.answering.say.phrases import phrase
from assistant.answering.say.wording import place_in_plan
from assistant.domain.document import Document

TITLE_LENGTH, REASON_LENGTH = 160, 400


def say_repealed(found: RepealedFound, *, citer: Citer, documents: Sequence[Document]) -> str:
    """That a row is no longer in force, by which document, in that document's words."""
    held = {d.id: d for d in documents}
    task = found.task
    by = "; ".join(plan_label(d, among=documents) for d in found.documents)
    cited = citer.row(task)
    lines = [f"{phrase('repealed', by=by)} {cited}" if by else f"{phrase('repealed_bare')} {cited}"]
    lines += [
        f"{short(quote.sentence, most=REASON_LENGTH)} "
        f"{citer.passage(quote.passage, quote=quote.sentence)}"
        for quote in found.reasons
    ]
    plan = plan_label(held.get(task.document_id), among=documents)
    where = ", ".join(part for part in (plan, place_in_plan(task)) if part)
    lines.append(f"{where}: {short(task.title, most=TITLE_LENGTH)}.")
    return "\n\n".join(lines)
