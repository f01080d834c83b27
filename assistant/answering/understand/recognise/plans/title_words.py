"""How far the words of a question are words of a plan's title."""

from itertools import pairwise

from assistant.answering.understand.recognise.sections import CUES, stands
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.understand.vocabulary.plan_names import PlanName
from assistant.answering.words.patterns import fits
from assistant.answering.words.telling import attracts, parted, stopwords, word_set
from assistant.answering.words.tokens import Token, Tokens
from assistant.vietnamese.numbers import write_roman
from assistant.vietnamese.text import fold

LONGEST_NICKNAME = 14
OWNED_BY = "của"
HOW_MANY = frozenset(("bao", "may"))
MANY_DIGITS = 3
SMALL = word_set("về của năm và với số")


def is_written(items: tuple[Token, ...], names: Names) -> bool:
    """Whether documents write the words side by side as they were typed."""
    pairs = names.vocabulary.pairs
    return all((a.spelled, b.spelled) in pairs for a, b in pairwise(items))


def run_of_title(
    tokens: Tokens, plan: PlanName, *, first: int, stops: frozenset[int]
) -> tuple[int, int]:
    """How far the tokens are words of a title, and how many of them carry content.

    Where an issuer or a province is named, its name begins: "kế hoạch 2026 của | Sở Công Thương".
    """
    reach, content, at = first, 0, first
    while at < min(len(tokens), first + LONGEST_NICKNAME):
        token = tokens[at]
        if token.after_break and at > first and token.after_break != ",":
            break
        if token.after_break and at > first and not goes_on_in_title(tokens, plan, at=at):
            break  # "kế hoạch hộ tịch công chứng, | công an tỉnh": another name begins there
        if token.after_break and any(stands(tokens, cue, start=at) for cue in CUES):
            break  # "kế hoạch đơn giản hóa thủ tục, lĩnh vực vận tải": a section of it
        if at in stops or (token.spelled == OWNED_BY and OWNED_BY not in plan.title):
            break  # "trong biểu | của quản lý thị trường": whose it is
        worth = worth_in_title(token, plan)
        if worth is None:
            break
        if at > first and ends_word(tokens[at - 1], token, plan):
            worth = max(worth, 1)
        # "số bao nhiêu" after a name asks for the number and is no word of a title.
        if token.folded == "so" and at + 1 < len(tokens) and tokens[at + 1].folded in HOW_MANY:
            break
        at += 1
        if worth:
            content += worth
            reach = at
    return reach, content


def goes_on_in_title(tokens: Tokens, plan: PlanName, *, at: int) -> bool:
    """Whether the title goes on behind a comma as the question does: word for word from before it,
    or with two words that follow each other there too.
    """
    pairs = {*pairwise(plan.title)}
    said = [token.spelled for token in tokens.items[at - 1 : at + 2]]
    return any(pair in pairs for pair in pairwise(said))


def ends_word(before: Token, token: Token, plan: PlanName) -> bool:
    """ "tiếng Anh": a small word that is half of a word of the title."""
    is_pair = (before.spelled, token.spelled) in pairwise(plan.title)
    return is_pair and attracts(before, token)


def worth_in_title(token: Token, plan: PlanName) -> int | None:
    """1 or more for a content word of the title, 0 for a small word, None for another."""
    if token.is_number and len(token.text) == 4:
        year = plan.document.year
        return 2 if year and str(year) == token.text else None
    if token.is_number:
        # "phòng cháy 6 tháng cuối năm" of a title with "06 tháng cuối năm", "quý 2" of "Quý II"
        said = {token.text.lstrip("0")}
        if token.text.isdecimal() and len(token.text) < MANY_DIGITS:
            said.add(write_roman(int(token.text)).lower())
        return 1 if any(word.lstrip("0") in said for word in plan.title) else None
    if is_initials(token, plan):
        return 3
    parts = parted(token.folded)
    if len(parts) > 1 and all(part in plan.title for part in parts):
        return len(parts)  # "NQ57" of a title with "57-NQ/TW"
    if any(fits(token, word) is not None for word in plan.title):
        return 0 if token.spelled in stopwords() else 1
    return 0 if token.spelled in SMALL else None


def is_initials(token: Token, plan: PlanName) -> bool:
    """Whether an abbreviation is the first letters of words of the title: "CCHC", "KHCN"."""
    return len(token.folded) >= 3 and token.text.isalpha() and token.folded in fold(plan.initials)
