"""Every way of writing a time, with what reads it."""

import re
from collections.abc import Callable
from datetime import date

from assistant.answering.understand.recognise.times.from_today import (
    DAY,
    EDGE,
    ENDING,
    SOON,
    SPAN,
    TET,
    WEEK,
    at_edge,
    before_tet,
    in_span,
    in_week,
    on_day,
    soon,
    to_end,
)
from assistant.answering.understand.recognise.times.parts_of_a_year import (
    DATE,
    HALF,
    MONTH,
    QUARTER,
    YEAR_ALONE,
    YEARS,
    in_half,
    in_month,
    in_quarter,
    in_year,
    in_years,
    on_date,
)
from assistant.domain.due import Window

Reader = Callable[[re.Match[str], date, int], Window | None]
# Each with how surely it is a time: a bare year may be a part of a name, "đến" and "cuối" of other
# words. Set by hand on the open questions; only their order is sure.
READERS: tuple[tuple[re.Pattern[str], Reader, float], ...] = (
    (DATE, on_date, 1.0),
    (MONTH, in_month, 1.0),
    (QUARTER, in_quarter, 1.0),
    (HALF, in_half, 1.0),
    (YEARS, in_years, 0.8),
    (YEAR_ALONE, in_year, 0.6),
    (WEEK, in_week, 1.0),
    (DAY, on_day, 0.9),
    (SPAN, in_span, 1.0),
    (ENDING, to_end, 0.6),
    (EDGE, at_edge, 0.9),
    (TET, before_tet, 0.9),
    (SOON, soon, 0.7),
)
