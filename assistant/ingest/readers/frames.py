"""The frames of ruled tables: where the edges of their rows and columns are.

Rules may be missing, doubled, dashed or drawn as thin boxes, and a table may run on at the page's
top or bottom without a closing rule.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.ingest.readers.ink import Area, PageInk, Rule, Word

# Rules nearer than this are one: double borders, and borders that each cell draws for itself.
SAME_EDGE = 4.5
# Pieces of one rule are at most this far apart; dashes and dots are nearer.
JOIN_GAP = 4.0
# A rule that ends this near to another meets it.
REACH = 4.5
# A border counts as drawn where rules cover at least this part of it.
DRAWN = 0.5
# A rule that sticks out this far beyond the last crossing one leaves a cell open.
OPEN_END = 6.0
# An underline lies within this of its words' baseline and ends where they end, or nearly so.
UNDERLINE_DEPTH = 12.0
UNDERLINE_SLACK = 1.5


@dataclass(frozen=True, slots=True)
class Frame:
    """The edges of one table's rows and columns and the rules that were drawn."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    uprights: tuple[Rule, ...]
    levels: tuple[Rule, ...]
    open_top: bool
    open_bottom: bool

    @property
    def area(self) -> Area:
        return Area(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def frames_of(ink: PageInk) -> list[Frame]:
    """The frames of a page's ruled tables; one that lies within another's is part of its cell."""
    groups = _connected(_merged(_borders(ink)))
    frames = [frame for group in groups if (frame := _frame(group)) is not None]
    return [frame for frame in frames if not any(_lies_in(frame, other) for other in frames)]


def _borders(ink: PageInk) -> Iterator[Rule]:
    """The rules that are no underlines or strokes through words."""
    words = sorted((word for word in ink.words if word.is_upright), key=lambda w: w.baseline)
    baselines = [word.baseline for word in words]
    for rule in ink.rules:
        first = bisect_left(baselines, rule.at - UNDERLINE_DEPTH)
        last = bisect_right(baselines, rule.at + UNDERLINE_DEPTH)
        if rule.upright or not _runs_along(rule, words[first:last]):
            yield rule


def _runs_along(rule: Rule, words: Iterable[Word]) -> bool:
    """Whether a level rule keeps to words: close to their baseline and no longer than they are.

    A cell's border is further below its words and reaches out beyond them.
    """
    near = [
        word.area
        for word in words
        if -0.5 * word.style.size <= rule.at - word.baseline <= 0.22 * word.style.size
        and word.area.right > rule.start
        and word.area.left < rule.end
    ]
    if not near:
        return False
    begins = rule.start >= min(area.left for area in near) - UNDERLINE_SLACK
    ends = rule.end <= max(area.right for area in near) + UNDERLINE_SLACK
    return begins and ends


def _lies_in(frame: Frame, other: Frame) -> bool:
    inner, outer = frame.area, other.area
    return frame is not other and outer.holds(*inner.middle) and outer.width > inner.width


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules snapped to common positions and joined from their pieces."""
    from pdfplumber.table import merge_edges  # half a second to load: only where a page is read

    edges = [
        {
            "orientation": "v" if rule.upright else "h",
            "x0": rule.at if rule.upright else rule.start,
            "x1": rule.at if rule.upright else rule.end,
            "top": rule.start if rule.upright else rule.at,
            "bottom": rule.end if rule.upright else rule.at,
            "width": 0.0 if rule.upright else rule.length,
            "height": rule.length if rule.upright else 0.0,
        }
        for rule in rules
    ]
    if not edges:
        return []
    merged = merge_edges(
        edges,
        snap_x_tolerance=SAME_EDGE / 2,
        snap_y_tolerance=SAME_EDGE / 2,
        join_x_tolerance=JOIN_GAP,
        join_y_tolerance=JOIN_GAP,
    )
    return [
        Rule(upright=True, at=edge["x0"], start=edge["top"], end=edge["bottom"])
        if edge["orientation"] == "v"
        else Rule(upright=False, at=edge["top"], start=edge["x0"], end=edge["x1"])
        for edge in merged
    ]


def _connected(rules: list[Rule]) -> list[list[Rule]]:
    """Groups of rules that hang together by crossings; lone underlines fall away."""
    uprights = [rule for rule in rules if rule.upright and rule.length > REACH]
    levels = [rule for rule in rules if not rule.upright and rule.length > REACH]
    parent = {id(rule): rule for rule in uprights + levels}

    def root(rule: Rule) -> Rule:
        while parent[id(rule)] is not rule:
            rule = parent[id(rule)]
        return rule

    for upright in uprights:
        for level in levels:
            if _meet(upright, level):
                parent[id(root(upright))] = root(level)
    groups: dict[int, list[Rule]] = {}
    for rule in uprights + levels:
        groups.setdefault(id(root(rule)), []).append(rule)
    return [group for group in groups.values() if len(group) > 2]


def _meet(upright: Rule, level: Rule) -> bool:
    return (
        level.start - REACH <= upright.at <= level.end + REACH
        and upright.start - REACH <= level.at <= upright.end + REACH
    )


def _frame(rules: list[Rule]) -> Frame | None:
    """Row and column edges of rules that hang together; None where they make no table."""
    uprights = tuple(rule for rule in rules if rule.upright)
    levels = tuple(rule for rule in rules if not rule.upright)
    if not uprights or not levels:
        return None
    xs, open_left, open_right = _edges(uprights, levels)
    ys, open_top, open_bottom = _edges(levels, uprights)
    del open_left, open_right  # a missing outer rule says nothing about how rows go on
    cells = (len(xs) - 1) * (len(ys) - 1)
    if len(xs) < 2 or len(ys) < 2 or cells < 2:
        return None  # a box around some text
    return Frame(xs, ys, uprights, levels, open_top=open_top, open_bottom=open_bottom)


def _edges(rules: Sequence[Rule], crossing: Sequence[Rule]) -> tuple[tuple[float, ...], bool, bool]:
    """Positions of rules, and of the open ends where crossing rules stick out beyond them."""
    clusters: list[list[float]] = []
    for at in sorted(rule.at for rule in rules):
        if clusters and at - clusters[-1][0] <= SAME_EDGE:
            clusters[-1].append(at)
        else:
            clusters.append([at])
    edges = [sum(cluster) / len(cluster) for cluster in clusters]
    # One rule that sticks out is a slip of the pen; two make a cell.
    before = [rule.start for rule in crossing if rule.start < edges[0] - OPEN_END]
    behind = [rule.end for rule in crossing if rule.end > edges[-1] + OPEN_END]
    opens_before, opens_behind = len(before) > 1, len(behind) > 1
    if opens_before:
        edges.insert(0, min(before))
    if opens_behind:
        edges.append(max(behind))
    return tuple(edges), opens_before, opens_behind


def is_drawn(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    """Whether rules at this position cover most of the way from start to end."""
    pieces = sorted(
        (max(rule.start, start), min(rule.end, end))
        for rule in rules
        if abs(rule.at - at) <= SAME_EDGE and rule.end > start and rule.start < end
    )
    covered, reached = 0.0, start
    for begin, stop in pieces:
        covered += max(0.0, stop - max(begin, reached))
        reached = max(reached, stop)
    return covered >= DRAWN * (end - start)
