"""What a document says of itself: number, issuer, date, kind, title, signer, recipients.

Some originals have no head in their text (it is a picture, or was cut off); then the note under an
appendix's title, the title and the running text say who issued the document and when.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from assistant.domain.document import Document
from assistant.domain.due import Window
from assistant.domain.unit import Organization
from assistant.ingest.parts import (
    AUTHORITY,
    BASIS,
    MOTTO,
    PERSON,
    RECIPIENTS,
    block_lines,
    is_capitals,
    is_signature_line,
    position_of,
)
from assistant.ingest.references import DATE, NUMBER, clean_number, find_references, read_date
from assistant.ingest.relations import find_relations
from assistant.ingest.structure import ElementKind, Structure
from assistant.vietnamese.casing import name_case, running_case
from assistant.vietnamese.organizations import (
    find_organizations,
    organization,
    province_called,
    province_in,
)
from assistant.vietnamese.outline_marks import Rank, read_mark
from assistant.vietnamese.statistics import statistics
from assistant.vietnamese.text import letters, normalise, spell
from assistant.vietnamese.wordlist import read_table

OWN_NUMBER = re.compile(rf"\bSố\s*:?\s*(?P<number>{NUMBER.pattern})", re.VERBOSE | re.IGNORECASE)
PLACE = re.compile(
    r"""
    (?P<place> [^\W\d_]+ (?: [.\s-]+ (?!ngày\b) [^\W\d_]+ ){0,5} ) \s* ,? \s*
    (?P<date> ngày \b .* )
    """,
    re.VERBOSE | re.IGNORECASE,
)
MONTH = re.compile(
    r"(?: tháng \s+ \d{1,2} \s+ )? năm \s+ (?P<year> \d{4} ) | tháng \s+ \d{1,2} [/-] \d{4}",
    re.VERBOSE | re.IGNORECASE,
)
SESSION = re.compile(r"^KH(?:ÓA|OÁ)\b|^KỲ\s+HỌP\b")  # of a people's council
SUBJECT = re.compile(r"^\W*V/v\b", re.IGNORECASE)
NOTE = re.compile(r"\(?\s*(?:Ban\s+hành\s+)?kèm\s+theo\s+(?P<what>[^)]*)", re.IGNORECASE)
# A surname that is also how unions begin: "Đoàn Văn Hậu", "Đoàn Thanh niên".
SURNAME = "Đoàn "
ISSUED_BY = re.compile(r"\bcủa\s+(?P<issuer>.+?)\s*[).]*$")
SIGNED_BY = re.compile(r"(?:người\s+ký|ký\s+bởi)\s*:\s*(?P<name>.+)", re.IGNORECASE)
YEARS = re.compile(
    r"""
    (?: giai \s+ đoạn | năm | từ ) \s+ (?: năm \s+ )?
    (?P<first> 20\d\d ) (?: \s* (?: [-–] | đến (?: \s+ năm )? ) \s* (?P<last> 20\d\d ) )?
    | đến \s+ (?: hết \s+ )? (?: năm \s+ )? (?P<until> 20\d\d )
    """,
    re.VERBOSE | re.IGNORECASE,
)
ONE_WORD = 0.3  # so often a syllable stands before another where both are one word
# "BIỂU 1", "Phụ lục II": a sheet by its number, whose name stands below
NUMBERED = re.compile(
    r"(?:phụ\s+lục|biểu|bảng|mẫu)(?:\s+số)?\s*(?:\d{1,2}|[IVX]{1,4}|[A-ZĐ])?\W*", re.IGNORECASE
)
LONGEST_TITLE = 200  # of a document without a title, made of its first words


def metadata_of(structure: Structure) -> Document:
    """What the document says of itself, from its own text alone."""
    text = running_words(structure)
    head = _read_head(structure, text=text)
    note = _read_note(structure, kind=head.kind, text=text)
    number = head.number or note.number
    kind = head.kind or note.kind or _kind_by_number(number)
    issuer = head.issuer or note.issuer or _issuer_in(structure, text=text)
    signer, position = _signature(structure, text=text)
    document = Document(
        title=_title(structure, text=text),
        kind=kind,
        number=number,
        issuer=_without_province(issuer),
        place=head.place,
        issued_on=head.issued_on or note.issued_on,
        issued_words=head.issued_words or note.issued_words,
        signer=signer,
        signer_position=position,
        legal_bases=_legal_bases(structure),
        recipients=_recipients(structure),
        organization=_organization(issuer, parent=head.parent, head=head, text=text),
    )
    document = replace(document, period=_period(document, text=text))
    return replace(document, relations=find_relations(structure, document=document))


def running_words(structure: Structure) -> str:
    """All words of a document, a block a line."""
    parts = structure.parts
    blocks = (*parts.head, *parts.title, *parts.addressees)
    grids = (element.grid for element in structure.elements if element.grid)
    return "\n".join(
        (
            *(block.text for block in blocks),
            *(element.text for element in structure.elements),
            *(cell.text for grid in grids for cell in grid.cells),
            *(block.text for block in parts.closing),
        )
    )


# The head


@dataclass(frozen=True, slots=True)
class _Head:
    parent: str = ""
    issuer: str = ""
    number: str = ""
    place: str = ""
    issued_on: date | None = None
    issued_words: str = ""
    kind: str = ""


def _read_head(structure: Structure, *, text: str) -> _Head:
    parts = structure.parts
    printed = "\n".join(
        line for block in (*parts.head, *parts.addressees) for line in block_lines(block)
    )
    # The motto may run over two lines, so it is taken out before the lines are looked at.
    lines = [line for line in map(str.strip, MOTTO.sub("\n", printed).split("\n")) if line]
    number = next((match for line in lines if (match := OWN_NUMBER.search(line))), None)
    place, words = _place_and_date(lines)
    parent, issuer = _issuers(lines, text=text, prose=_prose(structure))
    return _Head(
        parent=parent,
        issuer=issuer,
        number=clean_number(number["number"]) if number else "",
        place=place,
        issued_on=read_date(words),
        issued_words="" if read_date(words) else _month(words),
        kind=parts.kind or ("Công văn" if parts.addressees else ""),
    )


def _place_and_date(lines: list[str]) -> tuple[str, str]:
    for line in lines:
        if SUBJECT.match(line):
            continue  # "V/v sửa đổi Kế hoạch số … ngày …" tells of another document's day
        match = PLACE.search(OWN_NUMBER.sub("", line))
        if match and ("năm" in match["date"] or DATE.search(match["date"])):
            return normalise(match["place"]), match["date"]
    return "", ""


def _month(words: str) -> str:
    match = MONTH.search(words)
    return normalise(match.group()) if match else ""


def _issuers(lines: list[str], *, text: str, prose: Collection[str]) -> tuple[str, str]:
    """Parent and issuer: the bodies that the head names in capitals, above the number."""
    written = {letters(n): n for n in find_organizations(text) if not is_capitals(n)}
    names: list[str] = []
    for line in lines:
        line = OWN_NUMBER.split(line)[0].strip()
        is_rest = bool(names) and line.isupper() and len(line.split()) == 1  # "TẾ,"
        if not is_rest and (not is_capitals(line) or position_of(line) or SESSION.match(line)):
            continue
        starts_name = any(letters(line).startswith(letters(head)) for head in _heads())
        if is_rest or (names and (not starts_name or _goes_on(names[-1], line, written, prose))):
            names[-1] += f" {line}"
        else:
            names.append(line)
    # Decisions and resolutions name their maker once more below their title: "UBND TỈNH".
    keys = [letters(name) for name in names]
    own = [n for at, n in enumerate(names) if not any(k.startswith(keys[at]) for k in keys[:at])]
    cased = [written.get(letters(name)) or name_case(name, text=text) for name in own]
    if not cased:
        return "", ""
    return (cased[-2] if len(cased) > 1 else ""), cased[-1]


def _goes_on(name: str, line: str, written: Collection[str], prose: Collection[str]) -> bool:
    """ "SỞ NÔNG NGHIỆP VÀ MÔI" | "TRƯỜNG TỈNH X", "BAN QUẢN LÝ RỪNG" | "PHÒNG HỘ": the second line
    is no school and no division, where the document itself writes a name over the break, or one
    word is broken there.
    """
    if _is_one_word(name.split()[-1], line.split()[0]):
        return True
    joined, before = letters(f"{name} {line}"), letters(name)
    spans = (key for key in written if joined.startswith(key) and len(key) > len(before))
    return (
        any(key.startswith(joined) for key in written)
        or any(spans)
        or any(joined in sentence for sentence in prose)
    )


def _is_one_word(first: str, second: str) -> bool:
    """Whether the first syllable mostly stands before the second: "môi trường", "xã hội"."""
    known, first, second = statistics(), spell(first), spell(second)
    together = known.pair_count(first, second)
    return together >= ONE_WORD * max(known.count(first), 1)


def _prose(structure: Structure) -> tuple[str, ...]:
    """The lines of the running text by their letters: names stand there in one line."""
    texts = (element.text for element in structure.elements if not element.grid)
    return tuple(letters(line) for text in texts for line in text.split("\n"))


def _heads() -> tuple[str, ...]:
    return tuple(row[0] for row in read_table("organization_heads"))


# Where the head is missing


def _read_note(structure: Structure, *, kind: str, text: str) -> _Head:
    """What the line under an appendix's title says: "(Kèm theo Kế hoạch số … của …)"."""
    for element in structure.elements:
        note = NOTE.search(element.text) if element.in_appendix else None
        if not note:
            continue
        what = note["what"]
        named = next(iter(find_references(what)), None)
        if named and kind and named.kind != kind:
            continue
        if named is None and kind and not letters(what).startswith(letters(kind)):
            continue
        issuer = ISSUED_BY.search(what)
        return _Head(
            issuer=normalise(issuer["issuer"]) if issuer else "",
            number=named.number if named else "",
            issued_on=named.issued_on if named else read_date(what),
            issued_words="" if named and named.issued_on else _month(what),
            kind=named.kind if named else "",
        )
    return _Head()


def _issuer_in(structure: Structure, *, text: str) -> str:
    """Who issues the document by its own words: "Sở Xây dựng ban hành Kế hoạch"."""
    titles = "\n".join(block.text for block in structure.parts.title)
    for pattern, where in (
        (r"(?P<who>{}) (?:xây dựng|ban hành|xây dựng và ban hành) (?:Kế hoạch|Chương trình)", text),
        (r"Trên đây là [^.]{{0,80}}? của (?P<who>{})", text),
        (r"của (?P<who>{})\s*$", titles),
    ):
        for name in sorted(find_organizations(where), key=len, reverse=True):
            if re.search(pattern.format(re.escape(name)), where, re.MULTILINE):
                return name
    return ""


def _kind_by_number(number: str) -> str:
    """The kind that the number's letters name: "/KH-SXD" is a plan."""
    codes = re.findall(r"[^\W\d_]+", number)
    for kind, code, *_ in read_table("document_kinds"):
        if code and codes and code == codes[0]:
            return kind
    return "Công văn" if codes else ""


def _organization(issuer: str, *, parent: str, head: _Head, text: str) -> Organization:
    province = province_in(issuer) or province_in(parent) or province_in(head.place)
    province = province or province_called(parent) or province_called(issuer)
    if not province and head.place and letters(f"tỉnh {head.place}") in letters(text):
        province = head.place
    return organization(issuer, parent=parent, province=province or province_in(text))


def _without_province(issuer: str) -> str:
    """The issuer as its head prints it: the province stands with the organization."""
    return re.sub(r"^(Sở .+?) (?:tỉnh|[Tt]hành phố) .+$", r"\1", issuer)


# Title, period, signature, lists


def _title(structure: Structure, *, text: str) -> str:
    words = normalise(" ".join(block.text.replace("\n", " ") for block in structure.parts.title))
    if not words:
        texts = [e for e in structure.elements if e.kind is not ElementKind.TABLE]
        titles = (e for e in texts if e.kind is ElementKind.TITLE)
        named = (e.text for e in (*titles, *texts) if not NUMBERED.fullmatch(e.text.strip()))
        words = next(named, "").replace("\n", " ")[:LONGEST_TITLE]
    words = words.strip(" .–-")
    words = running_case(words, text=text) if is_capitals(words) else words
    return words[:1].upper() + words[1:]


def _period(document: Document, *, text: str) -> Window | None:
    """The years in the title, dates of other documents aside, or else the year of issue.

    Where the day is left blank and the title names no year, the month line's year still says which
    year "Quý III" means; without it, the latest date that the document names does.
    """
    title = document.title
    for named in reversed(find_references(title)):
        title = title[: named.start] + title[named.end :]
    years = YEARS.search(DATE.sub("", title))
    if years and years["first"]:
        return _years(int(years["first"]), int(years["last"] or years["first"]))
    if years:
        return Window(None, date(int(years["until"]), 12, 31))
    if document.issued_on:
        return None
    if words := MONTH.search(document.issued_words):
        year = int(words["year"] or words.group()[-4:])
        return _years(year, year)
    cited = [day for match in DATE.finditer(text) if (day := read_date(match.group()))]
    return _years(max(cited).year, max(cited).year) if cited else None


def _years(first: int, last: int) -> Window | None:
    return Window(date(first, 1, 1), date(last, 12, 31)) if first <= last else None


def _signature(structure: Structure, *, text: str) -> tuple[str, str]:
    """Who signs, and as what: "KT. Giám đốc, Phó Giám đốc"."""
    signer, positions = "", []
    is_open = False  # a position waits for its name; what follows the name is no other name
    for line in closing_lines(structure):
        overlay = SIGNED_BY.search(line)
        if position := position_of(line):
            authority = AUTHORITY.match(line)
            prefix = f"{authority.group().strip(' .')}. " if authority else ""
            positions.append(prefix + _position_case(position, text=text))
            is_open = True
        elif overlay or (is_open and PERSON.match(line) and not _is_body(line)):
            signer = normalise(overlay["name"] if overlay else line)
            is_open = overlay is not None
    return name_case(signer, text="") if signer.isupper() else signer, ", ".join(positions)


def _is_body(line: str) -> bool:
    """Whether the line begins with an organization's name; "Đoàn" is a surname as well."""
    return any(
        line.startswith(name) and not name.startswith(SURNAME) for name in find_organizations(line)
    )


def closing_lines(structure: Structure) -> tuple[str, ...]:
    """The lines of the closing; what two columns print side by side is taken apart."""
    found: list[str] = []
    for block in structure.parts.closing:
        for line in block_lines(block):
            found += (piece for piece in re.split(r"\s{3,}|\t", line) if piece)
    return tuple(found)


def _position_case(position: str, *, text: str) -> str:
    fits = [row[0] for row in read_table("positions")]
    name = max((n for n in fits if letters(position).startswith(letters(n))), key=len, default="")
    rest = position[len(name) :].strip()
    return f"{name} {name_case(rest, text=text)}".strip() if name else name_case(rest, text=text)


def _legal_bases(structure: Structure) -> tuple[str, ...]:
    """The paragraphs "Căn cứ …" before the first heading or article."""
    bases: list[str] = []
    for element in structure.elements:
        if element.kind is ElementKind.HEADING and element.rank is not Rank.CAPITALS:
            break
        if BASIS.match(element.text):
            # Readers may join the paragraphs; each basis begins anew with "Căn cứ".
            pieces = re.split(r";\s+(?=Căn\s+cứ\b)", element.text)
            bases += (piece.rstrip(" ;,.") for piece in pieces)
    return tuple(bases)


def _recipients(structure: Structure) -> tuple[str, ...]:
    """The addressees, then the list under "Nơi nhận"."""
    found: list[str] = []
    for line in (
        *(line for block in structure.parts.addressees for line in block_lines(block)),
        *closing_lines(structure),
    ):
        mark, body = read_mark(line)
        if mark and mark.rank is Rank.DASH:
            found.append(body)
        elif direct := re.match(r"^\W*Kính gửi\s*:?\s*(?P<who>\w.*)$", line):
            found.append(direct["who"])
        elif RECIPIENTS.match(line):
            continue
        elif found and not (re.search(r"[;.]$", found[-1]) or is_signature_line(line)):
            found[-1] += f" {line}"
    return tuple(normalise(name).rstrip(" ;.,") for name in found)
