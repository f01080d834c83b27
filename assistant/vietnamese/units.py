"""Names of units: one key for all spellings of a name, cells with several names, groups.

Cases: tests/cases/units.md.
"""

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from assistant.vietnamese.abbreviations import expand
from assistant.vietnamese.text import normalise, spell
from assistant.vietnamese.wordlist import read_table

LONGEST_NAME = 200  # letters; how far behind a mark a unit's head and name are looked for
_JOINERS = {"và", "với", "cùng", "hoặc"}
_LEADING = re.compile(r"^(?:(?:và|cùng|hoặc|với)\s+)+")
_WORD = re.compile(r"[^\W_]+")
# Of an office within a department only the office is the name: "Văn phòng Sở", "Thanh tra Sở".
_OWN_BODY = re.compile(r"(?<=\w)\s+(?:(?:trực\s+)?thuộc\s+)?sở$")


@cache
def unit_key(words: str) -> str:
    """One canonical key for every way of writing a unit of one organization.

    Abbreviations are written out; marks, "và" and the department's own "Sở" at the end are left
    out: "VP Sở" is "Văn phòng" and "Văn phòng Sở", "P. KHTC" is "Phòng Kế hoạch - Tài chính".
    """
    text = _LEADING.sub("", " ".join(_WORD.findall(spell(expand(normalise(words))))))
    text = " ".join(word for word in text.split() if word not in _JOINERS)
    shorter = _OWN_BODY.sub("", text)
    return shorter if shorter and not _is_generic(shorter) else text


def _is_generic(name: str) -> bool:
    """Whether nothing but "các", "sở", "đơn vị" would be left."""
    return name in ("các", "những", "lãnh đạo", "thuộc", "phòng", "ban")


def is_group(words: str) -> bool:
    """Whether the words name several units at once: "Các phòng, ban, đơn vị"."""
    text = _LEADING.sub("", spell(normalise(words)))
    if any(spell(name) in text for name in _names("single")):
        return False
    parts = [part.strip() for part in re.split(r",|\bvà\b", text)]
    return bool(_GROUP.search(text)) or (
        len(parts) > 1 and all(part in _generic_heads() for part in parts)
    )


# "các phòng", "UBND các xã", "Thủ trưởng các đơn vị", "Trung tâm Y tế các khu vực"
_GROUP = re.compile(r"(?<!\w)(?:các|những|tất\s+cả|toàn\s+thể|mọi|từng|mỗi)(?!\w)")


@cache
def _generic_heads() -> frozenset[str]:
    return frozenset(head for head, kind, *_ in read_table("assignee_heads") if kind == "named")


@cache
def _names(kind: str) -> tuple[str, ...]:
    return tuple(name for name, its_kind, *_ in read_table("unit_names") if its_kind == kind)


# -- several units in one cell


class NamedUnit(NamedTuple):
    """A unit as a cell prints it, and its name without "và", marks, "(chủ trì)"."""

    words: str
    name: str


def split_units(words: str) -> tuple[str, ...]:
    """The units that a cell names, in order; together they are the whole cell."""
    return tuple(unit.words for unit in name_units(words))


def name_units(words: str) -> tuple[NamedUnit, ...]:
    """The units that a cell names, in order, each with its name; together the whole cell."""
    text = normalise(words)
    pieces = [piece for piece in _pieces(text) if _WORD.search(piece)]
    units: list[NamedUnit] = []
    head = ""
    for piece in pieces:
        name = _name(piece)
        if listed := _HEAD_OF_LIST.match(name):  # "Các sở: Nội vụ, Tài chính"
            head = listed["head"] or listed["own"]
            name = f"{_capital(head)} {listed['name']}"
        elif head and not _starts_unit(name):
            name = f"{_capital(head)} {name}"
        else:
            head = ""
        units.append(NamedUnit(piece, name))
    return tuple(units)


# The head is said once for all: "Các sở: Nội vụ, Tài chính", "các Sở Nội vụ, Tài chính".
_HEAD_OF_LIST = re.compile(
    r"""(?: (?i:các\s+)?(?P<head>(?i:sở|phòng|ban|bộ|chi\s+cục|trung\s+tâm))
            (?i:,?\s+ngành)?\s*:
          | [Cc]ác\s+(?P<own>[Ss]ở|[Bb]ộ)(?=\s+[A-ZĐ]) )
        \s*(?P<name>\S.*)""",
    re.VERBOSE | re.DOTALL,
)
_BULLET = re.compile(r"^\s*(?:[-+•*\u2013]|\d{1,2}[.)]|[a-zđ]\))\s+")
_REMARK = re.compile(
    r"\s*\((?:đơn vị |cơ quan )?(?:chủ trì|đầu mối|phối hợp|chính)\)", re.IGNORECASE
)


def _name(piece: str) -> str:
    name = _REMARK.sub("", _BULLET.sub("", piece))
    return " ".join(re.sub(r"^(?:và|cùng|hoặc)\s+", "", name, flags=re.IGNORECASE).split())


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:].lower()


def _pieces(text: str) -> list[str]:
    """The cell cut where a new unit begins; a cut takes commas with it but leaves "và"."""
    cuts = [0, *_cuts(text), len(text)]
    pieces = (text[a:b].strip(" \n,;/&+") for a, b in pairwise(cuts))
    return [_BULLET.sub("", piece) if piece[:1] in "-+•*–" else piece for piece in pieces]


# The longest mark first: a line break or ";" always parts, the others only before a unit's head.
_SEPARATOR = re.compile(
    r"""(?P<strong> ; | \n )
      | (?P<weak> , (?:\s*và(?=\s))? | (?<=\s)và(?=\s) | / | \s& \s | \s\+\s | \s[-\u2013]\s )""",
    re.VERBOSE,
)


def _cuts(text: str) -> list[int]:
    whole = [m.span() for pattern in _whole_names() for m in pattern.finditer(spell(text))]
    brackets = [m.span() for m in re.finditer(r"\([^()]*\)", text)]
    cuts: list[int] = []
    listing = False
    for match in _SEPARATOR.finditer(text):
        begin = cuts[-1] if cuts else 0
        if any(a < match.start() < b for a, b in (*whole, *brackets)):
            continue
        before, after = text[begin : match.start()], text[match.end() : match.end() + LONGEST_NAME]
        listing = listing or bool(_HEAD_OF_LIST.match(_name(before)))
        if _parts(match, before=before, after=after, listing=listing):
            cuts.append(_cut_place(match))
            listing = listing and not _starts_unit(_name(after))
    return cuts


def _cut_place(match: re.Match[str]) -> int:
    """ "và" stays with the unit that follows it, so that the pieces are the whole cell."""
    joiner = match[0].find("và")
    return match.start() + joiner if joiner >= 0 else match.end()


def _parts(match: re.Match[str], *, before: str, after: str, listing: bool) -> bool:
    """Whether a new unit begins behind this mark."""
    if match["strong"] == ";":
        return True
    if match["strong"]:
        # A line break within a name only shows the cell's width: "Phòng Kế hoạch -⏎Tài chính".
        open_end = re.search(r"(?:[-\u2013,/&]|\bvà)\s*$", before)
        return bool(_BULLET.match(after)) or (not open_end and _starts_unit(_name(after)))
    if listing and match[0].strip(" ")[0] in ",v":
        return True
    name = _name(after)
    if not _starts_unit(name):
        return bool(_SHORT.fullmatch(before.strip()) and _SHORT_FIRST.match(name))
    # "đồng chí Nguyễn Văn A, Phó Giám đốc Sở" is one person
    return not (
        _kind(_name(before)) == "person"
        and _is_position(name)
        and match[0].strip()[0] in ",-\u2013"
    )


# "VP, KHTC, QLCL": nothing but abbreviations
_SHORT = re.compile(r"[,\s]*[A-ZĐ&]{2,8}")
_SHORT_FIRST = re.compile(r"[A-ZĐ&]{2,8}\s*(?:[,;/]|$)")


@cache
def _whole_names() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(r"\s*".join(re.escape(word) for word in re.findall(r"\w+|[^\w\s]", name)))
        for name in _names("whole")
    )


@cache
def _heads() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = sorted(read_table("assignee_heads"), key=lambda row: -len(row[0]))
    return tuple(
        (re.compile(r"\s+".join(map(re.escape, spell(head).split())) + r"(?!\w)"), kind)
        for head, kind, *_ in rows
    )


def _head(name: str) -> tuple[str, int] | None:
    """The kind of the head with which a name begins, and where it ends."""
    spelled = spell(name)
    for pattern, kind in _heads():
        if found := pattern.match(spelled):
            return kind, found.end()
    return None


def _kind(name: str) -> str:
    head = _head(name)
    return head[0] if head else ""


def _is_position(name: str) -> bool:
    return _kind(name) == "person" and not re.match(r"(?:đồng chí|đ/c|ông|bà)\b", spell(name))


def _starts_unit(name: str) -> bool:
    """Whether a unit's name begins here, rather than more of the name before it.

    A head of many units ("phòng", "sở") must be followed by a proper name in capitals; "ban",
    "đơn vị" in "Các phòng, ban, đơn vị" are not.
    """
    head = _head(name)
    if head is None:
        return False
    kind, end = head
    if kind == "person":
        return True
    if kind == "alone":
        # "thanh tra" or "văn phòng" within a phrase are in lower case: "công tác, thanh tra"
        return name[:1].isupper() or bool(_GROUP.match(spell(name)))
    following = _WORD.search(name, end)
    if following is None or name[end : following.start()].strip(" .\n"):
        return False
    if any(word[:1].isupper() for word in name[:end].split()[1:]):
        return True  # "Ban Quản lý bảo trì đường bộ": the head itself is written as a name
    # "Báo tỉnh", "Tổ 2": a body is also named by its place or its number
    by_place = name[:1].isupper() and spell(following[0]) in _PLACES
    return following[0][:1].isupper() or following[0].isdecimal() or by_place


_PLACES = frozenset(("tỉnh", "xã", "phường", "huyện", "thị", "thành", "trung"))


def looks_like_units(words: str) -> bool:
    """Whether a text is nothing but names of units or persons."""
    units = name_units(words)
    return bool(units) and all(
        len(unit.name) < LONGEST_NAME and (_starts_unit(unit.name) or is_group(unit.name))
        for unit in units
    )
