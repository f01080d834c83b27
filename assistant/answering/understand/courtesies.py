"""Courtesies around a question: "Dạ cho em hỏi chút ạ, …", "… với nhé, mình đang cần gấp"."""

from assistant.answering.understand.meanings import Filler, Reading, Talk, Talks
from assistant.answering.words.tokens import TOKEN, Tokens
from assistant.vietnamese.text import normalise

# A particle alone is none: "vậy …" and "thế còn …" begin a question that follows another.
SURE = 0.6
LEAST_LEFT = 4  # words; of less too little would be asked


def between_courtesies(question: str, tokens: Tokens, chosen: tuple[Reading, ...]) -> str | None:
    """The question as typed without the courtesies around it; None where there are none."""
    polite = tuple(r for r in chosen if is_courtesy(r))
    start, end = opening(tokens, polite), closing(tokens, polite)
    text = normalise(question)
    typed = list(TOKEN.finditer(text))
    if (start, end) == (0, len(tokens)) or end - start < LEAST_LEFT or len(typed) != len(tokens):
        return None
    until = typed[end].start() if end < len(typed) else len(text)
    return text[typed[start].start() : until].rstrip(" ,;:-–—")


def is_courtesy(reading: Reading) -> bool:
    """Whether words are said for manners' sake, greet or thank."""
    match reading.meaning:
        case Filler(is_courtesy=True):
            return True
        case Talks(talk=talk):
            return talk in (Talk.GREETING, Talk.THANKS)
    return False


def opening(tokens: Tokens, polite: tuple[Reading, ...]) -> int:
    """Where the question begins: behind the courtesies up to punctuation, or the last sure one."""
    start = reached = 0
    while found := next((r for r in polite if r.start == reached), None):
        reached = found.end
        is_cut = reached < len(tokens) and bool(tokens[reached].after_break)
        if found.weight >= SURE or (start and is_cut):
            start = reached
    return start


def closing(tokens: Tokens, polite: tuple[Reading, ...]) -> int:
    """Where the question ends: before the courtesies that end it, where one of them is sure."""
    reached, is_sure = len(tokens), False
    while found := next((r for r in polite if r.end == reached), None):
        reached, is_sure = found.start, is_sure or found.weight >= SURE
    return reached if is_sure else len(tokens)
