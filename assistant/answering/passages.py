"""Sentences of running text that speak of a topic, and whether they hold what is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.answering.asked import Asked
from assistant.answering.cells import OUTSIDE
from assistant.answering.findings import Finding, ProseFound, Quote, Reason, Refused
from assistant.answering.ranking import Part, Topic, coverage
from assistant.answering.typed import falls_under, holds, named_after, tells_bound
from assistant.answering.understand.meanings import AsksValue, Kind
from assistant.answering.wanted import Wanted, asks_twice, days_of_week
from assistant.domain.document import Passage, PassageKind
from assistant.domain.due import Window
from assistant.vietnamese.date_lookalikes import spelled
from assistant.vietnamese.dates import find_stretches
from assistant.vietnamese.sentences import sentences
from assistant.vietnamese.terms import padded
from assistant.vietnamese.text import fold, syllables

CANDIDATES = 24
# A sentence of another year than that asked for is about something else, likely as not.
OTHER_YEAR = 0.8
# Where a plan tells how things were, nothing of what is to be reached stands.
PAST = 0.7
PAST_HEADING = re.compile(
    r"thuc trang|hien trang|ket qua (?:thuc hien|dat duoc|cong tac)|danh gia|tinh hinh|ton tai"
    r"|su can thiet"
)
# "trễ thì bị xử lý ra sao": of what follows on lateness
DELAY = re.compile(
    r"\b(?:chậm|trễ|muộn|quá (?:hạn|thời hạn)|quá \d+|không (?:đúng|kịp)|sau (?:ngày|thời hạn))\b",
    re.IGNORECASE,
)
AIM = re.compile(r"\b(?:tối thiểu|ít nhất|phấn đấu|phải|đạt từ|trở lên|không quá|dưới|xuống còn)\b")
AIM_HEADING = re.compile(r"\b(?:muc tieu|chi tieu)\b")
REACHED = re.compile(r"\b(?:đã|hiện|đang|vừa|mới|tính đến|năm trước)\b")
YEAR = re.compile(r"\b20\d\d\b")
TELLS_YEAR = re.compile(r"\b20\d\d\b|\bnăm (?:ngoái|trước|qua|sau|tới)\b|\b[Hh](?:ằ|à)ng năm\b")
# "so với năm 2025": what a figure of another year is measured by
COMPARED = re.compile(r"so với [^,;.]{0,20}20\d\d|\([^)]*20\d\d[^)]*\)")
# "hết quý III phải đạt bao nhiêu": the sentence that names that time
AT_THAT_TIME = 0.2
# "hợp đồng trên 3 năm phải …", asked of one for 4 years: the rule for that very case
OF_THE_CASE = 0.1
# "Ban biên tập họp hôm nào": a sentence that names the unit of the question
OF_THE_UNIT = 0.1
DEFINING, MOST_TERM = 0.3, 3
# Few sentences tell what follows on something, so that one needs fewer words of the case.
RARE, RARE_SORT = (Kind.CONSEQUENCE, Kind.REASON, Kind.CONDITION), 0.2
IS = r"[\W_]*(?:\w+\W+){0,3}(?:la|gom|duoc hieu|duoc goi|nghia la|:)(?!\w)"
LEAD_IN, SECTION, PLAN, BEFORE = 0.75, 0.6, 0.6, 0.5
# "Nguyên nhân chủ yếu là …": why what the sentence before tells is so
EXPLAINS, GOING_ON = re.compile(r"\W*(?:Nguyên nhân|Lý do|Lí do|Vì vậy|Do đó|Do vậy)\b"), 0.9
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
THEN, CASE_SHARE = " thì ", 0.6
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
    hits = asked.library.search_passages(asked.topic_words, limit=CANDIDATES, scope=scope)
    passages = [hit.passage for hit in hits if is_prose(hit.passage)]
    wanted = Wanted.of(asked).beside([passage.text for passage in passages])
    found = [quote for passage in passages for quote in quotes_of(asked, passage, wanted)]
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
        if is_said(sentence, tells_bases=wanted.tells_bases)
    ]
    yield from (quote for _, quote in told)
    if not wanted.is_twofold:
        return
    for (before, one), (last, two) in pairwise(told):
        both = f"{one.sentence} {two.sentence}"
        if last == one.sentence and both in passage.text:
            joined = quote(asked, passage, both, wanted, before=before)
            better = max(one, two, key=lambda quote: quote.score)
            if joined.score > MORE * better.score or (joined.fits and not better.fits):
                yield joined


def quote(asked: Asked, passage: Passage, sentence: str, wanted: Wanted, *, before: str) -> Quote:
    """A sentence with how much it says of the topic, and whether it holds what is asked for."""
    title = asked.title_of(passage.document_id)
    # "từ 200 triệu trở lên do Giám đốc duyệt, dưới mức ấy …" says what holds for 150 triệu too.
    bounded = [amount.words for amount in wanted.untold if tells_bound(sentence, amount)]
    said_too = {*syllables(sentence)}  # the unit may stand there: "triệu"
    topic = asked.topic.without(
        word for told in bounded for word in syllables(told) if word not in said_too
    )
    said = coverage(topic, parts(passage, sentence, before=before, title=title))
    if is_of_other_year(sentence, passage, wanted.years):
        said *= OTHER_YEAR
    if wanted.is_ahead and tells_past(passage):
        said *= PAST
    if wanted.is_value and says_time(sentence, wanted.times):
        said += AT_THAT_TIME
    if asked.understood.defines and defines(sentence, asked.topic):
        said += DEFINING
    is_of_case = any(falls_under(sentence, amount) for amount in wanted.amounts)
    is_of_case = is_of_case or bool(wanted.days & days_of_week(sentence))
    said += OF_THE_UNIT * names_unit(f"{passage.lead_in} {sentence}", wanted.units)
    said += OF_THE_CASE * is_of_case
    if any(kind in RARE and holds(sentence, kind) for kind in wanted.kinds):
        said += RARE_SORT
    is_fitting = fits(asked, passage, sentence, wanted)
    return Quote(passage, sentence, said, fits=is_fitting, is_of_case=is_of_case)


def names_unit(text: str, units: tuple[str, ...]) -> bool:
    said = padded(text)
    return any(unit in said for unit in units)


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


def sets_aim(passage: Passage, sentence: str) -> bool:
    """Whether a sentence sets what is to be reached, and tells nothing that has been."""
    is_aim = AIM.search(sentence) or AIM_HEADING.search(fold(" ".join(passage.section_path[-2:])))
    return bool(is_aim) and not REACHED.search(sentence) and not tells_past(passage)


def tells_past(passage: Passage) -> bool:
    """Whether a passage stands where a plan tells how things were: "I. THỰC TRẠNG"."""
    return any(PAST_HEADING.search(fold(title)) for title in passage.section_path)


def is_said(sentence: str, *, tells_bases: bool) -> bool:
    """Whether a line says something itself, and neither heads nor leads in what does."""
    if sentence.isupper() or POINTS.match(sentence):
        return False
    return tells_bases or not (BASE.match(sentence) or is_lead_in(sentence))


def is_lead_in(sentence: str) -> bool:
    """ "Giao Sở X:", "… ban hành Kế hoạch như sau:" only lead in what stands below them."""
    said = sentence.rstrip()
    return said.endswith(":") and (said.endswith("như sau:") or not holds(said, Kind.DAY))


def is_of_other_year(sentence: str, passage: Passage, years: frozenset[str]) -> bool:
    """Whether a sentence, or else the section it stands in, tells of another year than asked."""
    told = YEAR.findall(COMPARED.sub("", sentence)) or YEAR.findall(
        " ".join(passage.section_path[-1:])
    )
    return bool(years and told) and not years & {*told}


def is_of_other_plan_year(asked: Asked, passage: Passage, years: frozenset[str]) -> bool:
    """Whether a passage that tells no year stands in a plan of other years than asked."""
    document = asked.document(passage.document_id)
    told = f"{' '.join(passage.section_path)} {passage.lead_in} {passage.text}"
    return (
        bool(years)
        and document is not None
        and (not TELLS_YEAR.search(told) or is_of_others(passage, years))
        and not any(document.covers(int(year)) for year in years)
    )


def is_of_others(passage: Passage, years: frozenset[str]) -> bool:
    """Whether a passage speaks of years, and of none of these: what it says beside is of them."""
    told = frozenset(YEAR.findall(passage.text))
    return bool(told) and not told & years


def says_time(sentence: str, times: tuple[Window, ...]) -> bool:
    """Whether a sentence names the time by whose end something is asked for."""
    return any(
        stretch.end(window.end.year) == window.end
        for window in times
        if window.end
        for stretch in find_stretches(spelled(sentence))
    )


def defines(sentence: str, topic: Topic) -> bool:
    """Whether a sentence says what the topic is: "Điểm trường lẻ là …", "(5 rõ: …)"."""
    words = sorted(topic.syllables, key=topic.syllables.__getitem__)[-MOST_TERM:]
    said = fold(sentence)
    return any(re.search(rf"\b{re.escape(fold(word))}\b{IS}", said) for word in words)


def is_letterhead(passage: Passage) -> bool:
    """The block over a title: who issues, the number, the motto, the place and the day."""
    return not passage.section_path and LETTERHEAD.search(fold(passage.text)) is not None


def parts(
    passage: Passage, sentence: str, *, before: str = "", title: str = ""
) -> tuple[Part, ...]:
    """A sentence with what governs it; it may go on with what the one before it speaks of."""
    return (
        Part(sentence),
        Part(before, GOING_ON if EXPLAINS.match(sentence) else BEFORE),
        Part(passage.lead_in, LEAD_IN),
        Part(" ".join(passage.section_path[-2:]), SECTION),
        Part(title, PLAN),
    )


def fits(asked: Asked, passage: Passage, sentence: str, wanted: Wanted) -> bool:
    """Whether the sentence, or the lead-in over it, holds every sort of thing asked for, and a
    figure or a name is of the year that is meant.
    """
    text = f"{passage.lead_in} {sentence}"
    if wanted.who in OUTSIDE and not named_after(text, wanted.who):
        return False
    if wanted.is_of_delay and not DELAY.search(text):
        return False
    if wanted.is_behind and wanted.is_value and sets_aim(passage, sentence):
        return False
    if not all(holds(text, kind, noun=wanted.noun) for kind in wanted.kinds):
        return wanted.kinds == (Kind.DAY,) and tells_case(sentence, asked.topic)
    return not wanted.is_value or not (
        is_of_other_year(sentence, passage, wanted.years)
        or is_of_other_plan_year(asked, passage, wanted.years)
    )


def tells_case(sentence: str, topic: Topic) -> bool:
    """ "báo động đỏ khi nào": a sentence may tell in which case, and no day: "Nước lên tới 4 m thì
    báo động đỏ".
    """
    _, then, what = sentence.partition(THEN)
    return bool(then) and coverage(topic, (Part(what),)) >= CASE_SHARE


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
    one = len(values) == 1 and values[0].kind in ONE_OF_SEVERAL and not others_asked
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
