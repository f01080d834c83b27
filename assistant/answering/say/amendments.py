"""Says that a later document has taken a row out of its plan."""

from assistant.answering.findings import RepealedFound
from assistant.answering.say.phrases import phrase
from assistant.answering.say.teller import Teller
from assistant.answering.say.wording import unnumbered
from assistant.domain.labels import short

TITLE_LENGTH, REASON_LENGTH = 160, 400


def say_repealed(found: RepealedFound, teller: Teller) -> str:
    """That a row is no longer in force, by which document, in that document's words."""
    task = found.task
    by = "; ".join(teller.label(d) for d in found.documents)
    cited = teller.cite.row(task)
    lines = [f"{phrase('repealed', by=by)} {cited}" if by else f"{phrase('repealed_bare')} {cited}"]
    lines += [
        f"{short(unnumbered(quote.sentence), most=REASON_LENGTH)} {teller.cite.quote(quote)}"
        for quote in found.reasons
    ]
    lines.append(f"{teller.where(task)}: {short(task.title, most=TITLE_LENGTH)}.")
    return "\n\n".join(lines)
