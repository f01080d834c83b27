"""Grids written as text, so that a test shows the table that it is about."""

from assistant.ingest.layout import Grid, GridCell


def grid(text: str, *, header_rows: int = 0) -> Grid:
    """A grid of the rows of `text`, cells parted by "|".

    "^" goes on with the cell above, "<" with the cell to the left; "//" is a line break.
    """
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    columns = len(rows[0])
    if any(len(row) != columns for row in rows):
        raise ValueError(f"rows of {[len(row) for row in rows]} cells")
    cells = tuple(
        GridCell(
            row=r,
            column=c,
            text=words.replace("//", "\n"),
            row_span=_run([rows[n][c] for n in range(r + 1, len(rows))], "^"),
            column_span=_run(row[c + 1 :], "<"),
        )
        for r, row in enumerate(rows)
        for c, words in enumerate(row)
        if words not in ("^", "<")
    )
    return Grid(cells, rows=len(rows), columns=columns, header_rows=header_rows)


def _run(following: list[str], mark: str) -> int:
    """How many places a cell covers: itself and the marks that follow it."""
    count = 0
    while count < len(following) and following[count] == mark:
        count += 1
    return count + 1
