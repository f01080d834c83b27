"""Two texts side by side: issuer and national heading, recipients and signature.

They are told by a gap that runs down through their lines; each side is then read by itself.
"""

from collections.abc import Iterator, Sequence

from assistant.ingest.marks import LIST_MARK
from assistant.ingest.readers.lines import Line, lines_of

# A gap this wide in one line, or this wide through several lines, parts two texts.
LONE_GUTTER = 45.0
SHARED_GUTTER = 14.0
# One-sided lines further apart than this, in letter sizes, belong to the text above or below.
NEAR = 2.2
APART = 1.25  # how much further off the text above a pair is than its lines are from each other
OFF_MIDDLE = 2.5  # letter sizes by which lines of one side may be off its middle
# A signer's name stands five or six empty lines below the position, not more.
FAR = 12.0

Gap = tuple[float, float]
INFINITE = 1e6


def bands(lines: Sequence[Line]) -> Iterator[tuple[tuple[Line, ...], ...]]:
    """Stretches of lines from top to bottom: one text, or two side by side."""
    start, plain = 0, 0
    while start < len(lines):
        found = _pair_from(lines, start)
        if found is None:
            start += 1
            continue
        first, end, gap = found
        first = max(first, plain)
        if first > plain:
            yield (tuple(lines[plain:first]),)
        middle = (gap[0] + gap[1]) / 2
        words = [word for line in lines[first:end] for word in line.words]
        yield (
            lines_of(word for word in words if word.area.middle[0] < middle),
            lines_of(word for word in words if word.area.middle[0] >= middle),
        )
        start = plain = end
    if plain < len(lines):
        yield (tuple(lines[plain:]),)


def _pair_from(lines: Sequence[Line], start: int) -> tuple[int, int, Gap] | None:
    """If two texts begin side by side in this line: their first and last line, and the gap."""
    gaps = _wide_gaps(lines[start])
    if not gaps:
        return None
    end, gaps = _follow(lines, start, gaps)
    gap = max(gaps, key=lambda gap: gap[1] - gap[0])
    split = [n for n in range(start, end) if _has_both(lines[n], gap)]
    wide_enough = gap[1] - gap[0] >= (SHARED_GUTTER if len(split) > 1 else LONE_GUTTER)
    if not wide_enough:
        return None
    return _first(lines, start, gap), _end(lines, start, split[-1], end, gap), gap


def _wide_gaps(line: Line) -> list[Gap]:
    """The wide gaps of a line; the one behind a list mark is none."""
    gaps = []
    for index in range(1, len(line.words)):
        before, word = line.words[index - 1], line.words[index]
        behind_mark = index == 1 and LIST_MARK.match(f"{before.text} x") is not None
        if word.area.left - before.area.right >= SHARED_GUTTER and not behind_mark:
            gaps.append((before.area.right, word.area.left))
    return gaps


def _follow(lines: Sequence[Line], start: int, gaps: list[Gap]) -> tuple[int, list[Gap]]:
    """How far down some gap stays open, and the gaps that are left there."""
    end = start + 1
    while end < len(lines):
        step = lines[end].baseline - lines[end - 1].baseline
        left = _common(gaps, _free(lines[end]))
        if not left or step > FAR * lines[end].size:
            break
        gaps = left
        end += 1
    return end, gaps


def _free(line: Line) -> list[Gap]:
    """Where a line leaves the page white: before, between and behind its words."""
    edges = [-INFINITE]
    for word in line.words:
        edges += [word.area.left, word.area.right]
    edges.append(INFINITE)
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]


def _common(gaps: Sequence[Gap], others: Sequence[Gap]) -> list[Gap]:
    pairs = ((max(a, c), min(b, d)) for a, b in gaps for c, d in others)
    return [(left, right) for left, right in pairs if right - left >= SHARED_GUTTER]


def _has_both(line: Line, gap: Gap) -> bool:
    return line.area.left < gap[0] + 1 and line.area.right > gap[1] - 1


def _first(lines: Sequence[Line], start: int, gap: Gap) -> int:
    """One-sided lines above belong to the pair, "TL. CHỦ TỊCH" above "Nơi nhận", where they stand
    nearer to it than to the text above them.
    """
    for count in (3, 2, 1):
        first = start - count
        if first < 0 or not all(_is_aside(line, gap) for line in lines[first:start]):
            continue
        widest = max(_step(lines, n) for n in range(first + 1, start + 1))
        stands_apart = first == 0 or _step(lines, first) > APART * widest
        if widest <= NEAR * lines[start].size and stands_apart:
            return first
    return start


def _step(lines: Sequence[Line], number: int) -> float:
    return lines[number].baseline - lines[number - 1].baseline


def _is_aside(line: Line, gap: Gap) -> bool:
    return line.area.right <= gap[0] + 1 or line.area.left >= gap[1] - 1


def _end(lines: Sequence[Line], first: int, last_split: int, end: int, gap: Gap) -> int:
    """Where the pair ends: a side goes on alone only close by, or with the signer's name."""
    middle = (gap[0] + gap[1]) / 2
    parts = (
        tuple(word for word in line.words if word.area.left >= middle)
        for line in lines[first : last_split + 1]
    )
    right = [Line(words) for words in parts if words]
    for number in range(last_split + 1, end):
        line = lines[number]
        near = _step(lines, number) <= NEAR * line.size
        is_right = line.area.left >= gap[1] - 1
        if is_right and not any(_is_under(line, other) for other in right):
            return number  # a title in the page's middle
        if not near and not (is_right and line.bold):
            return number
    return end


def _is_under(line: Line, other: Line) -> bool:
    """Whether a line is set in the middle under another."""
    return abs(line.area.middle[0] - other.area.middle[0]) < OFF_MIDDLE * line.size
