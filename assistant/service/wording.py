"""Lets a language model word an answer, and lets through only what its evidence says."""

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from assistant.answering.model import gate
from assistant.answering.model.llm import Writer
from assistant.domain.answer import Answer, Mode
from assistant.domain.errors import AssistantError
from assistant.domain.unit import Unit

log = logging.getLogger(__name__)
OnText = Callable[[str], None]


class Wording:
    """One model and how it has done: worded, refused by the gate, failed."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.counts: Counter[str] = Counter()

    def word(
        self,
        question: str,
        draft: Answer,
        *,
        units: Iterable[Unit],
        on_text: OnText | None = None,
    ) -> Answer:
        """The answer in the model's words where the gate lets them through, else as it was.

        `on_text` is given each sentence once it has passed; what it was given may still be replaced
        when a later sentence fails.
        """
        if not draft.answered or not draft.citations:
            return draft  # a refusal or a greeting has nothing to be worded from
        known = tuple(units)
        said, text = 0, ""
        try:
            for piece in self._writer.write(question, draft):
                text += piece
                whole = gate.sentences(text)[:-1]  # the last may still grow
                if any(gate.sentence_faults(line, draft, known) for line in whole[said:]):
                    break
                if on_text:
                    for line in whole[said:]:
                        on_text(line + " ")
                said = len(whole)
        except AssistantError as error:
            log.warning("language model: %s", error)
            self.counts["failed"] += 1
            return draft
        found = gate.faults(text, draft, units=known)
        if found:
            log.warning("gate: %s", ", ".join(f"{fault.kind}" for fault in found))
            self.counts["refused"] += 1
            return draft
        self.counts["worded"] += 1
        return replace(draft, text=text.strip(), mode=Mode.LLM)
