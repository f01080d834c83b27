"""When a report is due: plans say it in a sentence of its own, for several periods at once.

"Báo cáo quý trước ngày 10 của tháng cuối quý; báo cáo năm trước ngày 20/11": of such a sentence
only the clause of the period that is asked for answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from assistant.answering.evidence.passages import NOT_PROSE, is_letterhead
from assistant.answering.evidence.rows import in_order
from assistant.answering.evidence.rows import ranked as ranked_rows
from assistant.answering.evidence.sentence_signs import is_of_other_year
from assistant.answering.findings import FieldsFound, Finding, ProseFound, Quote
from assistant.answering.question.asked import Asked
from assistant.answering.question.ranking import Part, coverage, topic_of
from assistant.answering.understand.meanings import Asks, Detail, Kind
from assistant.answering.understand.understood import Understood
from assistant.answering.words.lexicon import rows
from assistant.answering.words.telling import folded_words, word_set
from assistant.answering.words.tokens import Token
from assistant.domain.document import Document, Passage
from assistant.domain.due import DueKind
from assistant.domain.relations import changers
from assistant.domain.task import Field, Source
from assistant.vietnamese.due import FoundDue, find_dues
from assistant.vietnamese.sentences import sentences
from assistant.vietnamese.text import fold, normalise

# What reports of every plan are spoken of with; the rest of a question says which are meant.
OF_REPORTS = word_set(
    "báo cáo nộp gửi gởi trình phải kết quả hạn trước ngày định kỳ hằng hàng mỗi các phòng"
    " đơn vị giờ bây cuối đầu"
)
FIGURES = ("số", "liệu")
REPORT = re.compile(r"\bbao cao\b|\b(?:gui|nop) (?:ket qua|so lieu)\b|\bket qua gui\b")
# "hằng tháng các đơn vị gửi số liệu …": the period said before
EVERY = re.compile(r"\b(?:hang|moi|dinh ky) (?:thang|quy|nam|tuan)\b")
# "ngày nộp báo cáo quý … khác nhau thế nào": the day is asked for by its name.
DAY_OF_SENDING = re.compile(
    r"\b(?:ngay|han|moc|lich|thoi han|thoi diem) (?:nop|gui|goi|trinh|bao cao)\b"
)
# "… trước ngày nào, gửi về đâu"
WHERE_TO = re.compile(
    r"\b(?:gui|goi|nop|trinh|bao cao)(?: ve| cho| toi| den| len)* "
    r"(?:dau|ai|(?:phong|don vi|co quan|so|noi|cho|ben) nao)\b"
)
# "các phòng gửi …", and what is made of that: "tổng hợp, trình Giám đốc Sở", "gửi UBND tỉnh"
FROM_UNITS = re.compile(
    r"\b(?:cac|tung|moi) (?:phong|don vi|co quan|bo phan|trung tam|so|nganh|xa|phuong|khoa)\b"
    r"|\b(?:truong phong|thu truong|phong ban)\b"
)
MADE_OF_THEM = re.compile(r"\btong hop\b|\btrinh\b|\b(?:gui|len|voi|cho) (?:ubnd|uy ban|tinh)\b")
# The words between "báo cáo" and its period: "báo cáo CCHC năm".
BEFORE_PERIOD = 40
CLAUSE_ENDS = re.compile(
    r"""[;:]\s+ | ,\s+(?=(?:và\s+|còn\s+)?(?:báo\ cáo|quý|(?:0?6|0?9|sáu|chín)\ tháng|năm|tháng)\b)
      | \sthì\s | \svà\s+(?=báo\ cáo\b)""",
    re.VERBOSE,
)
BEGINS = re.compile(r"(?:bao cao|gui bao cao|nop bao cao)\b[^,;.]*")
DIGIT = re.compile(r"\d")
# No period is said: whatever is sent regularly.
ANY = "any"
CANDIDATES = 40
# The figures of this module are set by hand on the open questions: how near the best sentence, and
# how near at all, a sentence on a report is; how much a row says that is the report itself.
NEAR_BEST, LEAST, ROW_SAYS = 0.8, 0.3, 0.5
MOST_PLANS, CLEARLY = 4, 0.1
MOST_OF_ONE = 2  # a plan, and what amends it
# What the title, the section and the words around a sentence tell, beside itself.
TITLE, SECTION, AROUND = 0.6, 0.4, 0.7
# A clause that names the unit of the question, "gửi Sở Nội vụ", is the one meant.
UNIT_BONUS = 0.3


def find(asked: Asked) -> ProseFound | None:
    """The clauses that say when the report asked for is due; None where that is not asked."""
    period = period_asked(asked)
    if not period or says_row(asked, period):
        return None
    sender = sent_by(asked.understood.tokens.text)

    def worth(quote: Quote) -> float:
        """Of one plan's clauses that of whom the question speaks; other plans rank as they did."""
        return quote.score + UNIT_BONUS * (bool(sender) and sent_by(quote.sentence) == sender)

    best: dict[str, Quote] = {}
    # Who reports to whom comes first in a plan: what the units send, then what is made of it.
    for quote in sorted(clauses(asked, period), key=lambda quote: quote.passage.ordinal):
        held = best.get(quote.passage.document_id)
        if held is None or worth(quote) > worth(held) + CLEARLY:
            best[quote.passage.document_id] = quote
    most = max((quote.score for quote in best.values()), default=0.0)
    told = asked.understood.preferred & best.keys()
    if told and asked.documents is None:
        best = {document_id: best[document_id] for document_id in told}
    least = 0.0 if is_pinned(asked, telling=len(best)) else LEAST
    near = [d for d, quote in best.items() if quote.score >= max(most * NEAR_BEST, least)]
    if not near:
        return None
    every = asked.names.vocabulary.documents
    chosen: dict[str, Quote] = {}
    for document_id in in_order(asked, tuple(near))[:MOST_PLANS]:
        # The day that a later document sets comes first: it is in force.
        changed = (c.id for c in changers(document_id, every) if c.id in best)
        chosen |= {d: best[d] for d in (*changed, document_id)}
    return ProseFound(tuple(chosen.values()), None, asked.understood.asks)


def period_asked(asked: Asked) -> str:
    """The period of the report whose day is asked for; nothing where something else is asked."""
    understood = asked.understood
    others = (
        *(understood.wants_list, understood.measure, understood.within),
        *(value for value in understood.values if value.kind is not Kind.RECIPIENT),
        *(understood.rows, understood.attributes),
    )
    is_only = len(days_asked(understood)) == len(understood.asks) and not any(others)
    return period_told(understood) if is_only else ""


def period_told(understood: Understood) -> str:
    """The period of the report of which a day is asked for, beside whatever else is asked."""
    text = " ".join(token.folded for token in understood.tokens.items)
    if not days_asked(understood) and not DAY_OF_SENDING.search(text):
        return ""
    for match in REPORT.finditer(text):
        after = text[match.end() : match.end() + BEFORE_PERIOD]
        if re.match(r" nam \d", after):
            return "year"
        found = periods(after) or periods(" ".join(EVERY.findall(text[: match.start()])))
        if found:
            return found[0]
    return ANY if is_of_units(understood, text) else ""


def is_of_units(understood: Understood, text: str) -> bool:
    """ "các phòng gửi báo cáo trước ngày mấy": what the units send, and nothing more of it."""
    return (
        not beyond_reports(understood.topic)
        and REPORT.search(text) is not None
        and sent_by(text) == "units"
    )


def beyond_reports(topic: tuple[Token, ...]) -> tuple[Token, ...]:
    """What a question says beside the words of every report; "chuyển đổi số" is no "số liệu"."""
    figures = {
        token
        for pair in pairwise(topic)
        if tuple(token.spelled for token in pair) == FIGURES
        for token in pair
    }
    return tuple(t for t in topic if t.spelled not in OF_REPORTS and t not in figures)


def days_asked(understood: Understood) -> list[Asks]:
    return [a for a in understood.asks if a.field is Field.DUE and a.detail is Detail.VALUE]


def called(asked: Asked) -> str:
    """What the report asked for is called: "báo cáo quý"."""
    names = {name: words for name, _, words, *_ in rows("report_periods.tsv")}
    return names.get(period_asked(asked), "")


def tells_other_period(asked: Asked, found: Finding) -> bool:
    """ "báo cáo năm gửi trước ngày nào" where a plan speaks of monthly reports alone: their day is
    no answer.
    """
    match found:
        case FieldsFound(rows=(row, *_)):
            said = f"{row.task.sentence or row.task.title} {row.task.due.words}"
        case ProseFound(quotes=(quote, *_)):
            said = quote.sentence
        case _:
            return False
    return is_of_other_period(said, period_asked(asked))


def is_of_other_period(said: str, period: str) -> bool:
    """Whether words tell of a report, and of other periods than the one that is asked for."""
    told = periods(fold(said))
    return (
        bool(period not in ("", ANY) and told and REPORT.search(fold(said))) and period not in told
    )


def is_pinned(asked: Asked, *, telling: int) -> bool:
    """Whether one plan is meant, or one of those meant tells of such a report: then it is that
    report, and other words of the question only say more of it.
    """
    return asked.documents is not None and (len(asked.documents) <= MOST_OF_ONE or telling == 1)


def says_row(asked: Asked, period: str) -> bool:
    """Whether a row of a table is that report itself: "Báo cáo quý", and no "Tổng kết năm, báo cáo
    UBND tỉnh" for the year's.
    """
    return any(
        row.score >= ROW_SAYS
        and row.task.source is Source.TABLE
        and (told := REPORT.search(fold(row.task.title))) is not None
        and period in periods(fold(row.task.title)[told.end() :])
        for row in ranked_rows(asked)[:3]
    )


def clauses(asked: Asked, period: str) -> Iterator[Quote]:
    """The clauses that say a day for a report of the period, each with how well it is meant."""
    held = {d.id: d for d in asked.names.vocabulary.documents}
    scope = asked.passage_scope
    words = f"gửi báo cáo {asked.topic_words}"
    # Which period is meant has been told: every clause that is looked at is of it.
    tokens = tuple(
        t for t in beyond_reports(asked.understood.topic) if period not in periods(t.folded)
    )
    topic = topic_of(tokens, asked.names, is_bare=asked.understood.tokens.is_bare)
    units = [folded_words(clause.unit.words) for clause in asked.understood.units]
    asks_where_to = WHERE_TO.search(fold(asked.understood.tokens.text)) is not None
    for hit in asked.library.search_passages(words, limit=CANDIDATES, scope=scope):
        if hit.passage.kind in NOT_PROSE or is_letterhead(hit.passage):
            continue
        document = held.get(hit.passage.document_id)
        for said in said_of_period(hit.passage, period, document):
            if is_of_other_year(said.sentence, said.passage, asked.understood.years_named):
                continue
            title = f"{document.title} {document.organization.name}" if document else ""
            about = (
                Part(f"{hit.passage.lead_in} {said.sentence}"),
                Part(hit.passage.text, AROUND),
                Part(" ".join(hit.passage.section_path[-2:]), SECTION),
                Part(title, TITLE),
            )
            score = coverage(topic, about) if topic.syllables else TITLE
            named = any(unit <= folded_words(said.sentence) for unit in units)
            told = around(said) if asks_where_to else said.sentence
            yield replace(said, sentence=told, score=score + UNIT_BONUS * named)


def sent_by(words: str) -> str:
    """Who sends a report, where it is said: the units their own, or the whole one of all."""
    said = fold(words)
    if MADE_OF_THEM.search(said):
        return "whole"
    return "units" if FROM_UNITS.search(said) else ""


def around(said: Quote) -> str:
    """The whole sentence of a clause: whom the report is sent to may be said at its end."""
    whole = map(normalise, sentences(said.passage.text))
    return next((sentence for sentence in whole if said.sentence in sentence), said.sentence)


def said_of_period(passage: Passage, period: str, document: Document | None) -> Iterator[Quote]:
    """The clauses of a passage that give a report of the period its day."""
    year = document.year if document else None
    for clause, told in clauses_with_periods(passage.text, year=year):
        if period == ANY or period in told:
            yield Quote(passage, clause, 0.0)


@lru_cache(maxsize=8192)
def clauses_with_periods(text: str, *, year: int | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The clauses of a text that give reports their day, each with the periods of these."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for sentence in map(normalise, sentences(text)):
        for clause in clauses_of_reports(sentence, year=year):
            *_, last = find_dues(clause, year=year)
            before, limit = fold(clause[: last.span[0]]), fold(clause[slice(*last.span)])
            # "trước ngày 15/11 hằng năm": the period may stand in the time limit alone.
            found.append((clause, periods(after_report(before)) or periods(limit)))
    return tuple(found)


def clauses_of_reports(sentence: str, *, year: int | None) -> Iterator[str]:
    """The clauses, from the first on that names a report, each up to its time limit."""
    ends = [0, *(m.end() for m in CLAUSE_ENDS.finditer(sentence)), len(sentence)]
    start, is_report = 0, False
    for begin, end in pairwise(ends):
        is_report = is_report or REPORT.search(fold(sentence[begin:end])) is not None
        limits = days_in(sentence[start:end], year=year)
        if limits and is_report:
            yield whole_brackets(sentence, start, start + limits[-1].span[1])
        elif limits and (report := BEGINS.match(fold(sentence[end:]))):
            # "mỗi năm trước ngày 05/11, báo cáo tình hình": the day stands before
            told = sentence[end : end + report.end()]
            if not days_in(told, year=year):
                yield f"{sentence[start:end]}{told}".strip()
        # "hằng quý, 6 tháng, năm trước ngày 20": without a day a clause goes on in the next, and
        # so does "Báo cáo năm: các phòng gửi …".
        is_label = sentence[start:end].rstrip().endswith(":")
        if limits or not is_report or (is_label and not periods(fold(sentence[start:end]))):
            start = end


def whole_brackets(sentence: str, start: int, end: int) -> str:
    """A clause with the bracket closed in which it ends: "(… trước ngày 05/12 hằng năm)"."""
    clause = sentence[start:end]
    closing = sentence.find(")", end) + 1
    is_open = clause.count("(") > clause.count(")") and closing > 0
    return (sentence[start:closing] if is_open else clause).strip()


def days_in(text: str, *, year: int | None) -> list[FoundDue]:
    """The time limits of a clause that are more than names of periods."""
    return [found for found in find_dues(text, year=year) if says_day(text, found)]


def says_day(text: str, found: FoundDue) -> bool:
    """Whether a time limit is more than the name of a period."""
    said = text[slice(*found.span)]
    return DIGIT.search(said) is not None or found.due.kind is DueKind.EVENT


def after_report(before: str) -> str:
    """What follows "báo cáo", where it stands there."""
    match = REPORT.search(before)
    return before[match.end() :] if match else before


def periods(text: str) -> tuple[str, ...]:
    """The periods that folded words name, in order."""
    return tuple(dict.fromkeys(match.lastgroup or "" for match in _pattern().finditer(text)))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names = (rf"(?P<{name}>\b(?:{words})\b)" for name, words, *_ in rows("report_periods.tsv"))
    return re.compile("|".join(names))
