"""All recognisers over one question. A new kind of question is one more line here."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from assistant.answering.understand.meanings import (
    Acts,
    Amended,
    Asks,
    AsksAttribute,
    AsksComparison,
    AsksList,
    AsksValue,
    AsksWho,
    Filler,
    HasStatus,
    InWindow,
    IsOverdue,
    Measures,
    Mentions,
    NamesPlan,
    NamesUnit,
    NamesUnknownUnit,
    Negates,
    OfDueKind,
    Only,
    Reading,
    Reference,
    Refers,
    SaysWords,
)
from assistant.answering.understand.recognise.columns import read_column_names
from assistant.answering.understand.recognise.fields import PARTICLES, is_glued, read_fields
from assistant.answering.understand.recognise.measures import read_measures
from assistant.answering.understand.recognise.mentions import read_mentions
from assistant.answering.understand.recognise.people import read_people
from assistant.answering.understand.recognise.places import read_places
from assistant.answering.understand.recognise.plans.plans import read_plans
from assistant.answering.understand.recognise.quotes import read_quotes
from assistant.answering.understand.recognise.rule_questions import read_rules
from assistant.answering.understand.recognise.sections import read_sections
from assistant.answering.understand.recognise.signals import read_phrases
from assistant.answering.understand.recognise.statuses import read_statuses
from assistant.answering.understand.recognise.sums import read_sums
from assistant.answering.understand.recognise.times.times import SAID, is_written, read_times
from assistant.answering.understand.recognise.units import read_units
from assistant.answering.understand.recognise.which_unit import read_which_unit
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.words.compounds import is_within
from assistant.answering.words.notions import begins_with, single_words
from assistant.answering.words.telling import attracts, belongs_to, stopwords, word_set
from assistant.answering.words.tokens import Tokens
from assistant.domain.task import Field
from assistant.vietnamese.text import fold
from assistant.vietnamese.wordlist import read_words

TABLES = ("roles.tsv", "generic.tsv", "attributes.tsv", "talk.tsv", "references.tsv")
# "hồ sơ quá hạn" in a title is no overdue task: what documents write together stays together.
INSIDE = 0.35
EDGES = ("truoc", "sau")
WISHES = frozenset(("xin", "muon", "can", "nghi"))
DOING = ("làm", "thực", "là", "mang", "thuộc")
# Single words that mean this only by themselves: "chỉ", and not in "chỉ tiêu".
SMALL = Filler | Only | Negates | Refers | AsksList | AsksValue
WEAK = 0.5
ENDING = ("thế", "vậy")
CALLED_AS_DEED = "thanh tra"  # a body that is called as what it does
LEFT, BLANK = "bỏ", word_set("trống trắng")
WHICH, TASK = word_set("nào gì chi"), "việc"
TOGETHER = "chung"
# "mức hỗ trợ", "tiền hỗ trợ": what is paid, and nobody who helps
AID = "hỗ trợ"


def recognise(tokens: Tokens, names: Names, *, as_of: date) -> Iterator[Reading]:
    """Every reading that any recogniser proposes, without mere syllables of other words."""
    proposed = tuple(propose(tokens, names, as_of=as_of))
    starts = {r.start for r in proposed if isinstance(r.meaning, NamesUnit | AsksWho)}
    conditions = {r.start for r in proposed if isinstance(r.meaning, OfDueKind | InWindow)}
    for reading in proposed:
        is_weak = reading.length == 1 and reading.weight < WEAK
        glued = is_glued(tokens, names, before=reading.end - 1) and reading.end not in starts
        inside = isinstance(reading.meaning, SMALL) and is_inside(reading, tokens, names)
        # "bai van phu voi …": "Vân Phú", and nobody who helps ("phụ với")
        is_cut = tokens.is_bare and reading.length > 1 and reading.weight < WEAK
        if is_cut and isinstance(reading.meaning, Acts):
            glued = glued or is_glued(tokens, names, before=reading.start - 1)
            is_weak = True
        # "giao" of "giao tiếp" assigns nothing, "cùng" of "cuối cùng" joins nobody
        is_half = reading.length == 1 and reading.start in tokens.compounds
        inside = inside or (is_half and isinstance(reading.meaning, Acts | Negates))
        # "bỏ | việc thường xuyên đi": nobody leaves a job
        is_left = isinstance(reading.meaning, Negates) and tokens[reading.start].spelled == LEFT
        inside = inside and not (is_left and {reading.end, reading.end + 1} & conditions)
        if isinstance(reading.meaning, AsksComparison) and goes_on(reading, tokens):
            continue
        if straddles(reading, tokens, names) or is_particle(reading, tokens):
            continue
        if is_cut_short(reading, tokens) or cuts_kind(reading, tokens):
            continue
        if is_of_thing(reading, tokens, names) or is_half_of_word(reading, tokens):
            continue
        if leaves_out(reading, tokens, before=conditions):
            continue
        if is_aid(reading, tokens) or is_event(reading, tokens) or is_leaving(reading, tokens):
            continue
        if not inside and not (is_weak and isinstance(reading.meaning, Acts) and glued):
            yield reading


def is_aid(reading: Reading, tokens: Tokens) -> bool:
    """ "mức hỗ trợ bữa phụ do ai trình", "được hỗ trợ 350 triệu": money, and nobody's role."""
    meaning = reading.meaning
    if not isinstance(meaning, Acts | Asks) or meaning.field is not Field.SUPPORT:
        return False
    said = tokens.words(reading.start, reading.end).lower()
    before = tokens[reading.start - 1].spelled if reading.start else ""
    following = tokens.items[reading.end : reading.end + 1]
    is_sum = bool(following) and following[0].is_number
    return said == AID and (before in single_words("paid") or is_sum)


def is_half_of_word(reading: Reading, tokens: Tokens) -> bool:
    """ "Bộ đội Biên | phòng chủ trì …": what asks who begins within another word."""
    meaning = reading.meaning
    asks_who = isinstance(meaning, Asks) and meaning.field in (Field.LEAD, Field.SUPPORT)
    return asks_who and is_within(tokens, reading.start)


def is_of_thing(reading: Reading, tokens: Tokens, names: Names) -> bool:
    """ "cơ sở dữ liệu dùng chung | ai làm": documents write "dùng chung", and nobody does it
    together with another.
    """
    meaning = reading.meaning
    is_help = isinstance(meaning, Asks | Acts) and meaning.field is Field.SUPPORT
    is_together = is_help and tokens[reading.start].spelled == TOGETHER
    return is_together and reading.start > 0 and is_glued(tokens, names, before=reading.start - 1)


def leaves_out(reading: Reading, tokens: Tokens, *, before: Container[int]) -> bool:
    """ "bỏ mấy việc | hằng tháng ra": a condition leaves them out, and no document has dropped
    them.
    """
    is_dropping = isinstance(reading.meaning, Amended) and tokens[reading.start].spelled == LEFT
    following = tokens.items[reading.end : reading.end + 1]
    end = reading.end + any(token.spelled == TASK for token in following)
    return is_dropping and end in before and tokens[reading.end - 1].spelled not in WHICH


def is_leaving(reading: Reading, tokens: Tokens) -> bool:
    """ "việc nào bỏ trống cột kết quả": left blank, and nothing left out or repealed."""
    following = tokens.items[reading.end : reading.end + 1]
    is_blank = bool(following) and following[0].spelled in BLANK
    is_left = tokens[reading.end - 1].spelled == LEFT
    return isinstance(reading.meaning, Negates | Amended) and is_left and is_blank


def is_event(reading: Reading, tokens: Tokens) -> bool:
    """ "những cuộc thanh tra nào": what is done, and no body that is called so."""
    before = tokens[reading.start - 1].spelled if reading.start else ""
    is_deed = tokens.words(reading.start, reading.end).lower().startswith(CALLED_AS_DEED)
    return isinstance(reading.meaning, AsksWho) and is_deed and before in single_words("event")


def is_particle(reading: Reading, tokens: Tokens) -> bool:
    """ "bao nhiêu cơ sở thế": at the end such a word asks of nothing that was said before."""
    meaning = reading.meaning
    is_likewise = isinstance(meaning, Refers) and meaning.to is Reference.LIKEWISE
    said = tokens[reading.start].spelled
    return is_likewise and said in ENDING and 0 < reading.start == len(tokens) - 1


def straddles(reading: Reading, tokens: Tokens, names: Names) -> bool:
    """ "sơ đồng" in "hồ sơ đồng bộ": the ends of two words that documents write, and no word."""
    inner = range(reading.start, reading.end - 1)
    return bool(inner) and (
        is_glued(tokens, names, before=reading.start - 1)
        and is_glued(tokens, names, before=reading.end - 1)
        and not any(is_glued(tokens, names, before=at) for at in inner)
        and isinstance(reading.meaning, Measures | AsksValue | Asks | Acts | AsksAttribute)
    )


def is_cut_short(reading: Reading, tokens: Tokens) -> bool:
    """ "mấy mục tiêu": a noun that is only the beginning of another word is not counted."""
    if not isinstance(reading.meaning, Measures) or reading.end == len(tokens):
        return False
    together = tokens.words(reading.end - 1, reading.end + 1)
    return belongs_to(tokens[reading.end - 1], tokens[reading.end]) or begins_with(
        together, "target"
    )


def cuts_kind(reading: Reading, tokens: Tokens) -> bool:
    """ "công | văn phòng dịch": the end of a kind of document begins nobody's name."""
    is_name = isinstance(reading.meaning, NamesUnit | NamesUnknownUnit | NamesPlan)
    if not is_name or not reading.start:
        return False
    both = tokens.items[reading.start - 1 : reading.start + 1]
    return not both[1].after_break and tuple(t.folded for t in both) in kinds_of_document()


@lru_cache(maxsize=1)
def kinds_of_document() -> frozenset[tuple[str, ...]]:
    """What documents are called by their kind, folded: "công văn"."""
    return frozenset(tuple(fold(kind).split()) for kind in read_words("document_kinds"))


def goes_on(reading: Reading, tokens: Tokens) -> bool:
    """ "việc nào phải xong trước 30/6": with a day after it "trước" compares nothing."""
    if tokens[reading.end - 1].folded not in EDGES or reading.end == len(tokens):
        return False
    following = tokens[reading.end]
    return not (following.after_break or following.spelled in PARTICLES)


def is_inside(reading: Reading, tokens: Tokens, names: Names) -> bool:
    """ "hỏi" in "ngân hàng câu hỏi": the last syllable of a word that documents write."""
    if reading.length > 1:
        return False
    if reading.end < len(tokens) and belongs_to(tokens[reading.start], tokens[reading.end]):
        return True
    if isinstance(reading.meaning, AsksList) and begins_word(reading, tokens, names):
        return True
    if reading.start in tokens.compounds:
        return True
    if not reading.start or tokens[reading.start].after_break:
        return False
    before = tokens[reading.start - 1].spelled
    return before not in stopwords() and is_glued(tokens, names, before=reading.start - 1)


def begins_word(reading: Reading, tokens: Tokens, names: Names) -> bool:
    """ "kê" in "kê khai tài sản": the first syllable of a word that documents write."""
    if reading.end == len(tokens) or tokens[reading.end].after_break:
        return False
    together = attracts(tokens[reading.start], tokens[reading.end])
    return together and is_glued(tokens, names, before=reading.start)


def propose(tokens: Tokens, names: Names, *, as_of: date) -> Iterator[Reading]:
    """Every reading, each recogniser by itself."""
    fields = tuple(read_fields(tokens, names))
    yield from fields
    yield from read_column_names(tokens, names)
    yield from read_measures(tokens)
    yield from read_rules(tokens)
    yield from read_places(tokens)
    for table in TABLES:
        yield from (without_wish(reading, tokens) for reading in read_phrases(table, tokens))
    dues = read_phrases("dues.tsv", tokens)
    for reading in dues:
        if isinstance(reading.meaning, Amended) and is_wished(reading, tokens):
            continue
        yield in_phrase(reading, tokens, names)
        is_verb = tokens[reading.start].spelled in DOING  # no cell says "làm thường xuyên"
        is_kind = isinstance(reading.meaning, OfDueKind) and not is_verb
        if is_kind and is_written(tokens, before=reading.start):
            # "ghi thời gian là Định kỳ": what the cell says
            words = tokens.words(reading.start, reading.end)
            yield replace(reading, meaning=SaysWords(words), weight=reading.weight + SAID)
    units = tuple(read_units(tokens, names))
    yield from units
    yield from read_which_unit(tokens, names)
    yield from read_people(tokens, names)
    yield from read_plans(tokens, names)
    yield from read_times(tokens, as_of=as_of)
    kinds = {(r.start, r.end) for r in dues if isinstance(r.meaning, OfDueKind)}
    for reading in read_statuses(tokens, names):
        if (reading.start, reading.end) not in kinds or is_of_status(reading, fields):
            yield reading
    yield from read_sums(tokens)
    yield from read_sections(tokens, names)
    # A unit in quotation marks is that unit, and not just words of a cell.
    named = {(reading.start, reading.end) for reading in units}
    yield from (r for r in read_quotes(tokens, names) if (r.start, r.end) not in named)
    yield from read_mentions(tokens, names)


def without_wish(reading: Reading, tokens: Tokens) -> Reading:
    """ "xin | lùi hạn": what somebody would like, without the word that says so."""
    is_topic = isinstance(reading.meaning, Mentions) and reading.length > 1
    is_wish = is_topic and tokens[reading.start].folded in WISHES
    return replace(reading, start=reading.start + 1) if is_wish else reading


def is_wished(reading: Reading, tokens: Tokens) -> bool:
    """ "muốn xin lùi hạn thì …": what somebody would like, and no change of a plan."""
    return reading.start > 0 and tokens[reading.start - 1].folded in WISHES


def is_of_status(reading: Reading, fields: Sequence[Reading]) -> bool:
    """ "tình trạng (là) thường xuyên": a status, which elsewhere says how often a task is done."""
    ends = {
        r.end for r in fields if isinstance(r.meaning, Asks) and r.meaning.field is Field.STATUS
    }
    return not ends.isdisjoint((reading.start, reading.start - 1))


def in_phrase(reading: Reading, tokens: Tokens, names: Names) -> Reading:
    """A filter weighs less where documents write its words beside their neighbours."""
    if not isinstance(reading.meaning, Amended | IsOverdue | OfDueKind | HasStatus | SaysWords):
        return reading
    glued = reading.start > 0 and is_glued(tokens, names, before=reading.start - 1)
    return replace(reading, weight=reading.weight * INSIDE) if glued else reading
