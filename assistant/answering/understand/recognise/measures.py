"""Measures of a set, and bare "bao nhiêu", "mấy": a count of tasks or a number in the text."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from assistant.answering.understand.meanings import (
    AsksList,
    AsksValue,
    Filler,
    Kind,
    Measures,
    Reading,
)
from assistant.answering.understand.recognise.fields import PARTICLES
from assistant.answering.understand.recognise.signals import read_phrases
from assistant.answering.words.notions import phrases, single_words
from assistant.answering.words.telling import LENGTHS_OF_TIME, sorts_in, stopwords, word_set
from assistant.answering.words.tokens import Tokens
from assistant.domain.query import Measure

BARE = 0.5
# "bao nhiêu phòng học": nouns that say little where tasks are looked for
COUNTED_NOUNS = word_set("phòng")
COMPARED_WITH = ("so", "với")  # "chiếm bao nhiêu so với …": of no noun
CLASSIFIERS = word_set("cái chiếc con")
HOUSEHOLDS = word_set("hộ")  # "mấy hộ"; and a particle in "đếm hộ"
HOW_MANY = word_set("nhiêu mấy")
PERCENT = ("%", "phầntrăm")
SEVERAL, JOINING = "mấy", ("và", "rồi")
WHICH, LONGEST_NOUN = "nào", 4  # "mấy loại thủ tục nào"
HOW = "thế"  # "dự án thế nào thì …"
PLURALS, LISTED = word_set("những các"), 0.9
OTHER_QUESTION_WORDS = frozenset(("nao", "gi", "dau", "sao", "ai"))
SORTS = word_set("thứ loại")
# "năm" is a year as often.
NUMERALS, MOST_NAMED = word_set("hai ba bốn sáu bảy tám chín mười 2 3 4 5 6 7 8 9 10"), 3
THOUSANDS = word_set("nghìn ngàn triệu tỷ tỉ")


def read_measures(tokens: Tokens) -> Iterator[Reading]:
    """The table of measures; "bao nhiêu" at the end of a clause counts tasks."""
    yield from read_kinds_listed(tokens)
    yield from read_how_many_are_meant(tokens)
    for reading in read_phrases("measures.tsv", tokens):
        meaning = reading.meaning
        if is_of_sorts(reading, tokens):
            noun = tokens[reading.end].spelled
            yield replace(reading, end=reading.end + 1, meaning=AsksValue(Kind.COUNT, noun))
        elif is_plural(reading, tokens):
            yield replace(reading, meaning=Filler())
        elif isinstance(meaning, Measures) and counts_something(reading, tokens):
            yield replace(reading, meaning=AsksValue(Kind.COUNT, tokens[reading.end].spelled))
        elif not isinstance(meaning, AsksValue):
            yield reading
        elif meaning.kind is Kind.COUNT and reading.weight < BARE:
            yield counted(reading, tokens)
        elif meaning.kind is Kind.MONEY and is_percent(tokens, reading.end):
            continue  # "ngân sách bao nhiêu %"
        elif meaning.kind is Kind.MONEY and counts_other(reading, tokens):
            # "phải trả bao nhiêu mẫu"
            yield replace(reading, meaning=AsksValue(Kind.COUNT, tokens[reading.end].spelled))
        elif meaning.kind is Kind.MONEY and counts_by_thousands(reading, tokens):
            yield replace(reading, meaning=AsksValue(Kind.AMOUNT))
        else:
            yield replace(reading, meaning=replace(meaning, noun=noun_after(reading, tokens)))


def read_kinds_listed(tokens: Tokens) -> Iterator[Reading]:
    """ "những cuộc thanh tra nào", "các lớp bồi dưỡng nào": things are to be listed, whatever
    the noun.
    """
    for start, token in enumerate(tokens.items[:-1]):
        after = tokens[start + 1].spelled
        if token.spelled not in PLURALS or after not in single_words("classified"):
            continue
        behind = tokens.items[start + 1 : start + 2 + LONGEST_NOUN]
        said = [t.spelled for t in takewhile(lambda t: not t.after_break, behind)]
        if WHICH in said[1:]:
            yield Reading(start, start + 1, AsksList(), LISTED)
    # "Dự án nào trong phụ lục …" opens with what is to be listed.
    opening = [token.spelled for token in tokens.items[:LONGEST_NOUN]]
    at = opening.index(WHICH) if WHICH in opening[1:] else 0
    if at and opening[0] in single_words("classified") and opening[at - 1] != HOW:
        yield Reading(at, at + 1, AsksList(), LISTED)


def read_how_many_are_meant(tokens: Tokens) -> Iterator[Reading]:
    """ "Ba chợ nào được chọn": the number of those that are asked for describes none of them."""
    for at, token in enumerate(tokens.items[:-2]):
        behind = takewhile(lambda t: not t.after_break, tokens.items[at + 1 : at + 1 + MOST_NAMED])
        said = [t.spelled for t in behind]
        opens = at == 0 or bool(token.after_break)
        if opens and token.spelled in NUMERALS and WHICH in said[1:]:
            yield Reading(at, at + 1, Filler(), LISTED)


def is_percent(tokens: Tokens, at: int) -> bool:
    """Whether a percentage is named there."""
    said = "".join(token.spelled for token in tokens.items[at : at + 2] if not token.after_break)
    return said.startswith(PERCENT)


def is_of_sorts(reading: Reading, tokens: Tokens) -> bool:
    """ "phát bằng mấy thứ tiếng": so many sorts of what stands behind the word for a sort."""
    last, end = tokens[reading.end - 1].spelled, reading.end
    if not isinstance(reading.meaning, Measures) or last not in SORTS or end == len(tokens):
        return False
    behind = tokens[end]
    return not behind.after_break and behind.spelled not in stopwords() | PARTICLES


def is_plural(reading: Reading, tokens: Tokens) -> bool:
    """ "Mấy cháu đau bụng thì điểm trường phải làm gì": before what asks "mấy" only says that there
    are several; "nhất là mấy loại thủ tục nào" asks which.
    """
    if tokens[reading.end - 1].spelled != SEVERAL:
        return False
    behind = tokens.items[reading.end :]
    nouns = [t.spelled for t in takewhile(lambda t: not t.after_break, behind[:LONGEST_NOUN])]
    if WHICH in nouns[1:]:
        return True
    opens = reading.start == 0 or tokens[reading.start].after_break
    if not opens or reading.length > 1:
        return False
    parted = (n for n, t in enumerate(behind) if n and (t.after_break or t.spelled in JOINING))
    ends = next(parted, len(behind))
    return any(token.folded in OTHER_QUESTION_WORDS for token in behind[:ends])


def counts_something(reading: Reading, tokens: Tokens) -> bool:
    """ "tổng cộng bao nhiêu hồ sơ": what is counted stands after the question word."""
    last = tokens[reading.end - 1].spelled
    if last not in HOW_MANY or reading.end == len(tokens) or tokens[reading.end].after_break:
        return False
    return tokens[reading.end].spelled not in stopwords() | PARTICLES


def counts_other(reading: Reading, tokens: Tokens) -> bool:
    """ "phải trả bao nhiêu mẫu": of what is counted behind it, which is no money."""
    behind = [token.spelled for token in tokens.items[reading.end : reading.end + 2]]
    is_money = any(
        tuple(behind[: len(words)]) == words for words in phrases("money") | phrases("currency")
    )
    told = is_money or (behind and behind[0] in THOUSANDS)
    return not told and counts_something(reading, tokens)


def counts_by_thousands(reading: Reading, tokens: Tokens) -> bool:
    """ "mấy triệu lượt khách": of what is counted after it, and no sum of money."""
    if tokens[reading.end - 1].spelled not in THOUSANDS or reading.end == len(tokens):
        return False
    following = [token.spelled for token in tokens.items[reading.end : reading.end + 2]]
    return any(tuple(following[: len(words)]) == words for words in phrases("counted"))


def noun_after(reading: Reading, tokens: Tokens) -> str:
    """What a figure is to be of, for kinds of figures that do not say it."""
    meaning, end = reading.meaning, reading.end
    if isinstance(meaning, AsksValue) and meaning.kind is Kind.NUMBER:
        return next(iter(sorts_in(tokens.words(reading.start, end))), "")
    if not isinstance(meaning, AsksValue) or meaning.kind not in (Kind.COUNT, Kind.AMOUNT):
        return ""
    if meaning.kind is Kind.AMOUNT and reading.weight < BARE:
        return ""  # "tỷ lệ thất thoát": what a share is of may be said in other words
    if end < len(tokens) - 1 and tokens[end].spelled in CLASSIFIERS:
        end += 1  # "mấy chiếc xuồng"
    if end == len(tokens) or tokens[end].after_break:
        return ""
    if tuple(token.spelled for token in tokens.items[end : end + 2]) == COMPARED_WITH:
        return ""
    word = tokens[end].spelled
    if not word.isalpha():
        return ""  # "lãnh bao nhiêu 1 tháng"
    return word if word in COUNTED_NOUNS or word not in stopwords() else ""


def counted(reading: Reading, tokens: Tokens) -> Reading:
    """ "có bao nhiêu?" counts tasks; "bao nhiêu lớp" asks for a number and keeps its noun."""
    end = reading.end
    while end < len(tokens) and tokens[end].spelled in PARTICLES - HOUSEHOLDS:
        end += 1
    if end == len(tokens) or tokens[end].after_break:
        return replace(reading, meaning=Measures(Measure.COUNT, is_bare=True))
    is_last = end + 1 == len(tokens) or tokens[end + 1].after_break
    if is_last and tokens[end].spelled in CLASSIFIERS:
        # "xóa tên tàu: bao nhiêu chiếc, khi nào": so many of what was spoken of
        return replace(reading, end=end + 1, meaning=AsksValue(Kind.COUNT))
    if tokens[end].spelled in LENGTHS_OF_TIME:
        return replace(reading, end=end + 1, meaning=AsksValue(Kind.SPAN))
    return replace(
        reading, meaning=AsksValue(Kind.COUNT, noun_after(replace(reading, end=end), tokens))
    )
