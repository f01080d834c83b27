"""Sections and rows of a task table: by mark, by title, by number, by place in a list."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from assistant.answering.understand.meanings import InSection, IsRow, Reading
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.words.patterns import fits
from assistant.answering.words.telling import stopwords, word_set
from assistant.answering.words.tokens import Tokens
from assistant.domain.vocabulary import SectionName
from assistant.vietnamese.text import fold, syllables

ROMAN = r"(?=[xvi])x{0,3}(?:ix|iv|v?i{0,3})"
NO_TIME = r"(?! \s* (?: thang | ngay | nam | quy | tuan | % | / ) )"
# "mục III", "phần A", "nhóm 2", "mục 2.1"; "mục tiêu 3" and "mục 3 tháng" are none.
SECTION = re.compile(
    rf"""\b (?: muc | phan | nhom | chuong | phu\ luc ) \s+ (?: so\s+ | thu\s+ )?
    (?P<mark> {ROMAN} | [a-h] | \d{{1,2}} (?: \.\d+ )* ) \b {NO_TIME}
    (?P<more> (?: (?: \s*,\s* | \s+va\s+ ) (?: {ROMAN} | [a-h] ) \b )* )""",
    re.VERBOSE,
)
# How surely a row or a section is meant; "mục 3" may be a section, a title is seldom in full.
SURE, LESS_SURE = 1.0, 0.9
MARK = r"\b(?!VÀ\b)[\w.]+\b"
# "nhiệm vụ 12", "việc số 3", "STT 26", "dòng 5", "nhiệm vụ thứ 12", "nhiệm vụ III.12", "việc 1.2"
ROW = re.compile(
    rf"""\b (?: nhiem\ vu | viec | dong | hang | task | stt | so\ thu\ tu | cong\ viec | dau\ viec
         | y | nv | dau\ muc | muc ) \s*
    (?: (?: co\s+ | mang\s+ )? (?: ma\s+ )? so\s+ | thu\s+ | stt\s+ | ma\s+ )?
    (?P<section> {ROMAN} [.\s/] )? (?P<stt> \d{{1,3}} (?: \.\d+ )* [a-z]? ) \b {NO_TIME}
    (?! \s* (?: trieu | ty | nhiem | viec | - ) )""",
    re.VERBOSE,
)
# The words by which sections and rows are called, as they are spelled: "mức 2" is no "mục 2".
HEADS = word_set("mục phần nhóm chương phụ nhiệm việc dòng hàng task stt số công đầu ý nv cái")
FIRST = ("nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi")
WORDS = {word: place for place, word in enumerate(FIRST, start=1)} | {"mot": 1, "nhi": 2, "bon": 4}
WORDS |= {"dau": 1, "dau tien": 1, "cuoi": -1, "cuoi cung": -1}
# "việc thứ hai", "cái đầu tiên", "nhiệm vụ cuối cùng"
ORDINAL = re.compile(
    rf"""\b (?: nhiem\ vu | viec | cai | dong | muc | dau\ viec | task | so | y | cong\ viec ) \s+
    (?: thu \s+ (?P<word> nhat | mot | hai | nhi | ba | tu | bon | nam | sau | bay | tam | chin
                         | muoi | \d{{1,2}} )
      | (?P<end> dau\ tien | cuoi\ cung | dau | cuoi ) ) \b {NO_TIME}""",
    re.VERBOSE,
)
# What a section's title is called by: "mức hài lòng" is no "mục hài lòng".
CUES = tuple(map(syllables, ("mục", "phần", "nhóm", "lĩnh vực", "mảng", "chương", "giai đoạn")))
# So many words of a section's title, one after the other, mean that section.
OF_TITLE = 2
# Beside its mark they outweigh a unit that is called so.
WITH_TITLE = 0.5
Titles = Sequence[tuple[SectionName, tuple[str, ...]]]
COMPOUNDS = frozenset(("danh", "hang", "chuyen", "de", "tieu", "khoan", "thu", "mot"))
LINKS = frozenset(("nhiem", "vu", "viec", "ve", "cong", "tac", "giai", "phap", "noi", "dung"))


def read_sections(tokens: Tokens, names: Names) -> Iterator[Reading]:
    """Every section and row that a question points to."""
    text = "".join(f if len(f := fold(c)) == 1 else " " for c in tokens.text).replace("\n", " ")
    for match in SECTION.finditer(text):
        if match["mark"] and is_called(tokens, match):
            said = tokens.text[match.start("mark") : match.end("more")].upper()
            marks = tuple(re.findall(MARK, said))  # "phần A, B và C"
            start, end = tokens.at(match.start(), match.end())
            last = end_of_title(tokens, names, marks, first=end)
            weight = SURE + (WITH_TITLE if last > end else 0)
            yield Reading(start, last, InSection(marks, tokens.words(start, last)), weight)
    for match in filter(partial(is_called, tokens), ROW.finditer(text)):
        yield from row(tokens, match)
    for match in filter(partial(is_called, tokens), ORDINAL.finditer(text)):
        word = match["word"] or match["end"]
        place = int(word) if word.isdigit() else WORDS[word]
        span = tokens.at(match.start(), match.end())
        meaning = IsRow(str(place), tokens.words(*span), is_ordinal=True)
        yield Reading(*span, meaning, 1.1)
    yield from by_title(tokens, names)


def is_called(tokens: Tokens, match: re.Match[str]) -> bool:
    """Whether the first word of a match is the one meant, and none of the same letters."""
    first = tokens[tokens.at(match.start(), match.end())[0]]
    return first.is_plain or first.spelled in HEADS


def row(tokens: Tokens, match: re.Match[str]) -> Iterator[Reading]:
    """A row by its mark, with the section's mark before it where there is one."""
    stt = match["stt"]
    if stt.isdigit() and int(stt) > 999:
        return
    span = tokens.at(match.start(), match.end())
    weight = LESS_SURE if match.group().startswith("muc") else SURE
    section = re.sub(r"[.\s/]", "", match["section"] or "").upper()
    meaning = IsRow(stt.lstrip("0") or stt, tokens.words(*span), section=section)
    yield Reading(*span, meaning, weight)


def end_of_title(tokens: Tokens, names: Names, marks: tuple[str, ...], *, first: int) -> int:
    """ "mục I quy hoạch, kiến trúc": where the title ends that stands beside a section's mark."""
    titles = (syllables(s.title) for s in names.sections if s.mark.rstrip(".") in marks)
    held, last = max(
        (share(tokens, title, first=first) for title in titles if title), default=(0, first)
    )
    return last if held >= OF_TITLE else first


def by_title(tokens: Tokens, names: Names) -> Iterator[Reading]:
    """ "mục hạ tầng số", "nhóm việc về thủ tục hành chính"."""
    titles = [(s, syllables(s.title)) for s in names.sections if s.title]
    for start in range(len(tokens)):
        cue = next((c for c in CUES if stands(tokens, c, start=start)), None)
        if not cue or (start and tokens[start - 1].folded in COMPOUNDS):
            continue
        first = start + len(cue)
        while first < len(tokens) and tokens[first].folded in LINKS:
            first += 1
        best = max((share(tokens, title, first=first) for _, title in titles), default=(0, first))
        if best[0] < OF_TITLE:
            yield from by_one_word(tokens, titles, start=start, first=first)
            continue
        meant = [s for s, title in titles if share(tokens, title, first=first) == best]
        if len({s.title for s in meant}) == 1:
            yield Reading(start, best[1], titled(meant, tokens.words(start, best[1])), LESS_SURE)


def by_one_word(tokens: Tokens, titles: Titles, *, start: int, first: int) -> Iterator[Reading]:
    """ "mục taxi": one word, where the title of a single section has it."""
    end = first + 1
    is_cue = tokens[start].spelled in ("mục", "phần", "nhóm") and start not in tokens.compounds
    if not is_cue or end > len(tokens) or tokens[first].spelled in stopwords():
        return
    is_alone = end == len(tokens) or tokens[end].after_break or tokens[end].spelled in stopwords()
    meant = [s for s, title in titles if any(fits(tokens[first], w) is not None for w in title)]
    if is_alone and len(meant) == 1:
        yield Reading(start, end, titled(meant, tokens.words(start, end)), LESS_SURE)


def titled(meant: list[SectionName], words: str) -> InSection:
    return InSection(
        tuple(sorted({s.mark.rstrip(".") for s in meant})),
        words,
        by_title=True,
        documents=frozenset(s.document_id for s in meant),
    )


def stands(tokens: Tokens, words: tuple[str, ...], *, start: int) -> bool:
    held = tokens.items[start : start + len(words)]
    fitting = (fits(token, word) is not None for token, word in zip(held, words, strict=False))
    return len(held) == len(words) and all(fitting)


def stands_at(tokens: Tokens, title: tuple[str, ...], *, first: int, at: int) -> bool:
    """Whether the tokens up to this one are the words with which the title begins."""
    return all(fits(tokens[i], title[i - first]) is not None for i in range(first, at + 1))


def share(tokens: Tokens, title: tuple[str, ...], *, first: int) -> tuple[int, int]:
    """How many content words from a token on stand in the title, and where they end."""
    held, opened, at, last = 0, 0, first, first
    while at < len(tokens):
        token = tokens[at]
        goes_on = at - first < len(title) and stands_at(tokens, title, first=first, at=at)
        # A title holds commas of its own: "mục vận tải, phương tiện, người lái".
        if token.after_break and at > first and not goes_on:
            break
        if goes_on:
            # Word for word from the title's beginning: "nhóm phòng bệnh".
            opened += 1
            held, last = max(held + (token.spelled not in stopwords()), opened), at + 1
        elif any(fits(token, word) is not None for word in title):
            if token.spelled not in stopwords():
                held, last = held + 1, at + 1
        else:
            break
        at += 1
    return held, last
