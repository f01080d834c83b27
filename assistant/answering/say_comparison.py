"""Says what two things compared hold, and which is earlier or more where that can be told."""

from collections.abc import Sequence
from datetime import date

from assistant.answering.cite import Citer
from assistant.answering.findings import (
    ComparisonFound,
    DocumentFound,
    FieldsFound,
    ProseFound,
    Refused,
    SetFound,
    Side,
    TargetFound,
)
from assistant.answering.say_fields import labelled
from assistant.answering.say_prose import say_document, say_targets, sentence
from assistant.answering.understand.meanings import Attribute
from assistant.answering.wording import mark, short
from assistant.domain.document import Document
from assistant.domain.task import Field

MOST_ROWS, TITLE_LENGTH = 3, 140


def say_comparison(
    found: ComparisonFound, *, citer: Citer, documents: Sequence[Document], as_of: date
) -> str:
    """A line on what the comparison comes to, then side by side."""
    lines = [say_side(side, citer=citer, documents=documents, as_of=as_of) for side in found.sides]
    outcome = verdict(found)
    return "\n".join([*([outcome, ""] if outcome else []), *lines])


def say_side(side: Side, *, citer: Citer, documents: Sequence[Document], as_of: date) -> str:
    """What one side holds."""
    match side.found:
        case Refused():
            return f"- **{side.name}**: không có thông tin này trong văn bản hiện có."
        case SetFound(tasks=tasks):
            marks = "; ".join(
                f"{mark(t)}. {short(t.title, most=TITLE_LENGTH)} "
                + citer.row(t, fields=(Field.DUE,))
                for t in tasks[:MOST_ROWS]
            )
            return f"- **{side.name}**: {len(tasks)} nhiệm vụ. {marks}"
        case FieldsFound(rows=rows, asks=asks):
            said = "; ".join(
                f"{short(r.task.title, most=TITLE_LENGTH)} – "
                + "; ".join(labelled(r.task, a, as_of=as_of) for a in asks)
                + f" {citer.row(r.task, fields=[a.field for a in asks])}"
                for r in rows[:MOST_ROWS]
            )
            return f"- **{side.name}**: {said}"
        case TargetFound():
            said = say_targets(side.found, citer=citer, documents=documents).split("\n")[0]
            return f"- **{side.name}**: {said}"
        case DocumentFound():
            said = say_document(side.found, citer=citer, documents=documents).split("\n")[0]
            return f"- **{side.name}**: {said}"
        case ProseFound(quotes=quotes):
            cited = citer.passage(quotes[0].passage, quote=quotes[0].sentence)
            return f"- **{side.name}**: {sentence(quotes[0], side.found)} {cited}"


def verdict(found: ComparisonFound) -> str:
    """Which side is earlier or has more."""
    counts = [
        (side.name, len(side.found.tasks))
        for side in found.sides
        if isinstance(side.found, SetFound)
    ]
    if len(counts) == len(found.sides):
        counts.sort(key=lambda c: -c[1])
        if counts[0][1] == counts[-1][1]:
            return f"**Bằng nhau**: mỗi bên {counts[0][1]} nhiệm vụ."
        return f"**{counts[0][0]}** nhiều hơn: {counts[0][1]} so với {counts[-1][1]} nhiệm vụ."
    dues = [
        (side.name, side.found.rows[0].task.due.end)
        for side in found.sides
        if isinstance(side.found, FieldsFound) and Field.DUE in [a.field for a in side.found.asks]
    ]
    known = sorted((end, name) for name, end in dues if end is not None)
    if len(known) == len(found.sides) and known[0][0] != known[-1][0]:
        return f"**{known[0][1]}** sớm hơn: {known[0][0]:%d/%m/%Y}, trước {known[-1][0]:%d/%m/%Y}."
    if len(known) == len(found.sides) and known:
        return f"**Cùng hạn**: {known[0][0]:%d/%m/%Y}."
    return signers_compared(found)


def signers_compared(found: ComparisonFound) -> str:
    """Whether one person signed both."""
    signers = [
        side.found.documents[0].signer
        for side in found.sides
        if isinstance(side.found, DocumentFound)
        and side.found.attributes == (Attribute.SIGNER,)
        and len(side.found.documents) == 1
    ]
    if len(signers) < len(found.sides) or not all(signers):
        return ""
    if len({*signers}) == 1:
        return f"**Cùng một người ký**: {signers[0]}."
    return f"**Khác người ký**: {', '.join(signers)}."
