"""A question whose subject stands in the sentences before it: "Em phụ trách số hóa hồ sơ, mới nhận
bàn giao. Việc đó hạn khi nào?"

Such sentences say more than what is asked about; of their clauses those are meant that a row or a
sentence of the documents says best.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answering.evidence import passages, rows
from assistant.answering.question.asked import Asked
from assistant.answering.understand.meanings import (
    Asks,
    Filler,
    InSection,
    IsRow,
    Mentions,
    NamesPlan,
    Reading,
    Reference,
    Refers,
)
from assistant.answering.understand.sentences import PURPOSE, Sentence, asking_parts, sentences
from assistant.answering.understand.understood import Understood
from assistant.answering.words.notions import single_words
from assistant.answering.words.telling import stopwords
from assistant.answering.words.tokens import Token, Tokens
from assistant.domain.query import Measure
from assistant.domain.task import Field

# The figures of this module are set by hand on the open questions.
# So many words of its own, beside manners and small words, make a question tell its subject.
OWN_WORDS = 3
# So many clauses that follow one another may be one subject: titles hold commas.
MOST_CLAUSES = 3
# A clause must be said so well, and tell so much, to be what is asked about.
SAID, TELLING = 0.55, 8.0
# Of the clauses said so nearly as well as the best one the longest is meant.
NEARLY = 0.9


def with_subject(asked: Asked) -> Asked:
    """The question about what was told before it; itself where it tells its own subject."""
    told = clauses_before(asked)
    if not told:
        return asked
    alone = of_one(asked.understood)
    read = (replace(alone, topic=clause, refers=frozenset()) for clause in told)
    tried = [(said(again), again) for again in map(asked.again, read) if again.topic.mass > TELLING]
    best = max((score for score, _ in tried), default=0.0)
    if best < SAID:
        return asked
    near = [again for score, again in tried if score >= best * NEARLY]
    return max(near, key=lambda again: again.topic.mass)


def of_one(understood: Understood) -> Understood:
    """ "muộn nhất ngày nào phải xong": of one task its last day, and no last one of several."""
    measure = understood.measure
    if measure is None or measure.measure is not Measure.LATEST or understood.units:
        return understood
    return replace(understood, measure=None, asks=understood.asks or (Asks(Field.DUE),))


def said(asked: Asked) -> float:
    """How well the best row or sentence says the topic."""
    of_rows = [row.score for row in rows.ranked(asked)[:1]]
    of_sentences = [quote.score for quote in passages.ranked(asked)[:1]]
    return max((*of_rows, *of_sentences), default=0.0)


def clauses_before(asked: Asked) -> list[tuple[Token, ...]]:
    """What the clauses before the question tell, alone and together; none where it tells its own
    subject.
    """
    tokens, chosen = asked.understood.tokens, asked.understood.resolved.chosen
    parts = sentences(tokens, chosen)
    asking = asking_parts(parts, tokens, chosen)
    is_set = of_one(asked.understood).measure is not None or asked.understood.wants_list
    if len(parts) < 2 or not asking or parts[0] in asking or is_set:
        return []
    if asked.understood.within or any(tells_subject(part, tokens, chosen) for part in asking):
        return []
    before = [part for part in parts if part.end <= asking[0].start]
    spans = [span for part in before for span in clauses(part, tokens)]
    runs = [
        (spans[first][0], spans[last][1])
        for first in range(len(spans))
        for last in range(first, min(first + MOST_CLAUSES, len(spans)))
    ]
    return list(filter(None, (telling(tokens, chosen, *run) for run in runs)))


def tells_subject(part: Sentence, tokens: Tokens, chosen: Sequence[Reading]) -> bool:
    """Whether a sentence says of what it asks; "việc đó" only points to what was told."""
    inside = [r for r in chosen if part.start <= r.start < part.end]
    if any(isinstance(r.meaning, IsRow | InSection | NamesPlan) for r in inside):
        return True
    if any(isinstance(r.meaning, Refers) and r.meaning.to is Reference.TASK for r in inside):
        return False
    purpose = (i for i in range(part.start, part.end) if tokens[i].spelled in PURPOSE)
    said = {i for r in inside if not isinstance(r.meaning, Mentions) for i in range(r.start, r.end)}
    own = telling(tokens, chosen, part.start, next(purpose, part.end))
    return sum(tokens.items.index(token) not in said for token in own) >= OWN_WORDS


def clauses(part: Sentence, tokens: Tokens) -> Iterator[tuple[int, int]]:
    """A sentence cut at its punctuation and at words that begin a clause."""
    start = part.start
    for at in range(part.start + 1, part.end):
        if tokens[at].after_break or tokens[at].spelled in single_words("clause_opening"):
            yield start, at
            start = at
    yield start, part.end


def telling(tokens: Tokens, chosen: Sequence[Reading], start: int, end: int) -> tuple[Token, ...]:
    """The words of a stretch that tell something: no manners, no small words, no plan's name."""
    silent = {
        i
        for r in chosen
        if isinstance(r.meaning, Filler | NamesPlan | Refers)
        for i in range(r.start, r.end)
    }
    return tuple(
        tokens[i]
        for i in range(start, end)
        if i not in silent and tokens[i].spelled not in stopwords()
    )
