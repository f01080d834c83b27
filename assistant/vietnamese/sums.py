"""Sums of money as plans and people write them: "3,2 tỷ đồng", "1.150" under "(triệu đồng)".

Cases: tests/cases/sums.md.
"""

import re
from dataclasses import dataclass
from functools import cache

from assistant.vietnamese.wordlist import read_table

SCALES = {"tỷ": 10**9, "tỉ": 10**9, "triệu": 10**6, "tr": 10**6, "nghìn": 10**3, "ngàn": 10**3}
SCALES |= {"ty": 10**9, "trieu": 10**6, "nghin": 10**3}  # typed without diacritics
SCALE = rf"(?:{'|'.join(SCALES)})\b(?!\s+(?:lệ|le|giá|trọng)\b)"  # "tới 2027 tỷ lệ …" is no sum
HALF = "nửa"  # "từ nửa tỷ"
NUMBER = rf"\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?|\d+(?:[.,]\d+)?|\b{HALF}\b"
SUM = re.compile(
    rf"(?<![\w.,/])(?P<number>{NUMBER})\s*(?P<scale>{SCALE})?\s*(?P<currency>đồng\b|đ\b)?",
    re.IGNORECASE,
)
# Of "trên 500 triệu" the sum itself is none; of "từ 500 triệu", "trên 500 triệu trở lên" it is.
BOUNDS = ("most", "less", "least", "more")  # "không quá" before the "quá" in it


@cache
def _bounded() -> re.Pattern[str]:
    """A sum with what says that another is more or less: "trên 500 triệu", "2 tỷ trở lên"."""
    said = " | ".join(f"(?P<{bound}>{_either(bound)})" for bound in BOUNDS)
    return re.compile(
        rf"""
        (?: \b (?: {said} ) \s+ )?
        (?P<sum> (?:{NUMBER}) \s* (?: {SCALE} (?: \s* đồng\b )? | (?P<share>%) ) )
        (?: \s+ (?: trở\s+ (?P<up>lên) | trở\s+ (?P<down>xuống|lại) ) )?
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def _either(bound: str) -> str:
    words = (words for words, given, *_ in read_table("bound_words") if given == bound)
    return "|".join(phrase.replace(" ", r"\s+") for phrase in sorted(words, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class SumBound:
    """From how much on, or up to how much, in đồng; the sum itself is in it or not."""

    least: float | None = None
    most: float | None = None
    is_open: bool = False
    is_share: bool = False  # in per cent: "dưới 20%"

    def holds(self, amount: float) -> bool:
        """Whether an amount lies within."""
        if self.is_open and amount in (self.least, self.most):
            return False
        above = self.least is None or amount >= self.least
        return above and (self.most is None or amount <= self.most)


def read_sum(words: str, *, header: str = "") -> float | None:
    """The first sum that a cell tells, in đồng; its column's header may say the scale."""
    found = SUM.search(words)
    if found is None:
        return None
    said = found["scale"] or next(iter(re.findall(rf"\b{SCALE}", header.lower())), "")
    if found["number"].lower() == HALF:
        return 0.5 * SCALES[said.lower()] if said else None
    number = found["number"].replace(".", "").replace(",", ".")
    if re.fullmatch(r"\d+\.\d{1,2}", found["number"]):  # "1.5 tỷ" typed with a point
        number = found["number"]
    return float(number) * SCALES.get(said.lower(), 1)


def is_sum(words: str) -> bool:
    """Whether words are a sum of money and nothing else: "4,2 tỷ đồng"."""
    found = SUM.fullmatch(words.strip())
    return found is not None and bool(found["scale"] or found["currency"])


def find_sum_bounds(text: str) -> tuple[tuple[tuple[int, int], SumBound], ...]:
    """Where a text says that a sum is more or less than another: "trên 500 triệu"."""
    found = []
    for match in _bounded().finditer(text):
        amount = read_sum(match["sum"])
        above = match["least"] or match["more"] or match["up"]
        below = match["most"] or match["less"] or match["down"]
        if amount is not None and bool(above) != bool(below):
            is_open = bool(match["more"] or match["less"]) and not (match["up"] or match["down"])
            least, most = (amount, None) if above else (None, amount)
            bound = SumBound(least, most, is_open=is_open, is_share=bool(match["share"]))
            found.append((match.span(), bound))
    return tuple(found)
