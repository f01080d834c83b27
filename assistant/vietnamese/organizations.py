"""Names of bodies that issue documents: "Sở Xây dựng tỉnh Đắk Lắk", "UBND tỉnh An Giang"."""

import re
from functools import cache

from assistant.domain.unit import NO_ORGANIZATION, Organization
from assistant.vietnamese.text import CAPITALS, letters, normalise
from assistant.vietnamese.wordlist import read_table, read_words

COMMITTEE = re.compile(r"^(?:Ủy|Uỷ) ban nhân dân\b")


def find_organizations(text: str) -> tuple[str, ...]:
    """The bodies that a text names, each once, in the order of their first mention."""
    names = (normalise(match.group()).rstrip(" ,-–") for match in _named().finditer(text))
    return tuple(dict.fromkeys(re.sub(r",(?= (?:tỉnh|thành phố)\b)", "", name) for name in names))


def province_in(text: str) -> str | None:
    """The province that a text names: after "tỉnh" or "thành phố" first, else the most named."""
    for pattern in (r"(?:tỉnh|thành phố|tp\.?)\s+(?:{})(?!\w)", r"(?<!\w)(?:{})(?!\w)"):
        counts = {
            name: len(re.findall(pattern.format(re.escape(name)), text, re.IGNORECASE))
            for name in read_words("provinces")
        }
        best = max(counts, key=lambda name: (counts[name], len(name)))
        if counts[best]:
            return best
    return None


# "UBND TỈNH AN GIANG", of a province that no table lists yet
_CALLED = re.compile(
    rf"\b(?:tỉnh|Tỉnh|TỈNH)\s+(?P<name>[{CAPITALS}][^\W\d_]*(?:\s+[{CAPITALS}][^\W\d_]*){{0,3}})"
)


def province_called(text: str) -> str | None:
    """The name behind "tỉnh", listed or not."""
    match = _CALLED.search(text)
    return " ".join(w.capitalize() for w in match["name"].split()) if match else None


def organization(name: str, *, parent: str, province: str | None) -> Organization:
    """A body by its full name: its province's name is added where it belongs to one."""
    name = COMMITTEE.sub("UBND", normalise(name))
    if not name:
        return NO_ORGANIZATION
    if name == "Văn phòng" and parent:
        # An office is that of the body above it, not one of the province.
        return Organization(f"{name} {short_committee(parent)}", short_committee(parent), province)
    if province and _belongs_to_province(parent) and letters(province) not in letters(parent):
        parent = f"{parent} {_kind_of(province)} {province}"
    if not _belongs_to_province(name):
        return Organization(name, parent=short_committee(parent) or None, province=province)
    place = f"{_kind_of(province)} {province}" if province else ""
    named = province is not None and letters(province) in letters(name)
    full = name if named or not province else f"{re.sub(r' (?:tỉnh|thành phố)$', '', name)} {place}"
    above = short_committee(parent) or (f"UBND {place}" if province else "")
    return Organization(full, parent=above or None, province=province)


def short_committee(name: str) -> str:
    """People's committees by the short form that everyone uses: "UBND tỉnh An Giang"."""
    return COMMITTEE.sub("UBND", normalise(name))


def _kind_of(province: str | None) -> str:
    return next((kind for name, kind, *_ in read_table("provinces") if name == province), "tỉnh")


def _belongs_to_province(name: str) -> bool:
    fits = [row for row in read_table("organization_heads") if name.startswith(row[0])]
    return bool(fits) and max(fits, key=lambda row: len(row[0]))[2] == "1"


# Words that follow a name and are no part of it.
_STOPS = r"""(?:
    ban\s+hành | xây\s+dựng\s+[Kk]ế | tỉnh | thành\s+phố | huyện | xã | phường | thị\s+xã | về
    | của | tại | để | theo | và | với | cho | có | là | chủ | phối | tham | triển | tổ | tổng
    | trình | thực | yêu | đề | báo | các | năm | ngày | số | thuộc | này | đã | sẽ | được | giao
    )\b"""


@cache
def _named() -> re.Pattern[str]:
    heads = sorted(read_words("organization_heads"), key=len, reverse=True)
    provinces = "|".join(map(re.escape, read_words("provinces")))
    return re.compile(
        rf"""
        (?<!\w) (?: {"|".join(re.escape(head) for head in heads)} ) \b
        (?: \s+ (?! [Tt]ỉnh\b | [Tt]hành\s+phố\b )
            [{CAPITALS}][^\W\d_]* (?: \s+ (?!{_STOPS}) [a-zà-ỹđ]+ (?=\s|[,;.:)]|$) ){{0,3}}
            (?: ,\s (?=[{CAPITALS}]) | \s+và(?=\s[{CAPITALS}]) | \s+[-–](?=\s[{CAPITALS}]) )?
        ){{0,4}}
        (?: \s+ (?: tỉnh | [Tt]hành\s+phố | thị\s+xã | huyện | xã | phường ) \b
            (?: \s+ (?: {provinces} ) \b | (?: \s+ [{CAPITALS}][^\W\d_]* ){{1,4}} )? )?
        """,
        re.VERBOSE,
    )
