"""What a sentence tells beside the topic: whether it holds what is asked, and what speaks for it.

`MISFITS` are the signs by which a sentence does not hold what is asked; `LIFTS` bring one forward
or put it back, in the order in which they are reckoned. A new sign is a function of `Candidate`
with a line in a table.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.answering.evidence.cells.cells import OUTSIDE
from assistant.answering.evidence.kinds import falls_under, holds, named_after, tells_so
from assistant.answering.evidence.sentence_needs import Sense, Wanted, days_of_week
from assistant.answering.question.asked import Asked
from assistant.answering.question.ranking import Part, coverage
from assistant.answering.understand.meanings import Kind
from assistant.answering.words.notions import speaks_of
from assistant.domain.document import Passage, PassageKind
from assistant.domain.due import DueKind
from assistant.vietnamese.date_lookalikes import spelled
from assistant.vietnamese.dates import find_stretches
from assistant.vietnamese.terms import fold_padded
from assistant.vietnamese.text import fold

YEAR = re.compile(r"\b20\d\d\b")
TELLS_YEAR = re.compile(r"\b20\d\d\b|\bnăm (?:ngoái|trước|qua|sau|tới)\b|\b[Hh](?:ằ|à)ng năm\b")
# "so với năm 2025", "đạt 35%, năm 2027 là 27%": what a figure of another year is measured by
COMPARED = re.compile(
    r"so với [^,;.]{0,20}20\d\d|\([^)]*20\d\d[^)]*\)|, năm 20\d\d (?:là|đạt|mới|chỉ|có)\b[^;]*"
)
# Few sentences tell what follows on something, so that one needs fewer words of the case.
RARE = (Kind.CONSEQUENCE, Kind.REASON, Kind.CONDITION)
MOST_TERM = 3  # words of the topic that may be what is defined
IS = r"[\W_]*(?:\w+\W+){0,3}(?:la|gom|duoc hieu|duoc goi|nghia la|:)(?!\w)"
THEN, CASE_SHARE = " thì ", 0.6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a passage, and the question that it may answer."""

    asked: Asked
    passage: Passage
    words: str
    wanted: Wanted

    @property
    def led_in(self) -> str:
        """The sentence behind what leads it in."""
        return f"{self.passage.lead_in} {self.words}"


Sign = Callable[[Candidate], bool]


@dataclass(frozen=True, slots=True)
class Lift:
    """How much a sign brings a sentence forward or puts it back."""

    holds: Sign
    times: float = 1.0
    plus: float = 0.0


def lifted(candidate: Candidate, said: float) -> float:
    """How well a sentence answers that says so much of the topic."""
    for lift in LIFTS:
        if lift.holds(candidate):
            said = said * lift.times + lift.plus
    return said


def fits(candidate: Candidate) -> bool:
    """Whether the sentence, or the lead-in over it, holds every sort of thing asked for, and a
    figure or a name is of the year that is meant.
    """
    return not any(sign(candidate) for sign in MISFITS)


# Signs that speak for a sentence or against it


def tells_other_year(candidate: Candidate) -> bool:
    """ "Năm 2024 đạt 80%", asked of 2026: about something else, likely as not."""
    return is_of_other_year(candidate.words, candidate.passage, candidate.wanted.years)


def tells_how_it_was(candidate: Candidate) -> bool:
    """ "phải xuống còn mấy %" of "I. THỰC TRẠNG": nothing of what is to be reached stands there."""
    return Sense.AHEAD in candidate.wanted.senses and tells_past(candidate.passage)


def names_the_time(candidate: Candidate) -> bool:
    """ "hết quý III phải đạt bao nhiêu": the sentence that names that time."""
    wanted = candidate.wanted
    return wanted.is_value and any(
        stretch.end(window.end.year) == window.end
        for window in wanted.times
        if window.end
        for stretch in find_stretches(spelled(candidate.words))
    )


def spans_the_time(candidate: Candidate) -> bool:
    """ "tháng 6 bật đèn lúc mấy giờ": a sentence on "từ tháng 4 đến tháng 9"."""
    return any(
        stretch.kind is DueKind.RANGE
        and stretch.start(window.end.year) <= window.start
        and window.end <= stretch.end(window.end.year)
        for window in candidate.wanted.times
        if window.start and window.end
        for stretch in find_stretches(spelled(candidate.words))
    )


def defines(candidate: Candidate) -> bool:
    """Whether a sentence says what the topic is: "Điểm trường lẻ là …", "(5 rõ: …)"."""
    # In a table the words before a colon are the name of a column.
    is_row = candidate.passage.kind is PassageKind.TABLE
    if not candidate.asked.understood.defines or is_row:
        return False
    syllables = candidate.asked.topic.syllables
    terms = sorted(syllables, key=syllables.__getitem__)[-MOST_TERM:]
    said = fold(candidate.words)
    return any(re.search(rf"\b{re.escape(fold(word))}\b{IS}", said) for word in terms)


def names_asked_unit(candidate: Candidate) -> bool:
    """ "Ban biên tập họp hôm nào": a sentence that names the unit of the question."""
    units = candidate.wanted.case.units
    if not units:
        return False  # hundreds of sentences are weighed for a question, and few name a unit
    said = fold_padded(candidate.led_in)
    return any(unit in said for unit in units)


def is_of_case(candidate: Candidate) -> bool:
    """ "hợp đồng trên 3 năm phải …", asked of one for 4 years: the rule for that very case."""
    case = candidate.wanted.case
    if any(falls_under(candidate.words, amount) for amount in case.amounts):
        return True
    return bool(case.days & days_of_week(candidate.words))


def is_rare(candidate: Candidate) -> bool:
    """ "… thì bị nhắc nhở", asked what follows: few sentences tell such a thing."""
    kinds = candidate.wanted.kinds
    return any(kind in RARE and holds(candidate.words, kind) for kind in kinds)


# Set by hand on the open questions; a sentence that says the whole topic has 1.
LIFTS = (
    Lift(tells_other_year, times=0.8),
    Lift(tells_how_it_was, times=0.7),
    Lift(names_the_time, plus=0.2),
    Lift(spans_the_time, plus=0.2),
    Lift(defines, plus=0.3),
    Lift(names_asked_unit, plus=0.1),
    Lift(is_of_case, plus=0.1),
    Lift(is_rare, plus=0.2),
)


# Signs that a sentence does not hold what is asked


def names_no_such(candidate: Candidate) -> bool:
    """ "bệnh viện nào" of a sentence that names no hospital."""
    who = candidate.wanted.who
    return who in OUTSIDE and not named_after(candidate.led_in, who)


def tells_no_delay(candidate: Candidate) -> bool:
    """ "nộp trễ thì bị gì" of a sentence in which nothing is late."""
    return Sense.DELAY in candidate.wanted.senses and not speaks_of(candidate.led_in, "late")


def sets_aim(candidate: Candidate) -> bool:
    """ "đến nay đã đạt bao nhiêu" of a sentence that sets what is to be reached, and tells nothing
    that has been.
    """
    wanted = candidate.wanted
    if Sense.BEHIND not in wanted.senses or not wanted.is_value:
        return False
    over = " ".join(candidate.passage.section_path[-2:])
    is_aim = speaks_of(candidate.words, "aim") or speaks_of(over, "target", is_folded=True)
    tells_reached = speaks_of(candidate.words, "reached") or tells_past(candidate.passage)
    return is_aim and not tells_reached


def lacks_sort(candidate: Candidate) -> bool:
    """ "mấy giờ" of a sentence that tells no hour; of a day asked for, a case may be told."""
    wanted = candidate.wanted
    lacked = [k for k in wanted.kinds if not holds(candidate.led_in, k, noun=wanted.noun)]
    if lacked == [Kind.UNIT] and Sense.ANYONE in wanted.senses and tells_whom(candidate):
        return False
    return bool(lacked) and (wanted.kinds != (Kind.DAY,) or not tells_case(candidate))


def tells_otherwise(candidate: Candidate) -> bool:
    """ "bao nhiêu một hộ" of a sentence that tells what all of them get."""
    return not tells_so(candidate.led_in, candidate.wanted.manner)


def is_not_of_year(candidate: Candidate) -> bool:
    """A figure or a name of another year than asked."""
    wanted = candidate.wanted
    return wanted.is_value and (
        tells_other_year(candidate)
        or is_of_other_plan_year(candidate.asked, candidate.passage, wanted.years)
    )


def tries_nothing_out(candidate: Candidate) -> bool:
    """ "phường nào làm thử" of a sentence in which nothing is tried out."""
    is_asked = Sense.FIRST in candidate.wanted.senses
    return is_asked and not speaks_of(candidate.led_in, "trial")


MISFITS: tuple[Sign, ...] = (
    names_no_such,
    tries_nothing_out,
    tells_no_delay,
    sets_aim,
    lacks_sort,
    tells_otherwise,
    is_not_of_year,
)


# What the signs ask of a text


def tells_whom(candidate: Candidate) -> bool:
    """ "do ông Vịnh điều hành thay", "học sinh, sinh viên được miễn vé": people, and no unit."""
    return holds(candidate.words, Kind.PERSON) or speaks_of(candidate.words, "people")


def tells_past(passage: Passage) -> bool:
    """Whether a passage stands where a plan tells how things were: "I. THỰC TRẠNG"."""
    return any(speaks_of(title, "past", is_folded=True) for title in passage.section_path)


def tells_case(candidate: Candidate) -> bool:
    """ "báo động đỏ khi nào": a sentence may tell in which case, and no day: "Nước lên tới 4 m thì
    báo động đỏ".
    """
    _, then, what = candidate.words.partition(THEN)
    return bool(then) and coverage(candidate.asked.topic, (Part(what),)) >= CASE_SHARE


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
