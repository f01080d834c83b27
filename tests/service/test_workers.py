"""Files are read in processes of their own, which say how far they are."""

from pathlib import Path

from assistant.ingest.limits import DEFAULT_LIMITS
from assistant.service.workers import parse_all
from tests.support.held import DOCUMENTS

PLAN = DOCUMENTS / "so-congthuong-bac-ninh-2026-xuc-tien.pdf"


def test_a_worker_says_which_page_it_begins(tmp_path: Path) -> None:
    text = tmp_path / "ghi-chu.txt"
    text.write_text("Sở Y tế họp giao ban.", encoding="utf-8")
    begun: list[Path] = []
    pages: list[tuple[Path, int, int]] = []
    found = list(
        parse_all(
            (PLAN, text),
            limits=DEFAULT_LIMITS,
            on_file=begun.append,
            on_page=lambda path, page, of: pages.append((path, page, of)),
        )
    )
    assert begun == [PLAN, text]
    assert {path for path, _, _ in found} == {PLAN, text}
    assert pages == [(PLAN, page, 3) for page in (1, 2, 3)]
