"""What no reading covers: the words that say what a question is about."""

from collections.abc import Iterator

from assistant.answering.understand.meanings import Mentions, NamedBy, NamesAbsent, NamesPlan
from assistant.answering.understand.recognise.rule_questions import LATENESS, is_in_prose
from assistant.answering.understand.resolver import Resolved
from assistant.answering.words.notions import single_words
from assistant.answering.words.telling import belongs_to, follows_as_part, stopwords
from assistant.answering.words.tokens import Token, Tokens

ONE = "một"
PLACE_HEADS = ("xã", "phường", "huyện", "tỉnh", "khu", "ubnd")


def uncovered(tokens: Tokens, heard: Resolved, *, mute: frozenset[int]) -> Iterator[Token]:
    """Content words that no reading explains: the topic."""
    covered = {i for r in heard.chosen for i in range(r.start, r.end)} | mute
    mentioned = {i for r in heard.of(Mentions) for i in range(r.start, r.end)} - mute
    covered |= {
        r.start - 1
        for r in heard.of(NamesPlan, NamesAbsent)
        if r.start and tokens[r.start - 1].spelled in PLACE_HEADS
    }
    is_rule = is_in_prose(heard.chosen)
    for index, token in enumerate(tokens.items):
        # "chậm" is a small word elsewhere; of a rule it is the point.
        is_case = is_rule and token.spelled in LATENESS
        if index in mentioned or is_case or (index not in covered and is_content(token, tokens)):
            yield token


def is_content(token: Token, tokens: Tokens) -> bool:
    if token.text == "%":
        return False
    if token.text == "AI" and not tokens.text.isupper():
        return True
    if token.spelled not in stopwords():
        return True
    is_part = is_in_compound(token, tokens) or is_in_name(token, tokens)
    return is_part or tells_stage(token, tokens)


def tells_stage(token: Token, tokens: Tokens) -> bool:
    """ "đợt một": a small number that tells which of several stages."""
    at = tokens.items.index(token)
    return at > 0 and tokens[at - 1].spelled in single_words("stage") and token.spelled == ONE


def is_in_name(token: Token, tokens: Tokens) -> bool:
    """ "rừng Cần Giờ": within a question a capital beside another one begins no small word."""
    at = tokens.items.index(token)
    if not at or not token.is_capital or token.text.isupper():
        return False
    before, after = tokens[at - 1], tokens.items[at + 1 : at + 2]
    beside = [t for t in after if not t.after_break]
    beside += [before] if at > 1 and not token.after_break else []
    return any(t.text.istitle() and t.spelled not in stopwords() for t in beside)


def is_in_compound(token: Token, tokens: Tokens) -> bool:
    """ "theo" in "theo dõi": the next syllable hardly ever stands without it."""
    at = tokens.items.index(token)
    if at in tokens.compounds:
        return True
    following = tokens.items[at + 1 : at + 2]
    if following and belongs_to(token, following[0]):
        return True
    return at > 0 and follows_as_part(tokens[at - 1], token)


def soft_words(tokens: Tokens, heard: Resolved) -> Iterator[Token]:
    """Words by which a plan was called; where nothing else is left, they are the topic."""
    for reading in heard.of(NamesPlan):
        if reading.meaning.by is NamedBy.NICKNAME:
            for token in tokens.items[reading.start + reading.meaning.kind_words : reading.end]:
                if is_content(token, tokens) and not token.is_number:
                    yield token
