"""What a whole plan costs and where the money comes from: the sentences in which it says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.documents.legal_bases import heading_over
from assistant.answering.documents.meant import candidates
from assistant.answering.documents.targets import is_money, is_total
from assistant.answering.evidence.kinds import holds
from assistant.answering.evidence.passages import NOT_PROSE
from assistant.answering.findings import (
    ChoiceFound,
    Finding,
    ProseFound,
    Quote,
    Reason,
    Refused,
    TargetFound,
)
from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import AsksValue, Kind, NamedBy
from assistant.answering.understand.settle.figures import counts_tasks
from assistant.answering.words.lexicon import phrases_of, words_of
from assistant.answering.words.notions import speaks_of
from assistant.answering.words.tokens import Token
from assistant.domain.document import Document, Passage, PassageKind
from assistant.domain.relations import changers
from assistant.vietnamese.sentences import sentences
from assistant.vietnamese.text import fold, syllables

WORDS = "funding_words.tsv"
MOST_QUOTES, MOST_PLANS = 2, 5
# The roles of words that may stand beside a plan's name where its money is asked for.
ON_MONEY = ("money", "source", "beside")
PLAN = frozenset(("ke", "hoach"))
WHOLE = "tong"  # "tổng kinh phí là bao nhiêu": of each plan
MONEY = "tiền"  # spelled: "tiến độ" and "ưu tiên" speak of none
PARTED = re.compile(r"\d[\d.,]* (?:ty|trieu)\b[^;]*?,? (?:trong do|gom|bao gom)\b")
SAYS_WHOLE = re.compile(
    r"\btong (?:kinh phi|von(?! (?:dang ky|dau tu))|nhu cau|muc|du toan|so tien|nguon|chi)\b"
    r"|(?:kinh phi|nguon von|von)"
    r" (?:thuc hien|bao dam|dam bao|cua|cho|duoc|dieu chinh)|tong cong|nhu cau (?:von|kinh phi)"
    r"|\b(?:kinh phi|von)(?: (?:nam 20\d\d|(?:hai|ba|ca) nam))? (?:la|khoang|du kien)\b"
    r"|^\W*(?:\d+\W+)?(?:kinh phi|von) \d[\d.,]* (?:trieu|ty|ti|dong)\b"
)
# "lấy trong tổng kinh phí đã duyệt": what is paid out of the whole, and no other whole
WITHIN_WHOLE = re.compile(r"\b(?:trong|tu|thuoc|vao|ngoai) (?:pham vi )?tong (?:kinh phi|von)\b")
# "làm lại biển số nhà bị mất": what somebody has to pay, and no plan's money
OF_A_CASE = frozenset(("bi", "lai", "mat", "hong", "hu", "neu", "lo"))
SEVERAL_YEARS = re.compile(r"20\d\d\s*[-–]\s*20\d\d")
# What speaks for a sentence on the money of a plan; set by hand on the open questions.
TELLS_WHOLE, TELLS_SOURCE, UNDER_HEADING, TELLS_SUM = 2.0, 1.5, 1.0, 0.5
FIGURES = (Kind.MONEY, Kind.AMOUNT, Kind.COUNT)


def find(asked: Asked) -> Finding | None:
    """The money of the plans meant; None where something else is asked, or no plan says so."""
    if not asks_money_of_plan(asked):
        return None
    told = [quote for document in meant(asked) for quote in sentences_on_money(asked, document)]
    told = [quote for quote in told if not is_within_whole(quote, told)]
    part = frozenset(token.folded for token in beyond_money(asked))
    if part:
        # "phần doanh nghiệp góp": a part of the plan's money, where a sentence on money names it.
        told = [quote for quote in told if names_part(quote, part)]
    if not told:
        return None if part else sum_in_table(asked)
    value = next((v for v in asked.understood.values if v.kind in FIGURES), None)
    wants_sum = value is not None or asked.understood.measure is not None
    if wants_sum:
        told = [quote for quote in told if holds(quote.sentence, Kind.MONEY)]
        if not told:
            return sum_in_table(asked) or Refused(Reason.NO_VALUE, "số tiền của kế hoạch")
        told = of_year(told, asked)
        if not told:
            return Refused(Reason.NO_VALUE, "số tiền của riêng năm ấy")
    wants_source = bool(words_of("source", table=WORDS) & said_in(asked))
    asked_for = {plan.id for plan in candidates(asked)}

    def worth(quote: Quote) -> float:
        changes = quote.passage.document_id not in asked_for
        return rank(quote, source=wants_source and not wants_sum, changes=changes)

    best = sorted(told, key=worth, reverse=True)
    kind = AsksValue(Kind.MONEY) if wants_sum else None
    if asked.choice.is_sure and len(asked_for) == 1:
        return ProseFound(tuple(best[:MOST_QUOTES]), kind)
    # "tổng kinh phí của kế hoạch", "kinh phí các kế hoạch của tỉnh X": each plan's own
    first = {quote.passage.document_id: quote for quote in reversed(best)}
    plans = tuple(document for document in meant(asked) if document.id in first)
    quotes = tuple(first[document.id] for document in plans)
    if len(plans) > MOST_PLANS:
        return ChoiceFound(plans, quotes=quotes)
    return ProseFound(quotes, kind)


def of_year(told: list[Quote], asked: Asked) -> list[Quote]:
    """Of one year what is told of it; the sum of several years says nothing of one of them."""
    years = asked.understood.years_named
    is_span = SEVERAL_YEARS.search(asked.understood.tokens.text)
    if len(years) != 1 or is_span or not any(c.meaning.is_year for c in asked.understood.windows):
        return told
    said = [(quote, SEVERAL_YEARS.sub(" ", quote.sentence)) for quote in told]
    own = [quote for quote, sentence in said if any(year in sentence for year in years)]
    is_of_several = any(SEVERAL_YEARS.search(quote.sentence) for quote in told)
    return own or ([] if is_of_several else told)


def sum_in_table(asked: Asked) -> TargetFound | None:
    """The last line of a table of costs: "Cộng … 6.350" under "Số tiền (triệu đồng)"."""
    documents = frozenset(document.id for document in meant(asked))
    cells = asked.library.targets(scope=asked.scope.narrowed(documents))
    sums = [cell for cell in cells if is_total(cell) and is_money(cell)]
    return TargetFound(tuple(sums[:1])) if sums else None


def asks_money_of_plan(asked: Asked) -> bool:
    """Whether nothing but a plan's name and words about money stand in the question."""
    understood = asked.understood
    # "kinh phí" may be the header of a column in some other plan.
    is_field = any(not ask.header for ask in understood.asks)
    if is_field or understood.rows or understood.within:
        return False
    if not asked.choice.is_sure and not asks_of_any_plan(asked):
        return False
    if understood.units or understood.wants_list or not names_money(asked):
        return False
    # "tổng cộng bao nhiêu" counts tasks only where they are called so
    return understood.measure is None or not counts_tasks(understood)


def asks_of_any_plan(asked: Asked) -> bool:
    """ "tổng kinh phí thực hiện kế hoạch là bao nhiêu", "tiền cho CCHC": of a plan, or of what a
    plan is called.
    """
    # "thực hiện kế hoạch" may stand in a task's title, and no reading call it a plan.
    is_whole = WHOLE in said_in(asked) and asks_only_money(asked)
    by_kind = any(plan.by is NamedBy.KIND for plan in asked.understood.plans)
    is_of_plan = is_whole or by_kind or said_in(asked) >= PLAN
    is_of_subject = names_subject(asked) and not OF_A_CASE & said_in(asked)
    return (is_of_plan or is_of_subject) and not beyond_money(asked)


def names_subject(asked: Asked) -> bool:
    """Whether the topic is more than words on money; what else it may be, titles say."""
    said = [t for t in asked.understood.topic if t.folded not in words_of(*ON_MONEY, table=WORDS)]
    return len(said) > 1 or any(token.text.isupper() for token in said)


def beyond_money(asked: Asked) -> tuple[Token, ...]:
    """The words of the topic that neither name the plan nor speak of money."""
    is_bare = asked.understood.tokens.is_bare
    named = {
        fold(word) if is_bare else word
        for d in meant(asked)
        for word in syllables(f"{d.title} {d.kind} {d.organization.name}")
    }
    # "chương trình IUU": a plan's own short name for its subject
    return tuple(
        token
        for token in asked.understood.topic
        if not (token.folded in words_of(*ON_MONEY, table=WORDS) or token.text.isupper())
        if not counts_years(asked, token)
        if (token.folded if is_bare else token.spelled) not in named
    )


def counts_years(asked: Asked, token: Token) -> bool:
    """ "2 năm bao nhiêu tỷ": how many years the sum is for names no part of the plan."""
    items = asked.understood.tokens.items
    after = items[items.index(token) + 1 :][:1] if token in items else ()
    return token.is_number and [t.folded for t in after] == ["nam"]


def asks_only_money(asked: Asked) -> bool:
    """ "được bố trí bao nhiêu tiền": money, and not of what."""
    return names_money(asked) and is_on_money(asked.understood.topic)


def names_part(quote: Quote, part: frozenset[str]) -> bool:
    """Whether a sentence under the heading on money says most of what else is asked."""
    if not is_under_money(quote.passage):
        return False
    return 2 * len(part & {*syllables(fold(quote.sentence))}) > len(part)


def names_money(asked: Asked) -> bool:
    """Whether the question speaks of money: "kinh phí", "tiền", "tốn"."""
    if any(value.kind is Kind.MONEY for value in asked.understood.values):
        return True
    if asks_source(asked):
        return True
    # "riêng 2026 thôi" after "kinh phí … là bao nhiêu": the topic is that of the question before.
    topic = asked.understood.topic if len(asked.understood.chain) > 1 else ()
    told = (asked.understood.common_words, topic if is_on_money(topic) else ())
    said = (f" {' '.join(token.folded for token in words)} " for words in told)
    money = [f" {fold(phrase)} " for phrase in phrases_of("money", table=WORDS)]
    return any(phrase in words for words in said for phrase in money)


def asks_source(asked: Asked) -> bool:
    """ "lấy từ nguồn nào?" in a conversation: of the money of the plan that was spoken of."""
    topic = asked.understood.topic
    of_source = words_of("source", table=WORDS)
    is_of_source = any(token.folded in of_source for token in topic) and is_on_money(topic)
    return bool(asked.understood.preferred) and is_of_source


def is_on_money(words: Sequence[Token]) -> bool:
    """Whether words speak of money and of nothing else: "kinh phí", "vốn bố trí"."""
    return all(token.folded in words_of(*ON_MONEY, table=WORDS) for token in words)


def said_in(asked: Asked) -> frozenset[str]:
    return frozenset(token.folded for token in asked.understood.tokens.items)


def meant(asked: Asked) -> tuple[Document, ...]:
    """The plans meant, after whatever changes them: the newest sum is the one in force."""
    plans = candidates(asked)
    every = asked.names.vocabulary.documents
    changing = {c.id: c for plan in plans for c in changers(plan.id, every)}
    return (*changing.values(), *(plan for plan in plans if plan.id not in changing))


def sentences_on_money(asked: Asked, document: Document) -> list[Quote]:
    """The sentences under a heading on money, or that speak of the whole plan's."""
    return [
        Quote(passage, sentence, 1.0)
        for passage in asked.library.passages(document.id, scope=asked.scope)
        if passage.kind not in (*NOT_PROSE, PassageKind.TABLE)
        for sentence in sentences(passage.text)
        if is_under_money(passage) or SAYS_WHOLE.search(fold(sentence))
    ]


def whole_of(asked: Asked, document: Document) -> Quote | None:
    """The sentence in which a document says what all of it costs."""
    told = [
        quote
        for quote in sentences_on_money(asked, document)
        if tells_whole(quote) and holds(quote.sentence, Kind.MONEY)
    ]
    return max(told, key=lambda quote: rank(quote, source=False, changes=False), default=None)


def is_within_whole(quote: Quote, told: list[Quote]) -> bool:
    """Whether a sentence tells what is paid out of a whole that another document tells."""
    others = (q for q in told if q.passage.document_id != quote.passage.document_id)
    return WITHIN_WHOLE.search(fold(quote.sentence)) is not None and any(map(tells_whole, others))


def tells_whole(quote: Quote) -> bool:
    """Whether a sentence speaks of all the money of a plan: "Tổng kinh phí …", or under a heading
    on money "Năm 2027 bố trí 71,6 tỷ đồng, trong đó …".
    """
    said = fold(quote.sentence)
    is_parted = PARTED.search(said) is not None and is_under_money(quote.passage)
    return (is_parted or SAYS_WHOLE.search(said) is not None) and not WITHIN_WHOLE.search(said)


def is_under_money(passage: Passage) -> bool:
    """Whether a passage stands under a heading on money: "IV. KINH PHÍ", "Đ. VẬT TƯ VÀ TIỀN"."""
    heading = heading_over(passage)
    return speaks_of(heading, "money_heading", is_folded=True) or MONEY in syllables(heading)


def rank(quote: Quote, *, source: bool, changes: bool) -> float:
    """How much a sentence speaks of the whole: its heading, its words, where the money is from.

    What a later document makes of the whole comes first: it is in force.
    """
    under = is_under_money(quote.passage)
    tells_source = speaks_of(quote.sentence, "money_source", is_folded=True)
    return (
        TELLS_WHOLE * (1 + changes) * tells_whole(quote)
        + UNDER_HEADING * under
        + TELLS_SOURCE * (source and tells_source)
        + TELLS_SUM * holds(quote.sentence, Kind.MONEY)
    )
