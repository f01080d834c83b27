"""Sentences of running text that speak of a topic, and whether they hold what is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.answering.evidence.kinds import holds, tells_bound
from assistant.answering.evidence.sentence_needs import Sense, Wanted, asks_twice
from assistant.answering.evidence.sentence_signs import Candidate, fits, is_of_case, lifted
from assistant.answering.findings import Finding, ProseFound, Quote, Reason, Refused
from assistant.answering.question.asked import Asked
from assistant.answering.question.ranking import Part, coverage, with_words
from assistant.answering.understand.meanings import AsksValue, Kind
from assistant.answering.words.notions import begins_with
from assistant.domain.document import Passage, PassageKind
from assistant.vietnamese.sentences import sentences
from assistant.vietnamese.text import fold, syllables

CANDIDATES = 24
# The figures of this module are set by hand on the open questions.
# What is said of the topic around a sentence counts for less than what it says itself.
LEAD_IN, SECTION, PLAN, BEFORE = 0.75, 0.6, 0.6, 0.5
# "Nguyên nhân chủ yếu là …": why what the sentence before tells is so
GOING_ON = 0.9
# Sentences so near the best one are told beside it: of its plan, of another, the very next one.
SAME, OTHER_PLAN, NEXT = 0.9, 0.87, 0.65
MOST_QUOTES = 3
# The sentences that meaning and the sort of value may bring forward, and how far.
WEIGHED, FITTING, MEANING = 15, 0.25, 0.4
# A sentence that holds what is asked but says much less of the topic is about something else.
WITHOUT_VALUE = 0.72
NOT_PROSE = frozenset(
    (PassageKind.TITLE, PassageKind.HEADING, PassageKind.RECIPIENTS, PassageKind.SIGNATURE)
)
# The motto of the state, or a line with nothing but the number; folded.
LETTERHEAD = re.compile(r"doc lap\W+tu do\W+hanh phuc|^\W*so:?\s*[\d./]*\S*/\S+", re.MULTILINE)
# "Các nhiệm vụ còn lại nêu tại Phụ lục kèm theo": where it is said, and nothing that it says
POINTS = re.compile(
    r""".{0,110} \b (?:ở|tại|theo|trong|xem) \s+ (?:các\s+|bảng\s+)? Phụ\ lục \b
    (?:\s+[IVX\d]+)? (?: \s+ (?:kèm|đính|ban|của|này|dưới|sau) \b [^.;]{0,60} )? \W* $""",
    re.VERBOSE | re.DOTALL,
)
# "(Kèm theo Kế hoạch số 12/KH-SXD …)": under the title of an appendix
BELONGS = re.compile(r"^\W*(?:ban\ hành\ |đính\ )?kèm\ theo\b[^.;]*$", re.IGNORECASE | re.VERBOSE)
CLAUSES = re.compile(r";\s+")
ONE_OF_SEVERAL = (Kind.PERCENT, Kind.COUNT, Kind.AMOUNT)
# Two sentences together have to say so much more than either.
MORE = 1.15
# A clause that says nearly all that its sentence says of the topic, and the others hardly any.
CLEAR_SHARE, OTHERS_SHARE = 0.9, 0.5
# "Căn cứ Luật …;": on what a document rests, and nothing that it says itself
BASE = re.compile(r"\W*Căn cứ\b")


def ranked(asked: Asked) -> tuple[Quote, ...]:
    """The sentences that say most of the topic, each with whether it holds what is asked for."""
    if not asked.topic.syllables:
        return ()
    scope = asked.passage_scope
    hits = asked.library.search_passages(asked.looked_for, limit=CANDIDATES, scope=scope)
    passages = [hit.passage for hit in hits if is_prose(hit.passage)]
    wanted = Wanted.of(asked).beside([passage.text for passage in passages])
    found = [quote for passage in passages for quote in quotes_of(asked, passage, wanted)]
    found = with_words(found, asked.differing, said=lambda quote: quote.sentence)
    return by_all_signs(asked, sorted(found, key=lambda quote: -quote.score))


def is_prose(passage: Passage) -> bool:
    """Whether a passage says something, and neither names nor signs a document."""
    return passage.kind not in NOT_PROSE and not is_letterhead(passage)


def quotes_of(asked: Asked, passage: Passage, wanted: Wanted) -> Iterator[Quote]:
    """The sentences of a passage; and two that follow each other, where they say what neither
    says: "Ngừng việc khi gió từ cấp 6. Quyền ra lệnh ngừng thuộc về chỉ huy trưởng."
    """
    told = [
        (before, quote(asked, passage, sentence, wanted, before=before))
        for before, sentence in pairwise(("", *sentences(passage.text)))
        if is_said(sentence, tells_bases=Sense.BASES in wanted.senses)
    ]
    yield from (quote for _, quote in told)
    if Sense.TWOFOLD not in wanted.senses:
        return
    for (before, one), (last, two) in pairwise(told):
        both = f"{one.sentence} {two.sentence}"
        if last == one.sentence and both in passage.text:
            joined = quote(asked, passage, both, wanted, before=before)
            better = max(one, two, key=lambda quote: quote.score)
            if joined.score > MORE * better.score or (joined.fits and not better.fits):
                yield joined


def quote(asked: Asked, passage: Passage, words: str, wanted: Wanted, *, before: str) -> Quote:
    """A sentence with how much it says of the topic, and whether it holds what is asked for."""
    title = asked.title_of(passage.document_id)
    # "từ 200 triệu trở lên do Giám đốc duyệt, dưới mức ấy …" says what holds for 150 triệu too.
    bounded = [amount.words for amount in wanted.case.untold if tells_bound(words, amount)]
    said_too = {*syllables(words)}  # the unit may stand there: "triệu"
    topic = asked.topic.without(
        word for told in bounded for word in syllables(told) if word not in said_too
    )
    said = coverage(topic, parts(passage, words, before=before, title=title))
    candidate = Candidate(asked, passage, words, wanted)
    score, of_case = lifted(candidate, said), is_of_case(candidate)
    return Quote(passage, words, score, fits=fits(candidate), is_of_case=of_case)


def by_all_signs(asked: Asked, found: list[Quote]) -> tuple[Quote, ...]:
    """The sentences that say most of the topic, those first that hold what is asked for and are
    nearest in meaning to the whole question: words alone miss what is asked in other words.
    """
    near, others = found[:WEIGHED], found[WEIGHED:]
    question = asked.understood.tokens.text
    likeness = asked.library.likeness(question, [quote.sentence for quote in near])
    weighed = [replace(q, likeness=like) for q, like in zip(near, likeness, strict=True)]
    return (*sorted(weighed, key=all_signs, reverse=True), *others)


def all_signs(quote: Quote) -> float:
    """How well a sentence answers, by its words, by what it holds and by its meaning."""
    return quote.score + FITTING * quote.fits + MEANING * quote.likeness


def is_said(sentence: str, *, tells_bases: bool) -> bool:
    """Whether a line says something itself, and neither heads nor leads in what does."""
    if sentence.isupper() or POINTS.match(sentence) or BELONGS.match(sentence):
        return False
    return tells_bases or not (BASE.match(sentence) or is_lead_in(sentence))


def is_lead_in(sentence: str) -> bool:
    """ "Giao Sở X:", "… ban hành Kế hoạch như sau:" only lead in what stands below them."""
    said = sentence.rstrip()
    return said.endswith(":") and (said.endswith("như sau:") or not holds(said, Kind.DAY))


def is_letterhead(passage: Passage) -> bool:
    """The block over a title: who issues, the number, the motto, the place and the day."""
    return not passage.section_path and LETTERHEAD.search(fold(passage.text)) is not None


def parts(
    passage: Passage, sentence: str, *, before: str = "", title: str = ""
) -> tuple[Part, ...]:
    """A sentence with what governs it; it may go on with what the one before it speaks of."""
    return (
        Part(sentence),
        Part(before, GOING_ON if begins_with(sentence, "reason_opening") else BEFORE),
        Part(passage.lead_in, LEAD_IN),
        Part(" ".join(passage.section_path[-2:]), SECTION),
        Part(title, PLAN),
    )


def best_fitting(quotes: Sequence[Quote]) -> Quote | None:
    """The best sentence that holds what is asked, if it says the topic nearly as well as any."""
    fitting = next((quote for quote in quotes if quote.fits), None)
    if fitting is None or fitting.score < max(q.score for q in quotes) * WITHOUT_VALUE:
        return None
    return fitting


def answer(asked: Asked, quotes: tuple[Quote, ...]) -> Finding:
    """The best sentences, plan by plan where several plans say it."""
    best = best_fitting(quotes)
    if best is None:
        return Refused(Reason.NO_VALUE, asked.topic_words)
    chosen = [best]
    is_twofold = asks_twice(asked)
    for quote in quotes:
        same_plan = quote.passage.document_id == best.passage.document_id
        # "gửi trước mấy ngày, được lùi bao lâu": the next sentence may tell the other half.
        goes_on = is_twofold and quote.passage.id == best.passage.id
        near = best.score * (NEXT if goes_on else SAME if same_plan else OTHER_PLAN)
        is_near = quote.fits and quote.score >= near
        if is_near and len(chosen) < MOST_QUOTES and is_new(quote, chosen):
            chosen.append(quote)
    value: AsksValue | None = next(iter(asked.understood.values), None)
    told = tuple(clause_asked(asked, quote) for quote in chosen)
    return ProseFound(told, value, asked.understood.asks)


def clause_asked(asked: Asked, quote: Quote) -> Quote:
    """ "92% hồ sơ …; … đạt 80%": of a sentence of several targets the one that is asked for."""
    values = asked.understood.values
    clauses = [c.strip() for c in CLAUSES.split(quote.sentence.rstrip(" ;."))]
    others_asked = asked.understood.asks or asked.understood.wants_list or asks_twice(asked)
    # A row of a table is of what its first cell names.
    is_row = quote.passage.kind is PassageKind.TABLE
    one = len(values) == 1 and values[0].kind in ONE_OF_SEVERAL and not (others_asked or is_row)
    if not one or len(clauses) < 2:
        return quote
    whole = coverage(asked.topic, (Part(quote.sentence),))
    said = [coverage(asked.topic, (Part(clause),)) for clause in clauses]
    best = max(range(len(clauses)), key=said.__getitem__)
    others = [score for at, score in enumerate(said) if at != best]
    is_clear = said[best] >= CLEAR_SHARE * whole and max(others) <= OTHERS_SHARE * said[best]
    if not is_clear or not holds(clauses[best], values[0].kind, noun=values[0].noun):
        return quote
    return replace(quote, sentence=clauses[best])


def is_new(quote: Quote, chosen: list[Quote]) -> bool:
    """Whether a sentence is neither one of those chosen nor a part of one, nor holds one."""
    said = quote.sentence.lower()
    others = [other.sentence.lower() for other in chosen]
    return not any(said in other or other in said for other in others)
