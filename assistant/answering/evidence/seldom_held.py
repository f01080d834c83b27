"""Things that plans seldom hold ("giá vé", "trúng thầu"): asked for, the evidence must name them.

The rest of the question may be said by a row word for word and the answer still not be there: the
row of a festival names neither its ticket price nor its guests.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.answering.evidence.kinds import written_nouns
from assistant.answering.understand.meanings import NamesPlan
from assistant.answering.understand.understood import Understood
from assistant.answering.words.lexicon import rows
from assistant.answering.words.notions import single_words
from assistant.answering.words.telling import word_set
from assistant.answering.words.tokens import Token
from assistant.vietnamese.numbers import number_words, read_number, write_roman
from assistant.vietnamese.terms import spell_padded
from assistant.vietnamese.wordlist import read_table, read_words

TABLES = {"demands.tsv": False, "figure_demands.tsv": True}
NAME_ASKED = re.compile(r" (?:tên (?:là )?(?:gì|chi)|họ tên|tên họ|là ai|là người nào) ")
YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True)
class Demand:
    """A wording of a question and the words of which one must stand in the evidence."""

    wording: str
    words: tuple[str, ...]
    is_of_figures: bool  # it holds only where no column of a task is asked for


@lru_cache(maxsize=1)
def demanding() -> tuple[Demand, ...]:
    """The tables of demands."""
    return tuple(
        Demand(
            spell_padded(phrase),
            tuple(spell_padded(word) for word in (phrase, *others.split(";")) if word),
            is_of_figures,
        )
        for table, is_of_figures in TABLES.items()
        for phrase, others, *_ in rows(table)
    )


# "bao nhiêu một tiết", "mỗi hộ được bao nhiêu": what the figure is for each of; "mỗi tháng, hạn
# ngày mấy" asks for no figure.
EACH = (
    re.compile(r"(?:bao nhiêu|mấy)(?: (?:tiền|đồng|triệu|nghìn))? (?:một|1|mỗi) (\w+)"),
    re.compile(r"(?:mỗi|một) (\w+)(?: \w+){0,2} (?:bao nhiêu|(?<!ngày )(?<!mùng )(?<!thứ )mấy)\b"),
)
# "một năm mấy đợt" asks how often; a plan of a year does not repeat the year.
# "một cái" stands for whatever was named; "một ký" is demanded by the table, as "kg".
NOT_EACH = word_set("năm lần đợt kế kỳ bên nơi chỗ việc nhiệm cái chiếc thứ ký")


# What is done in several stages: "đợt hai", "giai đoạn 1"
MOST_STAGES, FIRST = 9, ("đầu",)
# "chợ A Pa Chải 1 tháng mấy lần": a number of these, and of no name
COUNTED = word_set("giờ ngày tuần tháng quý năm lần km ha")


def of_each(asked: str) -> tuple[tuple[str, ...], ...]:
    """What a figure is asked for each of: the evidence must name it, or write it otherwise."""
    nouns = [noun for pattern in EACH for noun in pattern.findall(asked)]
    return tuple(
        tuple(spell_padded(word) for word in (noun, *written_nouns().get(noun, ())))
        for noun in nouns
        if noun not in NOT_EACH
    )


def numbered(understood: Understood) -> tuple[tuple[str, ...], ...]:
    """ "cầu Rạch Miễu 2": a name with its number is another thing than the name alone."""
    items = understood.tokens.items
    found = []
    for at in range(3, len(items)):
        first, second, number = items[at - 2 : at + 1]
        is_name = second.is_capital and first.is_capital and number in understood.topic
        is_code = number in understood.topic and is_road(second, number, understood)
        counts = at + 1 < len(items) and items[at + 1].spelled in COUNTED
        if (
            (is_name or is_code)
            and number.is_number
            and not (counts or second.after_break or number.after_break)
        ):
            told = number.text if is_code else f"{second.text} {number.text}"
            found.append((spell_padded(told),))
    return tuple(found)


def stages(understood: Understood) -> tuple[tuple[str, ...], ...]:
    """ "đợt ba", "giai đoạn 2": of what is done in several stages the one that is meant."""
    found = []
    for noun, number in pairwise(understood.tokens.items):
        value = read_number(number.spelled) if noun.spelled in single_words("stage") else None
        if value and value <= MOST_STAGES and not number.after_break:
            words = [word for word, other in number_words().items() if other == value]
            ways = (str(value), f"0{value}", write_roman(value), *words, *FIRST[value > 1 :])
            found.append(tuple(spell_padded(f"{noun.spelled} {way}") for way in ways))
    return tuple(found) if len(found) == 1 else ()  # "đợt một với đợt hai": each has its own


def is_road(letters: Token, number: Token, understood: Understood) -> bool:
    """ "ĐT.376", "QL 21": told by letters and a number, and neither a document nor a year."""
    is_code = len(letters.text) > 1 and letters.text.isupper()
    shouts = understood.tokens.text.isupper()
    return is_code and not (
        shouts or letters.text in kind_codes() or YEAR.fullmatch(number.text) is not None
    )


@lru_cache(maxsize=1)
def kind_codes() -> frozenset[str]:
    """How kinds of documents are shortened: "NQ", "QĐ"."""
    return frozenset(code.upper() for _, code, *_ in read_table("document_kinds"))


def beside_plans(understood: Understood) -> str:
    """The question without the names of plans: "kế hoạch dân số" asks for no population."""
    text, told, end = understood.tokens.text, [], 0
    for reading in understood.resolved.of(NamesPlan):
        first, last = understood.tokens[reading.start], understood.tokens[reading.end - 1]
        told.append(text[end : first.start])
        end = last.end
    return "".join(spell_padded(words) for words in (*told, text[end:]))


def demands(understood: Understood) -> tuple[tuple[str, ...], ...]:
    """What the question demands of its evidence; the longest wording of a stretch counts."""
    asked = beside_plans(understood)
    asks_column = bool(understood.asks) and not understood.values
    found = [
        demand
        for demand in demanding()
        if demand.wording in asked and not (demand.is_of_figures and asks_column)
    ]
    words = tuple(
        demand.words
        for demand in found
        if not any(demand.wording in o.wording and demand is not o for o in found)
    )
    return (
        *words,
        *of_each(asked),
        *numbered(understood),
        *stages(understood),
        *posts_asked(asked),
    )


def posts_asked(asked: str) -> tuple[tuple[str, ...], ...]:
    """ "trưởng phòng tên là gì": the evidence must name that post, and no deputy's."""
    if not NAME_ASKED.search(asked):
        return ()
    posts = (spell_padded(post.lower()) for post in read_words("positions"))
    said = of_deputies(asked)
    return tuple((post,) for post in posts if of_deputies(post) in said)


def of_deputies(text: str) -> str:
    """Padded words in which a deputy's post is one word, so that it does not hold the post."""
    return text.replace(" phó ", " phó~")


def meets(text: str, wanted: Sequence[tuple[str, ...]]) -> bool:
    """Whether a text holds everything that is demanded."""
    said = of_deputies(spell_padded(text))
    return all(any(of_deputies(word) in said for word in words) for words in wanted)
