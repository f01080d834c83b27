"""How an answer came about, for `--explain`."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.answering.findings import FieldsFound, Finding, ProseFound, Refused, SetFound
from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import Reading
from assistant.domain.answer import Answer

MOST_LOST = 25


@dataclass(frozen=True, slots=True)
class Step:
    """One step with its lines."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """The steps from the question to the answer."""

    steps: tuple[Step, ...]

    def render(self) -> str:
        """As text, for a terminal."""
        return "\n".join(
            line
            for step in self.steps
            for line in (f"{step.name}:", *(f"  {x}" for x in step.lines))
        )

    def __str__(self) -> str:
        return self.render()


def trace_of(asked: Asked, found: Finding, answer: Answer) -> Trace:
    """What was proposed, chosen, looked for and found."""
    resolved = asked.understood.resolved
    return Trace(
        (
            Step("Cách hiểu được chọn", tuple(readings(asked, resolved.chosen))),
            Step("Cách hiểu không chọn", tuple(readings(asked, resolved.lost))[:MOST_LOST]),
            Step("Chủ đề", (asked.topic_words or "(không có)", *weights(asked))),
            Step("Truy vấn", tuple(query_lines(asked))),
            Step("Cân nhắc", tuple(asked.notes)),
            Step("Tìm thấy", tuple(evidence_lines(found))),
            Step("Kết luận", (reason(found, answer),)),
        )
    )


def readings(asked: Asked, items: Iterable[Reading]) -> Iterable[str]:
    tokens = asked.understood.tokens
    for r in items:
        yield f"«{tokens.words(r.start, r.end)}» {r.meaning} ({r.weight:.2f})"


def weights(asked: Asked) -> Iterable[str]:
    shown = ", ".join(f"{word} {value:.1f}" for word, value in asked.topic.syllables.items())
    if shown:
        yield shown
    if asked.topic.unknown:
        yield "không có trong văn bản nào: " + ", ".join(asked.topic.unknown)


def query_lines(asked: Asked) -> Iterable[str]:
    names = {d.id: d.label for d in asked.names.vocabulary.documents}
    documents = asked.documents
    yield "văn bản: " + (
        "tất cả" if documents is None else "; ".join(sorted(names.get(i, i) for i in documents))
    )
    yield f"hỏi: {', '.join(f'{a.field}/{a.detail}' for a in asked.understood.asks) or '-'}"
    yield f"tính từ ngày: {asked.as_of:%d/%m/%Y}"
    for clause in asked.understood.clauses:
        yield f"{'không ' if clause.negated else ''}{clause.meaning}"


def evidence_lines(found: Finding) -> Iterable[str]:
    match found:
        case FieldsFound(rows=rows):
            for row in rows:
                task = row.task
                where = f"{task.document_id} {task.section}.{task.stt}"
                yield f"{row.score:.2f} {where} {task.title[:80]}"
        case ProseFound(quotes=quotes):
            for quote in quotes:
                yield f"{quote.score:.2f} {quote.passage.document_id} {quote.sentence[:100]}"
        case SetFound(tasks=tasks):
            yield f"{len(tasks)} nhiệm vụ"
        case Refused(reason=why, what=what):
            yield f"{why}: {what}"
        case _:
            yield type(found).__name__


def reason(found: Finding, answer: Answer) -> str:
    return f"{type(found).__name__}: {'trả lời' if answer.answered else 'từ chối'}"
