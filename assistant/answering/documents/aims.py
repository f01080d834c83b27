"""What a plan sets itself: the passages under its headings on aims, and its rows of targets."""

from __future__ import annotations

import re
from functools import cache

from assistant.answering.documents.legal_bases import beyond_title
from assistant.answering.findings import (
    SummaryFound,
)
from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import (
    Kind,
)
from assistant.answering.words.notions import either, speaks_of
from assistant.answering.words.telling import folded_words, word_set
from assistant.domain.document import Passage, PassageKind
from assistant.domain.relations import without_changers
from assistant.domain.task import Field
from assistant.vietnamese.terms import fold_padded
from assistant.vietnamese.text import fold

AIM_WORDS = frozenset(map(fold, word_set("mục chỉ tiêu chính chung cụ thể yếu chủ đạt cuối")))
CONTACTS = (Kind.PHONE, Kind.MAIL, Kind.PERSON)


def aims(asked: Asked) -> SummaryFound | None:
    """ "kế hoạch đặt những chỉ tiêu nào", "điểm nhanh chỉ tiêu": all that one plan sets itself."""
    understood = asked.understood
    said = fold_padded(" ".join(token.text for token in understood.common_words))
    asks_all = understood.wants_summary or understood.wants_list or asks_all_aims().search(said)
    documents = without_changers(asked.documents_in(asked.documents or ()))
    if len(documents) > 1:
        # "chỉ tiêu logistics Sơn La": of the plans there the one whose title says so
        words = {token.folded for token in understood.topic} - AIM_WORDS
        documents = tuple(d for d in documents if words & folded_words(d.title))
    if not speaks_of(said, "target", is_folded=True) or not asks_all or len(documents) != 1:
        return None
    described = [t for t in beyond_title(asked, documents[0]) if t.folded not in AIM_WORDS]
    # "chỉ tiêu tháng 6 là gì", "số điện thoại hỏi về chỉ tiêu": one of them, or no aim at all
    is_narrowed = bool(understood.units) or not all(
        c.meaning.is_year or c.meaning.window.start is None for c in understood.windows
    )
    asks_other = any(value.kind in CONTACTS for value in understood.values)
    if described or is_narrowed or asks_other or {*understood.fields} - {Field.TITLE}:
        return None
    held = asked.library.passages(documents[0].id, scope=asked.scope)
    set_here = tuple(passage for passage in held if is_aim(passage))
    return SummaryFound(documents[0], (), set_here, set_here) if set_here else None


@cache
def asks_all_aims() -> re.Pattern[str]:
    """ "những mục tiêu", "chỉ tiêu của kế hoạch là gì", of a folded question."""
    aims = either("target", is_folded=True)
    return re.compile(rf"\b(?:nhung|cac|may) {aims}|{aims} (?:\w+ ){{0,6}}(?:nao|gi|gom)\b")


@cache
def row_of_aims() -> re.Pattern[str]:
    """ "Chỉ tiêu: …; …" of a table, folded."""
    return re.compile(rf"{either('target', is_folded=True)}[^:;]*:")


def is_aim(passage: Passage) -> bool:
    """Whether a passage stands under a heading on aims, or is a row of a table of targets."""
    if passage.kind is PassageKind.TABLE and row_of_aims().search(fold(passage.text)):
        return True
    is_told = passage.kind in (PassageKind.ITEM, PassageKind.PARAGRAPH)
    over = (speaks_of(title, "target", is_folded=True) for title in passage.section_path)
    return is_told and any(over)
