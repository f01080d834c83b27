"""Sums of money as plans and people write them: "3,2 tỷ đồng", "1.150" under "(triệu đồng)".

Cases: tests/cases/sums.md.
"""

import re
from dataclasses import dataclass

SCALES = {"tỷ": 10**9, "tỉ": 10**9, "triệu": 10**6, "tr": 10**6, "nghìn": 10**3, "ngàn": 10**3}
SCALE = "|".join(SCALES)
NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
SUM = re.compile(
    rf"(?<![\w.,/])(?P<number>{NUMBER})\s*(?:(?P<scale>{SCALE})\b)?\s*(?P<currency>đồng\b|đ\b)?",
    re.IGNORECASE,
)
LEAST = r"trên|hơn|từ|quá|vượt|ít\s+nhất|tối\s+thiểu|nhiều\s+hơn|lớn\s+hơn|không\s+dưới"
MOST = (
    r"dưới|không\s+quá|ít\s+hơn|nhỏ\s+hơn|thấp\s+hơn|chưa\s+(?:tới|đến)"
    r"|tối\s+đa|nhiều\s+nhất"
)
BOUND = re.compile(
    rf"""
    (?: \b (?: (?P<most>{MOST}) | (?P<least>{LEAST}) ) \s+ )?
    (?P<sum> (?:{NUMBER}) \s* (?:{SCALE}) \b (?: \s* đồng\b )? )
    (?: \s+ (?: trở\s+ (?P<up>lên) | trở\s+ (?P<down>xuống|lại) ) )?
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SumBound:
    """From how much on, or up to how much, in đồng."""

    least: float | None = None
    most: float | None = None

    def holds(self, amount: float) -> bool:
        """Whether an amount lies within."""
        above = self.least is None or amount >= self.least
        return above and (self.most is None or amount <= self.most)


def read_sum(words: str, *, header: str = "") -> float | None:
    """The first sum that a cell tells, in đồng; its column's header may say the scale."""
    found = SUM.search(words)
    if found is None:
        return None
    said = found["scale"] or next(iter(re.findall(rf"\b(?:{SCALE})\b", header.lower())), "")
    number = found["number"].replace(".", "").replace(",", ".")
    if re.fullmatch(r"\d+\.\d{1,2}", found["number"]):  # "1.5 tỷ" typed with a point
        number = found["number"]
    return float(number) * SCALES.get(said.lower(), 1)


def is_sum(words: str) -> bool:
    """Whether words are a sum of money and nothing else: "4,2 tỷ đồng"."""
    found = SUM.fullmatch(words.strip())
    return found is not None and bool(found["scale"] or found["currency"])


def find_bounds(text: str) -> tuple[tuple[tuple[int, int], SumBound], ...]:
    """Where a text says that a sum is more or less than another: "trên 500 triệu"."""
    found = []
    for match in BOUND.finditer(text):
        amount = read_sum(match["sum"])
        is_least, is_most = match["least"] or match["up"], match["most"] or match["down"]
        if amount is not None and bool(is_least) != bool(is_most):
            bound = SumBound(least=amount) if is_least else SumBound(most=amount)
            found.append((match.span(), bound))
    return tuple(found)
