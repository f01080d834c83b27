"""Sentences of an assignment as clauses: which give work, to whom, and which give none."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.ingest.assigning_words import begins_with_verb, words_of_role
from assistant.ingest.duties import Duty, read_duty, read_inherited, read_units
from assistant.ingest.structure import Element, ElementKind
from assistant.vietnamese.text import spell
from assistant.vietnamese.units import is_group

ENUMERATED = re.compile(r"(?:^|(?<=[\s;.]))\(\d{1,2}\)\s*")
UNIT_BEHIND = re.compile(r"\((?P<units>[^()]{3,120})\)\W*$")
ENFORCED = re.compile(r"chịu trách nhiệm thi hành\b", re.IGNORECASE)
BRACKETED = re.compile(
    r"\((?P<who>[^()]*?chủ trì(?:[;,] [^();]*? phối hợp)?)(?P<rest>[;,][^()]*)?\)\W*$",
    re.IGNORECASE,
)
# "Tổ chức hội nghị tổng kết, do Văn phòng Sở chủ trì."
DONE_BY = re.compile(
    r"^\W*(?P<work>.{15,}?)[,;]?\s+do\s+(?P<who>[^;]{3,200}?\bchủ\s+trì\b[^;]*?)\W*$",
    re.VERBOSE,
)
ROLES = re.compile(
    r"""
    ^ (?P<lead> .+? ) \s+ (?: là\s+(?:cơ\s+quan|đơn\s+vị)\s+ | đồng\s+ | cùng\s+ )?
    chủ\s+trì \b
    [\s,;]* (?: và\s+ )?
    (?: phối\s+hợp\s+(?:với\s+|cùng\s+)? (?P<named> .+? )
      | (?P<support> .+? ) \s+ (?: là\s+(?:cơ\s+quan|đơn\s+vị)\s+ | cùng\s+ )? phối\s+hợp
        (?: \s+ thực\s+hiện )?
    )? \W* $
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "… triển khai thực hiện Kế hoạch này./.": it gives nobody a task of its own.
GENERAL = re.compile(
    r"(?:Kế hoạch|Công văn|Thông báo|Chỉ thị|Quyết định|Nghị quyết|Chương trình|Kết luận)"
    r"\s+(?:này|trên)\b|nhận được\s+(?:Công văn|Thông báo)|thực hiện nghiêm|thực hiện\W*$"
)
SENTENCE_CUE = re.compile(r"^\W*(?:Ngoài ra|Đồng thời|Bên cạnh đó|Trước mắt|Riêng)\s*,?\s*", re.I)


def split_clauses(sentence: str, *, known: tuple[str, ...]) -> tuple[str, ...]:
    """A sentence cut at each ";" after which another unit is given its own work."""
    sentence = SENTENCE_CUE.sub("", sentence)
    pieces = re.split(r"(?<=;)\s+", sentence)
    clauses = [pieces[0]]
    for piece in pieces[1:]:
        if _starts_idle(piece):
            continue
        if read_duty(piece, known=known) is not None:
            clauses.append(piece)
        else:
            clauses[-1] = f"{clauses[-1]} {piece}"
    return tuple(_without_idle_start(clause) for clause in clauses)


def enumerated_duties(text: str, *, known: tuple[str, ...]) -> Iterator[Duty]:
    """Duties told one by one: "(1) số hóa hồ sơ (Văn phòng Tỉnh ủy); (2) Sở Tài chính: …"."""
    before, *pieces = (piece.strip(" ;.") for piece in ENUMERATED.split(text))
    if len(pieces) < 2:
        return
    above = read_duty(before, known=known) if before.endswith(":") else None
    if above is not None and above.assigned and not above.work:
        # One unit, its tasks numbered: "Giao Phòng X: (1) thẩm định …"
        for told in (read_inherited(piece, known=known) for piece in pieces):
            support = told.support or above.support
            yield replace(told, lead=above.lead, support=support, assigned=True)
        return
    for piece in pieces:
        behind = UNIT_BEHIND.search(piece)
        units = read_units(behind["units"], known=known) if behind else ""
        if behind and units:
            yield Duty(lead=units, work=piece[: behind.start()].strip(" ,;"), assigned=True)
        elif (duty := read_duty(piece, known=known)) and duty.work and duty.colon:
            yield duty


def bracketed_duty(text: str, *, known: tuple[str, ...]) -> Duty | None:
    """Who does it, in brackets behind it: "… (Sở A chủ trì; Công an tỉnh phối hợp)"."""
    found = BRACKETED.search(text)
    if not found:
        return None
    told = {"chủ trì": "", "phối hợp": ""}
    for piece in re.split(r"[;,]\s+(?=[A-ZĐ]|các\b)", found["who"]):
        for word in told:
            if spell(piece).endswith(word):
                told[word] = read_units(piece[: -len(word)], known=known)
    if not told["chủ trì"]:
        return None
    work = f"{text[: found.start()].rstrip()} {(found['rest'] or '').strip(' ;,')}"
    return Duty(told["chủ trì"], told["phối hợp"], work.strip(), assigned=True)


def done_by(text: str, *, known: tuple[str, ...]) -> Duty | None:
    """Who leads, told behind the work: "… , do Sở A chủ trì, phối hợp với Sở B"."""
    found = DONE_BY.match(text)
    if not found or not begins_with_verb(found["work"]):
        return None
    lead, support = roles_in(found["who"], known=known)
    return Duty(lead, support, found["work"], assigned=True) if lead else None


def roles_in(words: str, *, known: tuple[str, ...] = ()) -> tuple[str, str]:
    """Who leads and who supports in "Sở A chủ trì; Sở B, Sở C phối hợp"; empty if not said so."""
    said = ROLES.match(re.sub(r"\((chủ trì|phối hợp)\)", r"\1", words))
    if not said:
        return "", ""
    support = said["named"] or said["support"] or ""
    return read_units(said["lead"], known=known), read_units(support, known=known)


def is_general(text: str, *, element: Element, before: tuple[Element, ...]) -> bool:
    """Whether a document's last paragraph speaks to all or to whom it may concern."""
    if ENFORCED.search(text):
        return True
    duty = read_duty(text)
    if duty is not None and duty.assigned and not is_group(duty.lead):
        return False
    if element.kind is not ElementKind.PARAGRAPH or not text.endswith("./."):
        return False
    after_items = bool(before) and before[-1].kind is ElementKind.ITEM
    return bool(GENERAL.search(text)) or (after_items and bool(element.headings))


def _starts_idle(clause: str) -> bool:
    """Whether a clause is no work: "kinh phí …", "Chủ tịch xã chịu trách nhiệm trước …"."""
    spelled = spell(clause)
    idle = tuple(spell(word) for word in words_of_role("idle"))
    return spelled.startswith(idle) or bool(
        re.match(r"[\w\s,]{3,60} chịu trách nhiệm trước", spelled)
    )


def _without_idle_start(clause: str) -> str:
    """A unit that first answers for something keeps what else it does in the same sentence."""
    match = re.match(
        r"(?P<who>[\w\s,–-]{3,80}?) (?:phải )?chịu trách nhiệm trước [^;]*;\s*(?P<rest>.+)", clause
    )
    return f"{match['who']} {match['rest']}" if match else clause


def is_closing(text: str) -> bool:
    """Whether a text is one of the sentences that close a document: "Trên đây là …"."""
    spelled = spell(text).lstrip("“\"' ")
    return spelled.startswith(tuple(spell(word) for word in words_of_role("closing")))
