"""Fields asked for. A bare noun ("thời gian", "kết quả") is a question only where it stands so."""

from collections.abc import Iterator
from dataclasses import replace

from assistant.answering.understand.meanings import Asks, IsEmpty, Reading
from assistant.answering.understand.recognise.signals import read_phrases
from assistant.answering.understand.recognise.units import matches
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.words.notions import phrases, says
from assistant.answering.words.telling import word_set
from assistant.answering.words.tokens import Tokens
from assistant.domain.task import Field
from assistant.vietnamese.text import syllables

# Under this weight a noun alone is no question.
NOUN_WEIGHT = 1.0
# A column's name; one of a single syllable ("Buổi", "Mức") may be any word of the question.
HEADER, SHORT_HEADER = 1.0, 0.35
AT_END = 0.35
JOINING = word_set("và với cùng là của")
STATING = word_set("có ghi nêu bố trí được thấy cột ô chỗ phần để điền")
DENYING = word_set("không chưa trống trắng thiếu sót quên khuyết")
LEAVING = word_set("bỏ để còn bị đang")  # "bỏ trống cột kinh phí"
# "cột nguồn vốn còn đang bỏ trắng", "ghi chú để trống"
LEFT = word_set("đang còn vẫn bị được để bỏ trống trắng chưa không chẳng ghi có điền gì cả hết")
BLANK = word_set("trống trắng chưa không chẳng")
OR_NOT = word_set("không chưa")
OF_SOMETHING = 0.3
INSIDE = 0.45
PARTICLES = word_set("ạ nhé nhỉ vậy thế với nha hả đó không ko z v giúp hộ giùm dùm")
AFTER = word_set("của việc nhiệm cho đối và với cùng")
ASKING = word_set("gì nào sao đâu bao mấy ai")
COUNTED = 0.05
COUNTING = frozenset(("nhieu", "may", "bn", "bnhieu"))
COLUMN = word_set("cột ô")
COLUMN_ENDS = word_set(
    "của trong ở tại ghi là cho thì để bị nào gì nhiệm việc có đang không bỏ trống trắng"
)
LONGEST_COLUMN = 6
MONEY = "money"
PERSON, WHO = "người", "ai"
WEAK_VERBS = word_set("giảm rút ngắn cắt về báo tiết kéo dài tăng")


def read_fields(tokens: Tokens, names: Names) -> Iterator[Reading]:
    """Fields by the table of wordings, and columns of other kinds by their headers."""
    for reading in read_phrases("fields.tsv", tokens):
        yield in_context(reading, tokens, names)
    yield from read_columns(tokens, names)
    for header in names.vocabulary.headers:
        yield from read_header(tokens, header, names)


def read_columns(tokens: Tokens, names: Names) -> Iterator[Reading]:
    """ "cột người soạn của việc …": a column called by a name, held or not."""
    known = [syllables(h.split("(")[0]) for h in names.vocabulary.headers]
    for start, token in enumerate(tokens.items):
        if token.spelled not in COLUMN or start + 1 >= len(tokens):
            continue
        if is_glued(tokens, names, before=start):  # "ô tô", "cột mốc"
            continue
        end = start + 1
        while (
            end < len(tokens)
            and end - start <= LONGEST_COLUMN
            and (tokens[end].spelled not in COLUMN_ENDS and not (tokens[end].after_break))
        ):
            end += 1
        words = syllables(tokens.words(start + 1, end))
        is_field = any(not r.weight < INSIDE for r in fields_within(tokens, start + 1, end))
        if len(words) > 1 and not is_field and not any(words == k[: len(words)] for k in known):
            yield Reading(start, end, Asks(Field.OTHER, header=" ".join(words)), 1.0)


def fields_within(tokens: Tokens, start: int, end: int) -> Iterator[Reading]:
    """The readings of a stretch as a field by the tables: "cột đơn vị chủ trì"."""
    for table in ("fields.tsv", "roles.tsv"):
        for reading in read_phrases(table, tokens):
            if start <= reading.start and reading.end <= end:
                yield reading


def read_header(tokens: Tokens, header: str, names: Names) -> Iterator[Reading]:
    """A column of another kind by its header: asked for, or said to be blank."""
    words = syllables(header.split("(")[0])
    if len(words) > 1 and words[0] == PERSON:
        # "ai theo dõi" of the column "Người theo dõi"
        for start in range(len(tokens)):
            if matches(tokens, (WHO, *words[1:]), start=start):
                yield Reading(start, start + len(words), Asks(Field.OTHER, header=header), 1.3)
    # "tổng tiền": the money of a plan as well as that of a row in the column "Tiền".
    is_any_money = len(words) == 1 and says(words, MONEY)
    for start in range(len(tokens)):
        if words and matches(tokens, words, start=start):
            if not is_any_money:
                asks = Asks(Field.OTHER, header=header)
                weight = HEADER if len(words) > 1 else SHORT_HEADER
                yield in_context(Reading(start, start + len(words), asks, weight), tokens, names)
            yield from read_denied(tokens, header, start=start, end=start + len(words))
            yield from read_left(tokens, header, start=start, end=start + len(words))
    if says(syllables(header), MONEY):
        # "mấy việc không ghi tiền" of the column "Kinh phí"; what another column is called is that
        own = {syllables(other.split("(")[0]) for other in names.vocabulary.headers}
        for called in phrases(MONEY) - own:
            for start in range(len(tokens)):
                if matches(tokens, called, start=start):
                    yield from read_denied(tokens, header, start=start, end=start + len(called))
                    yield from read_left(tokens, header, start=start, end=start + len(called))


def read_denied(tokens: Tokens, header: str, *, start: int, end: int) -> Iterator[Reading]:
    """ "không ghi nguồn vốn": a denial before a column's name."""
    first = start
    while first and tokens[first - 1].spelled in STATING:
        first -= 1
    if first and tokens[first - 1].spelled in DENYING:
        first -= 1
        while first and tokens[first - 1].spelled in LEAVING:
            first -= 1
        yield Reading(first, end, IsEmpty(Field.OTHER, header), 1.2)


def read_left(tokens: Tokens, header: str, *, start: int, end: int) -> Iterator[Reading]:
    """ "nguồn vốn còn để trống": what is said of it after a column's name."""
    last = end
    while last < len(tokens) and tokens[last].spelled in LEFT:
        last += 1
    # "… ngoài dự toán không?" asks whether, and says of no column that it is blank.
    said = [t.spelled for t in tokens.items[end:last]]
    if BLANK & {*said} and not (last == len(tokens) and len(said) == 1 and said[0] in OR_NOT):
        yield Reading(start, last, IsEmpty(Field.OTHER, header), 1.2)


def in_context(reading: Reading, tokens: Tokens, names: Names) -> Reading:
    """A noun weighs more at the end of a clause and less in the middle of a known phrase."""
    if reading.weight >= NOUN_WEIGHT:
        return reading
    weight, end = reading.weight, reading.end
    if reading.start and tokens[reading.start - 1].folded in COUNTING:
        # "bao nhiêu mốc": a noun that is counted is no field.
        return replace(reading, weight=COUNTED)
    while end < len(tokens) and tokens[end].spelled in PARTICLES:
        end += 1
    if end == len(tokens) or tokens[end].after_break:
        weight += AT_END
    elif tokens[end].spelled in AFTER or tokens[end].spelled in ASKING:
        weight += OF_SOMETHING
    elif is_glued(tokens, names, before=reading.end - 1):
        weight *= INSIDE
    if reading.start and not tokens[reading.start].after_break:
        before = tokens[reading.start - 1].spelled
        if before in WEAK_VERBS or (
            weight < NOUN_WEIGHT
            and before not in JOINING
            and is_glued(tokens, names, before=reading.start - 1)
        ):
            weight *= INSIDE
    return replace(reading, weight=weight)


def is_glued(tokens: Tokens, names: Names, *, before: int) -> bool:
    """Whether a token and the next stand side by side in documents, as parts of one phrase."""
    if before < 0 or before + 1 >= len(tokens):
        return False
    pair = (tokens[before].spelled, tokens[before + 1].spelled)
    return pair in names.vocabulary.pairs
