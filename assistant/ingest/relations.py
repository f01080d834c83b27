"""What a document does to others: implements, amends, replaces or cites them."""

import re

from assistant.domain.document import Document, Relation, RelationKind
from assistant.ingest.references import Reference, find_references
from assistant.ingest.structure import Structure
from assistant.vietnamese.sentences import sentence_spans
from assistant.vietnamese.text import letters

# What stands between a sentence's last document and the next one says what is done to that one.
REPLACING = re.compile(
    r"(?:thay \s+ thế | bãi \s+ bỏ | hủy \s+ bỏ) (?! \s+ bằng )", re.VERBOSE | re.I
)
# "Thay thế các dòng số 6, 8 của Phụ lục kèm theo Kế hoạch số …": a part, and not the document
PART = re.compile(
    r"""
    (?:thay \s+ thế | bãi \s+ bỏ | hủy \s+ bỏ) \s+ (?: (?: một \s+ số | các | những | nội \s+ dung )
    \s+ )* (?: dòng | hàng | mục | nhiệm \s+ vụ | công \s+ việc | việc | phụ \s+ lục | điểm | khoản
    | điều | bảng | biểu | cụm \s+ từ | chỉ \s+ tiêu | phần | nội \s+ dung ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "Sửa một số công việc của …"; and not "Sửa chữa cầu", "Sửa đường"
CORRECTS = r"""
    sửa (?: \s+ (?: đổi | lại )
          | (?= \s+ (?: một \s+ số | các | những | nội \s+ dung | kế \s+ hoạch | phụ \s+ lục | mục
                     | điểm | khoản | điều | công \s+ việc | nhiệm \s+ vụ | dòng ) \b ) )
"""
AMENDING = re.compile(
    rf"{CORRECTS} | thay \s+ đổi | bổ \s+ sung | điều \s+ chỉnh | đính \s+ chính | gia \s+ hạn"
    r"| (?: lùi | giãn | rút \s+ ngắn ) \s+ (?: hạn | thời \s+ (?: hạn | gian ) | tiến \s+ độ )",
    re.VERBOSE | re.I,
)
IMPLEMENTING = re.compile(
    r"thực \s+ hiện | triển \s+ khai | thi \s+ hành | cụ \s+ thể \s+ h(?: óa | oá )",
    re.VERBOSE | re.IGNORECASE,
)
# Only what a document says of itself changes another: a law that amended a law is cited.
OWN_ACT = re.compile(
    rf"""
    ^ \W* (?: Điều \s+ \d+ \W+ | \d+ \W+ )? (?: Nay \s+ )? (?: Về \s+ việc \s+ )?
    (?: (?: Sở | UBND | Ủy\ ban | Ban | Văn\ phòng | Thanh\ tra | Chi\ cục | Trung\ tâm | HĐND )
        \b [^,;.:\d]{{0,60}}? \s )?                  # who does it: "Sở Tư pháp đính chính …"
    (?: {CORRECTS} | Thay \s+ đổi | Bổ \s+ sung | Điều \s+ chỉnh | Thay \s+ thế | Bãi \s+ bỏ
      | Hủy \s+ bỏ | Đính \s+ chính | Gia \s+ hạn
      | (?: Lùi | Giãn | Rút \s+ ngắn ) \s+ (?: hạn | thời | tiến ) )
    | (?: Kế \s+ hoạch | Quyết \s+ định | Nghị \s+ quyết | Chương \s+ trình | Công \s+ văn
      | Văn \s+ bản ) \s+ này \b
      .*? (?: thay \s+ thế | bãi \s+ bỏ | sửa \s+ đổi | điều \s+ chỉnh )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "Tiếp theo Kế hoạch số …, Sở bổ sung một số nhiệm vụ": it goes on with that document.
GOING_ON = re.compile(
    r"^\W*Tiếp \s+ theo\b .* (?: bổ \s+ sung | điều \s+ chỉnh )", re.VERBOSE | re.S
)
EXPIRED = re.compile(r"[^;.]{0,80}? hết \s+ hiệu \s+ lực", re.VERBOSE | re.IGNORECASE)
LISTED = re.compile(r";\s*(?:và\s+)?$")
STRENGTH = (
    RelationKind.REPLACES,
    RelationKind.AMENDS,
    RelationKind.IMPLEMENTS,
    RelationKind.CITES,
)


def find_relations(structure: Structure, *, document: Document) -> tuple[Relation, ...]:
    """Every document that this one names, each once, by the strongest thing said of it."""
    found: dict[str, Relation] = {}
    texts = (document.title, *(element.text for element in structure.elements))
    own = letters(document.number)
    for text in texts:
        for named, kind in related(text):
            key = letters(named.number)
            if key == own or named.number.startswith("/"):
                continue
            before = found.get(key)
            if before is None or STRENGTH.index(kind) < STRENGTH.index(before.kind):
                day = named.issued_on or (before.issued_on if before else None)
                found[key] = Relation(kind, named.number, named.words, day)
            elif before.issued_on is None and named.issued_on:
                found[key] = Relation(before.kind, named.number, named.words, named.issued_on)
    return tuple(found.values())


def is_amending(title: str) -> bool:
    """Whether a title says that the document changes another: "Thay thế một số dòng của …"; and not
    "Chuyển đổi số năm 2026", whatever its text changes beside.
    """
    return OWN_ACT.search(title) is not None


def related(text: str) -> tuple[tuple[Reference, RelationKind], ...]:
    """The documents that a text names, with what it says is done to each."""
    pairs = []
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        acts = OWN_ACT.search(sentence) is not None
        last, kind = 0, RelationKind.CITES
        for named in find_references(sentence):
            words = sentence[last : named.start]
            # "Thực hiện A ngày …; B ngày …": one verb for the whole list.
            kind = kind if LISTED.search(words) else _kind(words, acts=acts)
            if last == 0 and GOING_ON.match(sentence):
                kind = RelationKind.AMENDS
            elif EXPIRED.match(sentence, named.end):
                kind = RelationKind.REPLACES
            pairs.append((named, kind))
            last = named.end
    return tuple(pairs)


def _kind(words: str, *, acts: bool) -> RelationKind:
    if acts and REPLACING.search(words) and not PART.search(words):
        return RelationKind.REPLACES
    if acts and (AMENDING.search(words) or PART.search(words)):
        return RelationKind.AMENDS
    if IMPLEMENTING.search(words):
        return RelationKind.IMPLEMENTS
    return RelationKind.CITES
