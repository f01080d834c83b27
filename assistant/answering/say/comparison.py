"""Says what two things compared hold, side by side."""

from __future__ import annotations

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
from assistant.answering.say.comparison_verdict import verdict
from assistant.answering.say.fields import name_and_facts
from assistant.answering.say.phrases import phrase
from assistant.answering.say.prose import say_document, say_targets, sentence
from assistant.answering.say.teller import Teller
from assistant.answering.say.wording import marked
from assistant.domain.task import Field

MOST_ROWS, TITLE_LENGTH = 3, 140


def say_comparison(found: ComparisonFound, teller: Teller) -> str:
    """A line on what the comparison comes to, then side by side."""
    lines = [f"- **{side.name}**: {say_side(side, teller)}" for side in found.sides]
    outcome = verdict(found)
    return "\n".join([*([outcome, ""] if outcome else []), *lines])


def say_side(side: Side, teller: Teller) -> str:
    """What one side holds."""
    match side.found:
        case Refused():
            return phrase("side_not_held")
        case SetFound(tasks=tasks):
            named = "; ".join(
                f"{marked(t, most=TITLE_LENGTH)} {teller.cite.row(t, fields=(Field.DUE,))}"
                for t in tasks[:MOST_ROWS]
            )
            return f"{len(tasks)} nhiệm vụ. {named}"
        case FieldsFound(rows=rows, asks=asks, fields=fields):
            return "; ".join(
                f"{name_and_facts(r.task, asks, teller, most=TITLE_LENGTH)} "
                f"{teller.cite.row(r.task, fields=fields)}"
                for r in rows[:MOST_ROWS]
            )
        case TargetFound():
            return say_targets(side.found, teller).split("\n")[0]
        case DocumentFound():
            return say_document(side.found, teller).split("\n")[0]
        case ProseFound(quotes=quotes):
            return f"{sentence(quotes[0], side.found)} {teller.cite.quote(quotes[0])}"
