"""Whether the best row or the best sentence is looked at first.

The signs are asked in the order of `SIGNS`; the first that holds decides, and the trace names it.
What comes first answers if it is near enough, and the other one if not (`rows_or_prose.py`).
A new sign is a function of `Best` with a line in the table.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from assistant.answering.choice.best import TELLING, Best
from assistant.answering.evidence.cells.asked import asks_person, kind_of_due
from assistant.answering.evidence.cells.parts import said_in
from assistant.answering.evidence.cells.values import has_figures, holds_value
from assistant.answering.evidence.kinds import amounts_told, holds, tells
from assistant.answering.evidence.right_holders import tells_deed
from assistant.answering.findings import Quote
from assistant.answering.question.ranking import indexed
from assistant.answering.understand.meanings import Detail, Kind
from assistant.answering.words.notions import speaks_of
from assistant.answering.words.telling import QUESTION_WORDS
from assistant.domain.task import Field
from assistant.vietnamese.quantities import MONEY
from assistant.vietnamese.text import CAPITALS, syllables

# A row answers a question about a field before a sentence that says the topic a little better; so
# much better, times the share that `LEADS` tells. Set by hand on the open questions, as the shares.
ROW_LEAD = 0.12
# How near a sentence is, beside the best row, that tells the deed of somebody asked for.
DEED_SHARE = 0.7
STRETCH_SHARE = 0.8  # the same of one that tells from when to when
# A title that says nearly all of the question, and is so much longer, may hold the answer.
SAYS_ALL, GOES_ON = 0.85, 3
NOT = ("ko", "k", "hong", "hok")  # "có phải xác minh ko"
WHICH = "nao"
DIGIT = re.compile(r"\d")
WHEN = r"(?:hôm|ngày|tháng|bữa|giờ|khi|lúc|mấy) (?:nào|mấy|giờ)"
STRETCH_ASKED = re.compile(rf"\btừ {WHEN} (?:đến|tới) {WHEN}")
STRETCH = re.compile(r"\btừ\b.*\d.*\b(?:đến|tới)\b", re.IGNORECASE)
# What a row says of a task, and no cell of a table of targets.
OF_ROWS = frozenset((Field.LEAD, Field.SUPPORT, Field.DUE))
OF_UNITS = frozenset((Field.LEAD, Field.SUPPORT, Field.DELIVERABLE))
OTHER_TIMES = frozenset((Kind.HOUR, Kind.SPAN, Kind.WEEKDAY, Kind.MONTHDAY))


class First(StrEnum):
    """What is looked at first."""

    ROW = "nhiệm vụ trước"
    SENTENCE = "câu trước"
    ONLY_SENTENCE = "chỉ câu"


@dataclass(frozen=True, slots=True)
class Sign:
    """What tells which of the two is looked at first; its name is for the trace."""

    name: str
    holds: Callable[[Best], bool]
    first: First
    # A sentence is near enough, whatever its own weight, that says so much of what the row says.
    share: float | None = None

    def is_quote_near(self, best: Best) -> bool:
        """Whether the best sentence may answer."""
        beside_row = self.share is not None and best.quote.score >= best.row.score * self.share
        return best.quote.is_near or beside_row


@dataclass(frozen=True, slots=True)
class Lead:
    """How far ahead of a sentence a row of this sort of question is, as a share of `ROW_LEAD`."""

    name: str
    holds: Callable[[Best], bool]
    share: float


def deciding(best: Best) -> Sign:
    """The first of the signs that holds."""
    return next(sign for sign in SIGNS if sign.holds(best))


def lead(best: Best) -> Lead:
    """The first of the leads that holds."""
    return next(lead for lead in LEADS if lead.holds(best))


def always(best: Best) -> bool:
    """What is left where nothing else holds."""
    del best
    return True


# Signs


def is_unread(best: Best) -> bool:
    """ "Đường dây nóng là số mấy", "là câu gì": a question word that no reading explains.

    The whole row is an answer to a bare title, and to no question that was not understood.
    """
    understood = best.asked.understood
    if understood.asks or understood.values or understood.refers or understood.overdue:
        return False
    said = {token.folded for token in understood.tokens.items}
    is_left = bool(QUESTION_WORDS & said) or understood.tokens.items[-1].folded in NOT
    return is_left and not (tells_which(best) or tells_more(best))


def tells_more(best: Best) -> bool:
    """ "dữ liệu phải theo nguyên tắc gì" of a row whose long title says that and goes on."""
    title = best.task.title if best.task else ""
    words = len(syllables(title))
    return best.row.score >= SAYS_ALL and words >= GOES_ON * len(best.asked.understood.topic)


def tells_which(best: Best) -> bool:
    """ "lắp ở đường nào" of "Lắp … trên đường tỉnh 490": the title itself says which."""
    title = best.task.title if best.task else ""
    return any(
        re.search(rf"\b{re.escape(noun.spelled)}\s+(?:\w+\s+)?(?:[{CAPITALS}]|\d)", title)
        for noun, token in pairwise(best.asked.understood.tokens.items)
        if token.folded == WHICH
    )


def is_of_the_case(best: Best) -> bool:
    """ "hết chừng 700 triệu thì ai quyết": a sentence whose bounds hold the case that is told, and
    no row, which tells nothing of such a sum.
    """
    quote, task = best.fitting, best.task
    if quote is None or task is None or not quote.is_of_case:
        return False
    amounts = [q for q in amounts_told(best.asked.understood.topic) if q.what == MONEY]
    said = said_in(task)
    return bool(amounts) and not any(tells(said, q) for q in amounts)


def is_other_deed(best: Best) -> bool:
    """ "ai phải giải trình": who does the task is not who answers for it."""
    quote, task = best.fitting, best.task
    if quote is None or task is None:
        return False
    return tells_deed(best.asked, quote, said_in(task))


def asks_other_time(best: Best) -> bool:
    """ "mấy giờ", "trong bao lâu", "hôm nào trong tuần" of a row that only tells a day: any
    sentence near enough is better.
    """
    if best.task is None:
        return False
    asks = best.asked.understood.asks
    kinds = {kind_of_due(ask) for ask in asks if ask.field is Field.DUE}
    wanted, told = kinds & OTHER_TIMES, best.task.due.words
    return bool(wanted) and not any(holds(told, kind) for kind in wanted)


def is_target(best: Best) -> bool:
    """ "mức hài lòng đặt bao nhiêu": a target, and not what a task brings that measures it."""
    return best.fitting is not None and sets_target(best, best.fitting)


def asks_stretch(best: Best) -> bool:
    """ "cấm đào đường từ hôm nào tới hôm nào" of a task that is "Thường xuyên": a sentence that
    tells from when to when, where the row tells no day.
    """
    quote, task = best.fitting, best.task
    if quote is None or task is None or DIGIT.search(task.due.words):
        return False
    said = " ".join(token.spelled for token in best.asked.understood.tokens.items)
    return STRETCH_ASKED.search(said) is not None and STRETCH.search(quote.sentence) is not None


def sets_target(best: Best, quote: Quote) -> bool:
    """Whether a target is asked for, by its figure alone, and a sentence among targets gives a
    share that the best row does not.
    """
    understood, task = best.asked.understood, best.task
    is_asked = understood.values and not understood.asks
    if not is_asked or not speaks_of(understood.tokens.text, "target_asked", is_folded=True):
        return False
    if not speaks_of(" ".join(quote.passage.section_path[-2:]), "target", is_folded=True):
        return False
    if task is not None and holds(said_in(task), Kind.PERCENT):
        return False
    # "phải đạt bao nhiêu tấn": the target says it as well as any task does
    is_said_as_well = quote.fits and (not best.found or quote.score >= best.found[0].score)
    return is_said_as_well or holds(quote.sentence, Kind.PERCENT)


def is_rate(best: Best) -> bool:
    """ "được trả bao nhiêu một ha", "trễ thì bị trừ bao nhiêu tiền": a rule says what is paid in
    each case, and no sum in a column of the row.
    """
    values = best.asked.understood.values
    is_asked = any(value.kind is Kind.MONEY and value.in_prose for value in values)
    return is_asked and best.fitting is not None


def only_row_has_point(best: Best) -> bool:
    """ "camera ở cảng hạn chót ngày mấy" of a sentence on the port that speaks of no camera: the
    word that tells most stands in the row alone, and a field of it is asked for.
    """
    task, topic = best.task, best.asked.topic
    understood = best.asked.understood
    if task is None or not understood.asks or not best.quotes or asks_person(understood):
        return False
    point = max(topic.syllables, key=topic.syllables.__getitem__, default="")
    if not point.isalpha() or topic.syllables[point] < TELLING:
        return False
    quote = best.fitting or best.quotes[0]
    said = (said_in(task), f"{quote.passage.lead_in} {quote.sentence}")
    row, sentence = (indexed(text, is_bare=topic.is_bare).syllables for text in said)
    others = {w for words, ways in topic.others if point in words for way in ways for w in way}
    return point in row and point not in sentence and not others & sentence


def says_as_well(best: Best) -> bool:
    """Whether the row says the topic as well as the sentence, or little less well where its
    fields are asked for: "ai chủ trì việc …".
    """
    return best.row.score + ROW_LEAD * lead(best).share >= best.quote.score


SIGNS = (
    Sign("có chữ hỏi chưa hiểu", is_unread, First.ONLY_SENTENCE),
    Sign("câu nói đúng trường hợp có số tiền ấy", is_of_the_case, First.ONLY_SENTENCE),
    Sign("hỏi người có quyền, dòng không nói", is_other_deed, First.SENTENCE, share=DEED_SHARE),
    Sign("hỏi giờ hay khoảng thời gian, dòng chỉ có ngày", asks_other_time, First.SENTENCE),
    Sign("hỏi từ khi nào đến khi nào", asks_stretch, First.SENTENCE, share=STRETCH_SHARE),
    Sign("hỏi chỉ tiêu, câu nói chỉ tiêu", is_target, First.SENTENCE),
    Sign("hỏi mức tiền mà quy định nói", is_rate, First.SENTENCE, share=DEED_SHARE),
    Sign("chữ đáng kể nhất chỉ dòng có", only_row_has_point, First.ROW),
    Sign("dòng nói chủ đề không kém câu", says_as_well, First.ROW),
    Sign("câu nói chủ đề rõ hơn dòng", always, First.SENTENCE),
)


# Leads


def asks_prose(best: Best) -> bool:
    """ "vì sao chậm", "bị phạt thế nào": what cells seldom hold."""
    return any(value.in_prose for value in best.asked.understood.values)


def row_holds_value(best: Best) -> bool:
    """ "bao nhiêu km đường": a row that holds every value asked for."""
    values, task = best.asked.understood.values, best.task
    if not values or task is None:
        return False
    return all(holds_value(task, value) for value in values)


def row_has_figures(best: Best) -> bool:
    """ "hết bao nhiêu" of a column of bare numbers: one of them may be what is asked for."""
    values = best.asked.understood.values
    if not best.found:
        return False
    return any(has_figures(best.asked, best.found[0], value) for value in values)


def row_lacks_value(best: Best) -> bool:
    """ "bao nhiêu hộ" of a row that tells no figure."""
    return bool(best.asked.understood.values and best.found)


def asks_several(best: Best) -> bool:
    """ "tháng mấy, có bên nào phụ vào": one sentence seldom tells both."""
    asks = best.asked.understood.asks
    told = {ask.field for ask in asks if ask.detail is Detail.VALUE}
    return len(told & OF_ROWS) > 1


def asks_unit(best: Best) -> bool:
    """ "ai chủ trì", "sản phẩm là gì"."""
    return bool(OF_UNITS & {*best.asked.understood.fields})


def asks_detail(best: Best) -> bool:
    """ "còn mấy ngày", "có quá hạn chưa": what is reckoned from a cell."""
    return any(ask.detail is not Detail.VALUE for ask in best.asked.understood.asks)


def asks_field(best: Best) -> bool:
    """ "hạn khi nào": any other column."""
    return bool(best.asked.understood.fields)


LEADS = (
    Lead("hỏi điều chỉ lời văn nói", asks_prose, 0.0),
    Lead("dòng có giá trị được hỏi", row_holds_value, 1.5),
    Lead("dòng có cột số", row_has_figures, 0.0),
    Lead("dòng không có giá trị được hỏi", row_lacks_value, -1.0),
    Lead("hỏi hai cột của một việc", asks_several, 3.0),
    Lead("hỏi đơn vị hay sản phẩm", asks_unit, 1.5),
    Lead("hỏi điều tính từ một ô", asks_detail, 1.5),
    Lead("hỏi một cột", asks_field, 1.0),
    Lead("không hỏi cột nào", always, 0.2),
)
