"""Documents meant by a question: by province, issuer, number, kind, year or nickname."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from assistant.answering.understand.meanings import NamedBy, NamesAbsent, NamesPlan, Reading
from assistant.answering.understand.recognise.sections import CUES, stands
from assistant.answering.understand.recognise.units import is_issuer, matches
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.understand.vocabulary.plan_names import PlanName, number_key
from assistant.answering.understand.vocabulary.provinces import Province, provinces
from assistant.answering.words.lexicon import Found, load, rows, words_of_tables
from assistant.answering.words.patterns import fits
from assistant.answering.words.telling import attracts, parted, stopwords, word_set
from assistant.answering.words.tokens import Token, Tokens
from assistant.domain.document import Document
from assistant.vietnamese.numbers import read_roman, write_roman
from assistant.vietnamese.spelling import SHORTEST_SLIP, one_slip_away
from assistant.vietnamese.text import fold, syllables

NUMBER = re.compile(r"^\d+[/-][^\W\d_]", re.UNICODE)
JOINT = re.compile(r"[/-]")  # "71-KH/TU", "03/KH-SXD"
YEAR = re.compile(r"(?:19|20)\d\d")
LONGEST_NICKNAME = 14
PROVINCE_HEADS = word_set("tỉnh tp bên")
OWNING = word_set("của tỉnh tp bên phố ubnd sở")
JOINING = word_set("và với hay hoặc")
OWNED_BY = "của"
ABOUT = "về"  # "kế hoạch 214 về tôn giáo"
LEAST_LETTERS = 6
CITY = ("thành", "phố")
HOW_MANY = frozenset(("bao", "may"))
COMMON_KINDS = ("", "Kế hoạch")
QUOTES = re.compile(r"[\"“”]")
# How surely words point to documents, so that the resolver chooses between them and others. Set
# by hand on the open questions; only their order is sure.
BY_NUMBER = 1.4  # "71-KH/TU"
BY_PLACE, PLACE_UNHELD = 1.1, 1.0  # "Kon Tum", with plans and without
SPOKEN_OF = 0.45  # a place without plans that documents speak of
BY_ISSUER, OWNER = 0.9, 1.05
MISSPELT, NUMBER_UNHELD = 0.8, 0.8  # "Kon Tun"; a number that no document bears
BY_INITIALS_AND_YEAR = 0.6  # "CCHC 2026"
BY_SHORT_NUMBER, SHORT_NUMBER = 0.55, 2  # "NQ57": letters and a number
OF_PLAN = word_set("theo về của trong")
PLACE_BY_INITIALS = 0.5  # "đl"
# A plan by words of its title; and one that is still to be written, which is a task's product.
CALLED, A_PRODUCT = 0.75, 0.3
CALLED_BY_TIME = 1.05  # more than the time itself, which then narrows nothing
TIMES, MANY_DIGITS = frozenset(("quy", "thang", "tuan")), 3
MAKING = word_set("lập soạn thảo dựng")
OF_ITS_KIND = 0.6
DEPARTMENT = ("sở",)
SHORTENED, LEAST_SHORTENED = 0.85, 3  # weight; words of a name that is cut within
SMALL = word_set("về của năm và với số")


def read_plans(tokens: Tokens, names: Names) -> Iterator[Reading]:
    """Every way in which a question points to documents."""
    for start in range(len(tokens)):
        yield from by_province_initials(tokens, names, start=start)
        yield from by_province(tokens, names, start=start)
        yield from by_issuer(tokens, names, start=start)
        yield from by_shortened_issuer(tokens, names, start=start)
        yield from by_kind_of_issuer(tokens, names, start=start)
        yield from by_number(tokens, names, start=start)
    if not any(r.meaning for i in range(len(tokens)) for r in by_province(tokens, names, start=i)):
        for start in range(len(tokens)):
            yield from by_province_slip(tokens, names, start=start)
    yield from by_nickname(tokens, names)


def by_province(tokens: Tokens, names: Names, *, start: int) -> Iterator[Reading]:
    """A province, held or not. Where one was merged into another, its own plans are meant."""
    for words, province in names.provinces_by_first.get(tokens[start].folded, ()):
        if not matches(tokens, words, start=start):
            continue
        end = start + len(words)
        first = start - (start > 0 and tokens[start - 1].spelled in PROVINCE_HEADS)
        if tuple(t.spelled for t in tokens.items[max(start - 2, 0) : start]) == CITY:
            first = start - 2
        held = names.documents_of(province.name)
        if held:
            # "Bảo tàng tỉnh | Kon Tum": what stands before may belong to a unit's name.
            for begin in {first, start}:
                yield Reading(
                    begin, end, NamesPlan(held, province.name, NamedBy.PROVINCE), BY_PLACE
                )
        else:
            is_owned = is_owner(tokens, start=first) or is_behind_issuer(tokens, names, at=first)
            if is_spoken_of(province, names) and not is_owned:
                continue
            weight = SPOKEN_OF if is_spoken_of(province, names) else PLACE_UNHELD
            if len(words) == 1 and len(words[0]) < 3 and not tokens[start].text.isupper():
                continue
            yield Reading(first, end, NamesAbsent(province.name, NamedBy.PROVINCE), weight)


def by_province_slip(tokens: Tokens, names: Names, *, start: int) -> Iterator[Reading]:
    """ "Sóc Tăng", "An Gian": one letter off a province whose plans are held.

    Each syllable may be a word, so that no speller mends it; together they stand in no document.
    """
    for words, documents in names.held_places:
        end = start + len(words)
        items = tokens.items[start:end]
        if len(items) < len(words) or any(t.after_break for t in items[1:]):
            continue
        off = [(t, w) for t, w in zip(items, words, strict=True) if fits(t, w) is None]
        if len(off) != 1 or len("".join(words)) < LEAST_LETTERS or is_written(items, names):
            continue
        typed, meant = off[0]
        if len(typed.folded) < SHORTEST_SLIP or typed.spelled in stopwords():
            continue
        if not (typed.is_capital or (typed.text.islower() and is_lower(tokens))):
            continue
        if fold(meant) not in one_slip_away(typed.folded):
            continue
        yield Reading(start, end, NamesPlan(documents, " ".join(words), NamedBy.PROVINCE), MISSPELT)


def is_lower(tokens: Tokens) -> bool:
    """Whether the writer uses no capitals, not even for names."""
    return not any(token.is_capital for token in tokens.items[1:])


def is_written(items: tuple[Token, ...], names: Names) -> bool:
    """Whether documents write the words side by side as they were typed."""
    pairs = names.vocabulary.pairs
    return all((a.spelled, b.spelled) in pairs for a, b in pairwise(items))


def by_province_initials(tokens: Tokens, names: Names, *, start: int) -> Iterator[Reading]:
    """ "ĐL", "st": the initials of a province whose plans are held."""
    token = tokens[start]
    # "Na" in "hồ Na Hang" is a name of its own.
    if len(token.text) != 2 or not token.text.isalpha() or token.text.istitle():
        return
    if token.text.islower() and token.spelled in words_of_tables():
        return  # "bn người học": how many
    if is_written(tokens.items[start : start + 2], names) and start + 1 < len(tokens):
        return  # "ĐT.226": what documents write before a number is no province
    for province in provinces():
        words = province.spellings[0]
        if len(words) == 2 and token.spelled == words[0][0] + words[1][0]:
            held = names.documents_of(province.name)
            if held:
                meaning = NamesPlan(held, province.name, NamedBy.PROVINCE)
                yield Reading(start, start + 1, meaning, PLACE_BY_INITIALS)


def is_owner(tokens: Tokens, *, start: int) -> bool:
    """Whether a place is named as whose a plan is: "của Hà Nội", "Sở Y tế Hà Nội", "tỉnh …"."""
    if start == 0 or tokens[start].spelled in PROVINCE_HEADS:
        return True
    before = tokens[start - 1]
    # A capital tells of a name before it, but every question begins with one.
    is_name = before.is_capital and start > 1
    return before.spelled in OWNING or (is_name and not tokens[start].after_break)


def is_behind_issuer(tokens: Tokens, names: Names, *, at: int) -> bool:
    """ "sở xây dựng đà nẵng" typed small: a place behind what issuers elsewhere are called."""
    return any(
        len(words) > 1 and at >= len(words) and matches(tokens, words, start=at - len(words))
        for plan in names.plans
        for words in plan.issuer
    )


def is_spoken_of(province: Province, names: Names) -> bool:
    """Whether documents mention the province: then its name may be a part of the topic."""
    words = province.spellings[0]
    return any(pair in names.vocabulary.pairs for pair in pairwise(words))


def by_issuer(tokens: Tokens, names: Names, *, start: int) -> Iterator[Reading]:
    """ "Sở Xây dựng", "SXD", "UBND tỉnh": the issuer as printed or shortened."""
    found: dict[int, set[str]] = {}
    for words, plan in names.issuers_by_first.get(tokens[start].folded, ()):
        if matches(tokens, words, start=start):
            found.setdefault(start + len(words), set()).add(plan.document.id)
    for end, documents in found.items():
        meaning = NamesPlan(frozenset(documents), tokens.words(start, end), NamedBy.ISSUER)
        weight = OWNER if is_behind_kind(tokens, at=start) else BY_ISSUER
        yield Reading(start, end, meaning, weight)


def is_behind_kind(tokens: Tokens, *, at: int) -> bool:
    """ "kế hoạch của | Sở Tư pháp": whose a document is, though other plans name that department
    among their units.
    """
    before = at - (at > 0 and tokens[at - 1].spelled == OWNED_BY)
    kinds = load("plan_words.tsv").find(tokens)
    return any(found.meaning and found.end == before for found in kinds)


def by_shortened_issuer(tokens: Tokens, names: Names, *, start: int) -> Iterator[Reading]:
    """ "Ban rừng Cần Giờ" for "Ban Quản lý Rừng phòng hộ Cần Giờ": of one issuer's name how it
    begins and how it ends, with words between left out.
    """
    found: dict[int, set[Document]] = {}
    for plan in names.plans:
        end = shortened_end(tokens, plan.issuer_in_full, start=start)
        if end is not None:
            found.setdefault(end, set()).add(plan.document)
    for end, documents in found.items():
        if len({document.organization for document in documents}) == 1:
            ids = frozenset(document.id for document in documents)
            meaning = NamesPlan(ids, tokens.words(start, end), NamedBy.ISSUER)
            yield Reading(start, end, meaning, SHORTENED)


def shortened_end(tokens: Tokens, name: tuple[str, ...], *, start: int) -> int | None:
    """Where a name ends of which the tokens say the first word, or the first words by their
    letters ("VP đất đai"), the last, and some between; a department's fields tell it from others,
    so that none may be left out.
    """
    at = words_begun(tokens, name, start=start)
    if not at or name[:1] == DEPARTMENT:
        return None
    end = start + 1
    while end < len(tokens) and not tokens[end].after_break:
        step = next((i for i in range(at, len(name)) if is_word(tokens, end, name[i])), None)
        if step is None:
            break
        at, end = step + 1, end + 1
    said = end - start
    return end if at == len(name) and LEAST_SHORTENED <= said < len(name) else None


def words_begun(tokens: Tokens, name: tuple[str, ...], *, start: int) -> int:
    """How many words of a name its first token stands for; 0 where it begins none."""
    letters = tokens[start].folded
    begun = "".join(fold(word)[:1] for word in name[: len(letters)])
    if 1 < len(letters) < len(name) and letters == begun:
        return len(letters)
    return int(bool(name) and matches(tokens, name[:1], start=start))


def is_word(tokens: Tokens, at: int, word: str) -> bool:
    """Whether a token is the word, by its letters alone where the question is so."""
    fit = fits(tokens[at], word)
    return fit == 0 or (fit is not None and tokens.is_bare)


def by_kind_of_issuer(tokens: Tokens, names: Names, *, start: int) -> Iterator[Reading]:
    """ "bảo tàng" where one museum alone issues plans: those are meant."""
    for said, head in bodies():
        end = start + len(said)
        if not matches(tokens, said, start=start) or not ends_name(tokens, end):
            continue
        issued = [
            plan.document
            for plan in names.plans
            if syllables(plan.document.organization.name)[: len(head)] == head
        ]
        if len({document.organization for document in issued}) == 1:
            ids = frozenset(document.id for document in issued)
            meaning = NamesPlan(ids, tokens.words(start, end), NamedBy.ISSUER)
            yield Reading(start, end, meaning, OF_ITS_KIND)


@lru_cache(maxsize=1)
def bodies() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """What a body is called by its kind, with how the name of such a body begins."""
    return tuple(
        (syllables(phrase), syllables(head))
        for said, head, *_ in rows("bodies.tsv")
        for phrase in said.split(";")
    )


def ends_name(tokens: Tokens, end: int) -> bool:
    """Whether a name goes no further: "bảo tàng | phải xong", and no "bảo tàng Hồ Chí Minh"."""
    if end == len(tokens) or tokens[end].after_break:
        return True
    return not tokens[end].is_capital and tokens[end].spelled in stopwords()


def by_number(tokens: Tokens, names: Names, *, start: int) -> Iterator[Reading]:
    """A number that a document bears. One that documents only cite is a part of the topic."""
    token = tokens[start]
    if not NUMBER.match(token.text):
        return
    key = number_key(token.text)
    held = frozenset(p.document.id for p in names.plans if p.number and p.number == key)
    first = start - (start > 0 and tokens[start - 1].spelled == "số")
    if held:
        end = title_end(tokens, names, held, end=start + 1)
        yield Reading(first, end, NamesPlan(held, token.text, NamedBy.NUMBER), BY_NUMBER)
    elif not is_cited(key, names):
        yield Reading(first, start + 1, NamesAbsent(token.text, NamedBy.NUMBER), NUMBER_UNHELD)


def is_cited(key: str, names: Names) -> bool:
    documents = names.vocabulary.documents
    return any(
        number_key(relation.number) == key for d in documents for relation in d.relations
    ) or any(key in fold(basis).replace(" ", "") for d in documents for basis in d.legal_bases)


def by_nickname(tokens: Tokens, names: Names) -> Iterator[Reading]:
    """A kind of document with words of a title after it: "kế hoạch CCHC 2026"."""
    kinds = {plan.document.kind for plan in names.plans}
    owners = frozenset(at for at in range(len(tokens)) if is_owner_named(tokens, names, start=at))
    said = tuple(load("plan_words.tsv").find(tokens))
    # "kế hoạch CCHC và | kế hoạch nhà ở"
    others = frozenset(f.start for f in said if f.start and tokens[f.start - 1].spelled in JOINING)
    for found in said:
        if found.meaning not in COMMON_KINDS and not any(
            k.startswith(found.meaning) for k in kinds
        ):
            continue
        if not found.meaning and is_written(tokens.items[found.start : found.end + 1], names):
            continue  # "tài liệu lưu trữ": what documents write together names none of them
        at = found.end + (found.end < len(tokens) and tokens[found.end].spelled == "số")
        if at < len(tokens) and tokens[at].is_number:
            yield from by_bare_number(tokens, names, start=found.start, at=at)
        runs = {
            plan: run_of_title(tokens, plan, first=found.end, stops=owners | others)
            for plan in names.plans
            if found.meaning in COMMON_KINDS or plan.document.kind.startswith(found.meaning)
        }
        # "phụ lục kế hoạch": another word for documents is no word of a title
        runs = {plan: run for plan, run in runs.items() if not is_kind(found.end, run[0], said)}
        longest = max((reach for reach, _ in runs.values()), default=found.end)
        weight = max((content for reach, content in runs.values() if reach == longest), default=0)
        if longest > found.end and weight and not cuts_quote(tokens, found.end, longest):
            is_made = found.start and tokens[found.start - 1].spelled in MAKING
            best = [p for p, run in runs.items() if run == (longest, weight)]
            # "kế hoạch chống ngập" beside a letter about it: the plan is meant
            of_kind = [p for p in best if found.meaning and p.document.kind == found.meaning]
            documents = frozenset(p.document.id for p in of_kind or best)
            words = tokens.words(found.start, longest)
            called = CALLED_BY_TIME if ends_in_time(tokens, longest) else CALLED
            yield Reading(
                found.start,
                longest,
                NamesPlan(documents, words, NamedBy.NICKNAME, found.end - found.start),
                A_PRODUCT if is_made else called,
            )
        kind = frozenset(
            p.document.id
            for p in names.plans
            if found.meaning and p.document.kind.startswith(found.meaning)
        )
        if kind:
            words = tokens.words(found.start, found.end)
            yield Reading(
                found.start, found.end, NamesPlan(kind, words, NamedBy.KIND), found.weight
            )
    yield from by_initials(tokens, names)
    yield from by_short_number(tokens, names)


def ends_in_time(tokens: Tokens, end: int) -> bool:
    """ "chương trình công tác quý II", "lịch tháng 8": the time is a part of the plan's name."""
    last = tokens[end - 1]
    is_count = last.is_number or read_roman(last.text) is not None
    return is_count and tokens[end - 2].folded in TIMES


def cuts_quote(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a run ends within quotation marks: 'kế hoạch "dữ liệu | sống"'."""
    before = tokens[start - 1].end if start else 0
    return len(QUOTES.findall(tokens.text[before : tokens[end - 1].end + 1])) % 2 == 1


def is_kind(start: int, end: int, said: Sequence[Found]) -> bool:
    """Whether what stands there only names a kind of document."""
    return any(other.start == start and other.end == end for other in said)


def is_owner_named(tokens: Tokens, names: Names, *, start: int) -> bool:
    """Whether an issuer's name begins there, or that of a province whose plans are held."""
    if is_issuer(tokens, names, start=start):
        return True
    return any(
        matches(tokens, words, start=start) and names.documents_of(province.name)
        for words, province in names.provinces_by_first.get(tokens[start].folded, ())
    )


def by_bare_number(tokens: Tokens, names: Names, *, start: int, at: int) -> Iterator[Reading]:
    """ "kế hoạch 03", "KH số 3": the first part of a number is enough."""
    key = tokens[at].text.lstrip("0")
    held = frozenset(p.document.id for p in names.plans if key and JOINT.split(p.number)[0] == key)
    if held and not YEAR.fullmatch(key):
        words = tokens.words(start, at + 1)
        end = title_end(tokens, names, held, end=at + 1)
        yield Reading(start, end, NamesPlan(held, words, NamedBy.NUMBER), 1.1)
        if at + 2 < len(tokens) and tokens[at + 1].spelled in JOINING:
            # "kế hoạch 215 và 388"
            yield from by_bare_number(tokens, names, start=at + 2, at=at + 2)


def title_end(tokens: Tokens, names: Names, held: frozenset[str], *, end: int) -> int:
    """ "kế hoạch 214 | về tôn giáo": where words of its title end behind a plan's number."""
    if end + 1 >= len(tokens) or tokens[end].after_break or tokens[end].spelled != ABOUT:
        return end
    runs = (
        run_of_title(tokens, plan, first=end + 1, stops=frozenset())
        for plan in names.plans
        if plan.document.id in held
    )
    return max((reach for reach, content in runs if content), default=end)


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


def by_initials(tokens: Tokens, names: Names) -> Iterator[Reading]:
    """ "CCHC 2026" without a noun: initials of a title beside its year."""
    for start in range(len(tokens) - 1):
        year = tokens[start + 1]
        if not (year.is_number and len(year.text) == 4):
            continue
        held = frozenset(
            p.document.id
            for p in names.plans
            if is_initials(tokens[start], p) and str(p.document.year) == year.text
        )
        if held:
            meaning = NamesPlan(held, tokens.words(start, start + 2), NamedBy.NICKNAME)
            yield Reading(start, start + 2, meaning, BY_INITIALS_AND_YEAR)


def by_short_number(tokens: Tokens, names: Names) -> Iterator[Reading]:
    """ "mục tiêu theo NQ11": the number that a plan's title carries out, as it is called."""
    for start, token in enumerate(tokens.items):
        parts = parted(token.folded)
        before = tokens[start - 1].spelled if start else ""
        if len(parts) != SHORT_NUMBER or before not in OF_PLAN:
            continue
        held = frozenset(p.document.id for p in names.plans if set(parts) <= set(p.title))
        if held and len(held) < len(names.plans):
            meaning = NamesPlan(held, token.text, NamedBy.NICKNAME)
            yield Reading(start, start + 1, meaning, BY_SHORT_NUMBER)
