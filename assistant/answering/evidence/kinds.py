"""Whether a text holds a thing of the sort that is asked for, and which."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import TypeVar

from assistant.answering.understand.meanings import Kind, Manner
from assistant.answering.words.lexicon import rows
from assistant.answering.words.notions import phrases, speaks_of
from assistant.answering.words.tokens import Token
from assistant.vietnamese.numbers import read_number
from assistant.vietnamese.quantities import TIME, Bounds, Quantity, find_bounds, find_quantities
from assistant.vietnamese.text import CAPITALS, fold

Counted = TypeVar("Counted", Quantity, Bounds)

# The capitalised name after a noun: "Sở [Nội vụ]", "Sở [Khoa học và Công nghệ]", "Bộ [Công an]"
NAME = re.compile(
    rf"""(?: \s+ (?: và \s+ )? [{CAPITALS}][^\W\d_]*
        (?: \s+ (?!(?:và|của|để|theo|các|trong|về|cho|với|tổ|rà|triển|xây|tại)\b) [a-zà-ỹđ]+
            (?=\s|[,;.)]|$) )?
    )+""",
    re.VERBOSE,
)
WORD = re.compile(r"[^\W\d_]+")
# Small numbers as sentences write them, folded; "năm" is a year as often.
NUMERALS = "hai|ba|bon|sau|bay|tam|chin|muoi"
NUMBER_WORDS = r"\d[\d.,]*"
# "ngày 05/11", "tháng 8", "năm 2027": no figure of anything
NO_DAY = r"(?<!ngày )(?<!tháng )(?<!năm )"
# "từ 09 giờ đến 20 giờ"; "24 giờ" is a figure
NO_CLOCK = r"(?!(?:(?<=từ )|(?<=đến )|(?<=trước )|(?<=lúc ))\d{1,2}\s*(?:giờ|h)\b)"
# "quá hai lần" is a count too
TIMES = r"\b(?:hai|ba|bốn|sáu|bảy|tám|chín|mười)\s+lần\b"
# "hai lần một tuần"
OFTEN = r"\b(?:\d+|một|hai|ba|bốn)\s+lần\s+(?:(?:trong|một|mỗi)\s+)?(?:năm|quý|tháng|tuần|ngày)\b"
# "75.000 đồng/tiết", "8,1 m2/người"; and not "21/KH-SXD"
PER = re.compile(r"[^\W\d_]\d?\s?/\s?[^\W\d_]")
WEEKDAY = r"\bthứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])\b|\bchủ\s+nhật\b"
# "Sở Nội vụ", "các phòng", "Chủ tịch"; and not "của Sở", which names nobody
UNIT = rf"""
      \b (?i: sở | ban | bộ | cục | tổ | hội | đoàn | trạm | quỹ | viện | trường | hạt
           | trung\ tâm | công\ ty | ngân\ hàng | kho\ bạc | điện\ lực | thuế ) \s+ [{CAPITALS}]
    | \b (?i: phòng | đơn\ vị | cơ\ quan | ubnd | ủy\ ban | các\ sở | công\ an | trưởng
          | giám\ đốc | lãnh\ đạo | thanh\ tra | chủ\ tịch | thủ\ trưởng | bộ\ đội
          | thuế\ tỉnh ) \b
    """
PATTERNS = {
    Kind.PERCENT: re.compile(r"\d[\d.,]*\s*(?:\\?%|phần\s+trăm)"),  # "trên 80%", "98 %"
    # "15/6", "tháng 10", "quý III", "hằng năm", "trong vòng 24 giờ"
    Kind.DAY: re.compile(
        rf"""
          (?<![\d.,])\d{{1,2}}[/.-]\d{{1,2}}(?!\d) | \d{{1,2}}/20\d\d | {WEEKDAY}
        | (?: tháng | ngày | quý | năm | đầu\ năm | cuối\ năm ) \s+ [\dIVX]
        | hằng\s | (?:hàng|mỗi)\s+(?:năm|quý|tháng|tuần) | thường\ xuyên | định\ kỳ
        | \d+ \s* (?: giờ | ngày | tháng | phút | tuần | năm ) \b
        | {OFTEN}
        """,
        re.VERBOSE | re.IGNORECASE,
    ),
    Kind.DATE: re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}(?!\d)|ngày\s+\d", re.IGNORECASE),
    # "22/KH-UBND", "57-NQ/TW": a number with letters after it
    Kind.NUMBER: re.compile(
        r"\d+\w* \s* [/-] \s* [A-ZĐ]\w* (?: [-/][A-ZĐ][\w&]* )* | \d+/20\d\d/[A-ZĐ]", re.VERBOSE
    ),
    Kind.COUNT: re.compile(
        rf"{NO_DAY}(?<![\w/.,-])\d[\d.]*(?![\d/%]|[.,]\d)|{TIMES}", re.IGNORECASE
    ),
    Kind.AMOUNT: re.compile(
        rf"{NO_DAY}{NO_CLOCK}(?<![\w/.,-])\d[\d.,]*(?![\d/])|{TIMES}", re.IGNORECASE
    ),
    # "0256.3822.294", "1900 1009", "0903 456 789"
    # and the numbers for emergencies: "gọi 114"
    Kind.PHONE: re.compile(
        r"(?<![\w/])(?:0\d|1[89]00)[\d. ]{4,11}\d(?![\w/])|(?<![\w/.,])11[1-5](?![\w/.,]\d|\d)"
    ),
    Kind.MAIL: re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w"),
    # "từ 7 giờ", "16h30", "trước 10 giờ 30 phút"
    Kind.HOUR: re.compile(r"(?<!\d)\d{1,2}\s*(?:giờ|h(?=\d|\b))", re.IGNORECASE),
    Kind.WEEKDAY: re.compile(WEEKDAY, re.IGNORECASE),
    # "ngày 10 và ngày 25 hằng tháng", "tuần thứ hai của tháng"
    Kind.MONTHDAY: re.compile(
        r"\b(?:hằng|hàng|mỗi|từng|của)\s+(?:các\s+)?tháng\b|\b(?:đầu|cuối|giữa)\s+tháng\b(?!\s+\d)",
        re.IGNORECASE,
    ),
    # "10 ngày làm việc", "trong 24 giờ"; and neither "ngày 15 tháng 3" nor "trước 16 giờ"
    Kind.SPAN: re.compile(
        rf"""
          (?<![\d/]) (?<!ngày\ ) (?: \d+ | \b(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) )
          \s+ (?:ngày|tháng|tuần|phút|năm|buổi) \b (?!\s+\d)
        | {OFTEN}
        | \b (?: báo\ trước \s+ \d+ | 2[5-9] | [3-9]\d | \d{{3,}} ) \s+ giờ \b
        | (?<!lúc\ ) (?<!trước\ ) (?<!từ\ ) (?<!đến\ ) (?<!\d) \d+ \s+ giờ \b (?!\s+ngày)
        """,
        re.VERBOSE | re.IGNORECASE,
    ),
    # "chậm quá 15 ngày thì bị trừ điểm", "xã nào để xảy ra … không được xét"
    Kind.CONSEQUENCE: re.compile(
        r"""
        (?= .* \b (?: thì | mà | nếu | trường\ hợp | khi | nào | quá | chậm | vượt | vi\ phạm
                    | để\ xảy\ ra | lần\ (?:thứ\ )?(?:hai|ba|\d)
                    | không\ (?:hoàn\ thành|báo\ cáo|thực\ hiện|chấp\ hành) ) \b )
        .* \b (?: thì | không\ (?:được|xét|xem\ xét) | bị | trừ | hạ(?!\ tầng) | kiểm\ điểm
                | phê\ bình | chịu\ trách\ nhiệm | nêu\ tên | công\ khai | thu\ hồi
                | cắt | dừng | đóng | phạt | cưỡng\ chế | xử\ lý | phải ) \b
        | \b (?: phải | bị ) \ (?: hoàn\ trả | trả\ lại | bồi\ thường | thu\ hồi | nộp\ lại
                             | cấm | phạt | trừ | cắt | loại | đình\ chỉ | xử\ lý | kiểm\ điểm
                             | phê\ bình | nêu\ tên ) \b
        | \b không\ được\ (?: xét | công\ nhận | đề\ nghị | khen | bình\ xét ) \b
        """,
        re.VERBOSE | re.IGNORECASE,
    ),
    # Of "chỉ nhân rộng khi …", "nếu đạt 80% thì …", "sau khi có biên bản".
    Kind.CONDITION: re.compile(
        r"\b(?:khi|nếu|đủ\ điều\ kiện|với\ điều\ kiện|trường\ hợp|chỉ\ (?:được|coi|tính)"
        r"|thì\ (?:phải|bị|được))\b",
        re.VERBOSE | re.IGNORECASE,
    ),
    # "do thiếu vốn", "nguyên nhân là …"; and not "do Văn phòng Sở chủ trì"
    Kind.REASON: re.compile(
        r"\b(?:vì|bởi|vướng|nguyên\ nhân|lý\ do|để\ (?:chờ|tránh|khỏi))\b"
        r"|\bdo\b(?!.{0,60}(?:chủ\ trì|phụ\ trách|thực\ hiện))(?!.*\bthì\b)",
        re.VERBOSE | re.IGNORECASE,
    ),
    # Behind a colon or "gồm", or with commas between: "nêu rõ đơn vị, kinh phí và đầu ra".
    Kind.LISTING: re.compile(
        r"(?::|\bgồm)\s*\S|[,;](?!\d)[^,;:]+(?:[,;](?!\d)|\bvà\b)", re.IGNORECASE
    ),
    # "tại xã Trùng Khánh", "khu vực … là vịnh Xuân Đài", "ở kho cảng"; and not "tại Phụ lục II"
    Kind.PLACE: re.compile(
        rf"""
          \b (?i: xã | phường | thị\ trấn | thị\ xã | thôn | ấp | bản | xóm | khóm | buôn | huyện
                 | quận | thành\ phố | tỉnh | đường | phố | tuyến | sông | kênh | cầu | chợ | vịnh
                 | đảo | hồ | bãi | cảng | trạm | trường | bệnh\ viện | trung\ tâm | đèo | núi
                 | cửa\ khẩu )
            \s+ (?: [^\W\d]+ \s+ ){{0,3}} [{CAPITALS}]
        | \b (?i: tổ | thôn | khóm | ấp | khu\ phố | khu | bản | đội | cụm ) \s+ \d
        | \b (?i: tại | ở | nơi | khu\ vực | địa\ điểm ) \s+
            (?! (?i: phụ\ lục | thông\ báo | quyết\ định | kế\ hoạch | điểm | khoản | mục | văn\ bản
                   | công\ văn | cuộc | buổi | phiên | kỳ | điều | đó | đây ) \b ) \w
        """,
        re.VERBOSE,
    ),
    Kind.PERSON: re.compile(rf"(?:[{CAPITALS}][a-zà-ỹđ]+\s+){{1,3}}[{CAPITALS}][a-zà-ỹđ]+"),
    Kind.UNIT: re.compile(UNIT, re.VERBOSE),
    # "báo cáo ngay Lãnh đạo Sở", "gửi về Văn phòng Sở", "gửi báo cáo cho các phòng"
    Kind.RECIPIENT: re.compile(
        rf"""\b (?i: gửi | gởi | nộp | trình | báo | phản\ ánh | chuyển | về | cho | qua | đến )
            (?: \s+ [a-zà-ỹđ]+ ){{0,3}} \s+ (?: [{CAPITALS}]\w | {UNIT} )""",
        re.VERBOSE,
    ),
}


@cache
def money() -> re.Pattern[str]:
    """ "1.260 triệu đồng", "25 triệu USD"; and not "3,9 triệu lượt khách", "3.600 đồng hồ"."""
    others = "|".join(re.escape(" ".join(words)) for words in phrases("counted"))
    unit = r"(?:tỷ|tỉ|triệu|nghìn|ngàn|đồng|USD|tr\.?đ)\b"
    none = rf"(?!\s+(?:hồ|bào|chí|bộ|loạt|ruộng|lúa|{others})\b)"
    return re.compile(rf"{NUMBER_WORDS}\s*{unit}{none}", re.IGNORECASE)


def pattern_of(kind: Kind) -> re.Pattern[str]:
    """How a sort of value is written."""
    return money() if kind is Kind.MONEY else PATTERNS[kind]


def holds(text: str, kind: Kind, *, noun: str = "") -> bool:
    """Whether the text holds one; it may have to be of a noun: "97 hộ", "Thông báo số 09"."""
    if noun and kind in (Kind.COUNT, Kind.AMOUNT):
        return figure_of(noun).search(fold(text)) is not None
    if noun and kind is Kind.NUMBER:
        return number_of(noun).search(fold(text)) is not None
    return pattern_of(kind).search(text) is not None


def tells_so(text: str, manner: frozenset[Manner]) -> bool:
    """Whether the text tells figures in such a way: "75.000 đồng/tiết", "không quá 30 người"."""
    if Manner.BOUND in manner:
        return speaks_of(text, Manner.BOUND)  # and what is bounded holds for one
    if Manner.EACH in manner:
        return speaks_of(text, Manner.EACH) or PER.search(text) is not None
    return True


@lru_cache(maxsize=1)
def written_nouns() -> dict[str, tuple[str, ...]]:
    """How documents write what people count by another word: "mấy tiếng" is "24 giờ"."""
    return {said: tuple(written.split(";")) for said, written, *_ in rows("figure_nouns.tsv")}


@lru_cache(maxsize=256)
def figure_of(noun: str) -> re.Pattern[str]:
    """A number with the noun after it, or another word for it: "5,6 triệu lượt khách"."""
    nouns = "|".join(re.escape(fold(word)) for word in (noun, *written_nouns().get(noun, ())))
    # "1. Kiểm tra công trình" is the first of a list, and no figure of works.
    return re.compile(rf"(?:\d(?:[\d.,]*\d)?|\b(?:{NUMERALS}))\s+(?:\w+\s+){{0,2}}(?:{nouns})\b")


@lru_cache(maxsize=64)
def number_of(sort: str) -> re.Pattern[str]:
    """The number of a document of a sort: "thông báo" in "Thông báo số 09-TB/VPTU"."""
    return re.compile(rf"\b{re.escape(fold(sort))}\W+(?:so\W+)?\d+\w*\s*[/-]")


def amounts_told(tokens: Sequence[Token]) -> tuple[Quantity, ...]:
    """The quantities that tokens side by side tell; "1 căn" is each of them, "1 năm" a while."""
    text = "".join(
        f"{' ' if before is not None and token.start - before.end <= 1 else ' | '}{token.spelled}"
        for before, token in zip((None, *tokens), tokens, strict=False)
    )
    told = find_quantities(text)
    return tuple(q for q in told if q.what == TIME or q.side or read_number(q.figure) != 1)


def tells(text: str, amount: Quantity) -> bool:
    """Whether a text tells the very amount."""
    return any(told.value == amount.value for told in of_same(amount, find_quantities(text)))


def tells_bound(text: str, amount: Quantity) -> bool:
    """Whether a text says from how much on, or up to how much, something holds that is counted
    alike: "từ 200 triệu đồng trở lên do Giám đốc ký", asked for 150 triệu.
    """
    return any(of_same(amount, find_bounds(text)))


def falls_under(text: str, amount: Quantity) -> bool:
    """Whether the amount lies within the bounds that a text sets: "hợp đồng trên 3 năm" of one for
    4 years.
    """
    return any(bounds.admit(amount.case) for bounds in of_same(amount, find_bounds(text)))


def of_same(amount: Quantity, others: Iterable[Counted]) -> Iterator[Counted]:
    """Those that count the same, by this or another word: "20 người", "dưới 25 học viên"."""
    nouns = {amount.what, *(fold(w).split()[0] for w in written_nouns().get(amount.unit, ()))}
    return (other for other in others if other.what in nouns)


def find(text: str, kind: Kind) -> tuple[str, ...]:
    """Every one that the text holds, as written."""
    return tuple(match.group().strip() for match in pattern_of(kind).finditer(text))


def named_after(text: str, noun: str) -> tuple[str, ...]:
    """Names that begin with a noun: asked "sở nào", "Sở Nội vụ" in "Báo cáo gửi Sở Nội vụ"."""
    found: list[str] = []
    for word in WORD.finditer(text):
        name = NAME.match(text, word.end()) if fold(word.group()) == fold(noun) else None
        if name:
            found.append(word.group() + name.group())
    return tuple(found)
