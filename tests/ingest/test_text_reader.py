"""Plain text and Markdown: encodings, paragraphs, tables with bars and tabs."""

import unicodedata
from pathlib import Path

import pytest

from assistant.domain.errors import FileTooLarge, UnreadableFile
from assistant.ingest.layout import BlockKind, Grid, Layout, TextBlock
from assistant.ingest.limits import Limits
from assistant.ingest.reading import Format, format_of, read
from assistant.vietnamese.legacy import Encoding, encode
from tests.ingest.drawn import shown

WORDS = "KẾ HOẠCH\n\nGiao Phòng Tổ chức chủ trì, phối hợp với Đoàn Thanh niên.\n"


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def texts(layout: Layout) -> list[str]:
    return [block.text for block in layout.blocks if isinstance(block, TextBlock)]


def tables(layout: Layout) -> list[tuple[str, ...]]:
    return [shown(block) for block in layout.blocks if isinstance(block, Grid)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    expected = ["KẾ HOẠCH", "Giao Phòng Tổ chức chủ trì, phối hợp với Đoàn Thanh niên."]
    assert texts(read(write(tmp_path / "a.txt", WORDS, encoding))) == expected


def test_windows_text_is_composed(tmp_path: Path) -> None:
    tones = "".join(
        unicodedata.normalize("NFD", letter)
        if set(unicodedata.normalize("NFD", letter)) & set("\u0300\u0301\u0303\u0309\u0323")
        else letter
        for letter in "Giao Đoàn"
    )
    assert texts(read(write(tmp_path / "a.txt", tones, "cp1258"))) == ["Giao Đoàn"]


def test_decomposed_letters_are_composed(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", unicodedata.normalize("NFD", "Kế hoạch số 5"))
    assert texts(read(path)) == ["Kế hoạch số 5"]


def test_markdown_table(tmp_path: Path) -> None:
    text = (
        "# Kế hoạch\n\n| STT | Nhiệm vụ | Chủ trì |\n| --- | :--- | ---: |\n"
        "| 1 | **Rà soát** thủ tục<br>- Cắt giảm | Văn phòng |\n| 2 | A \\| B | |\n\nHết.\n"
    )
    layout = read(write(tmp_path / "a.md", text))
    assert tables(layout) == [
        (
            "| STT | Nhiệm vụ | Chủ trì |",
            "| 1 | Rà soát thủ tục / - Cắt giảm | Văn phòng |",
            "| 2 | A | B | |",
        )
    ]
    heading = next(iter(layout.blocks))
    assert isinstance(heading, TextBlock)
    assert (heading.text, heading.kind) == ("Kế hoạch", BlockKind.HEADING)
    assert texts(layout)[-1] == "Hết."


def test_tabbed_table_over_a_page_break(tmp_path: Path) -> None:
    text = (
        "PHỤ LỤC\nSTT\tNhiệm vụ\tChủ trì\tHạn\nI\tCẢI CÁCH\n"
        "1\tRà soát, cập nhật\tVăn phòng\tQuý I\n"
        "\n\tcơ sở dữ liệu\t\tnăm sau\n2\tKiểm tra\tThanh tra\t\n"
    )
    assert tables(read(write(tmp_path / "a.txt", text))) == [
        (
            "| STT | Nhiệm vụ | Chủ trì | Hạn |",
            "| I | CẢI CÁCH | < | < |",
            "| 1 | Rà soát, cập nhật cơ sở dữ liệu | Văn phòng | Quý I năm sau |",
            "| 2 | Kiểm tra | Thanh tra | |",
        )
    ]


def test_texts_side_by_side_and_wrapped_lines(tmp_path: Path) -> None:
    text = (
        "     UBND TỈNH A                      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "     SỞ NỘI VỤ                            Độc lập - Tự do - Hạnh phúc\n"
        "\n"
        "                               KẾ HOẠCH\n"
        "\n"
        "      Thực hiện Kế hoạch số 12/KH-UBND của Ủy ban nhân dân tỉnh về công tác\n"
        "năm 2026, Sở Nội vụ ban hành kế hoạch như sau:\n"
        "      1. Giao Văn phòng Sở chủ trì.\n"
    )
    assert texts(read(write(tmp_path / "a.txt", text))) == [
        "UBND TỈNH A SỞ NỘI VỤ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "KẾ HOẠCH",
        "Thực hiện Kế hoạch số 12/KH-UBND của Ủy ban nhân dân tỉnh về công tác năm 2026, "
        "Sở Nội vụ ban hành kế hoạch như sau:",
        "1. Giao Văn phòng Sở chủ trì.",
    ]


REFUSED = [
    ("rong.txt", b"", "rỗng"),
    ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".docx"),
    ("anh.png", b"\x89PNG\r\n\x1a\n" + bytes(20), "ảnh"),
    ("gia.pdf", b"day khong phai PDF", "không phải PDF"),
    ("la.bin", bytes(range(256)), "không hỗ trợ"),
    ("goi.docx", b"PK\x03\x04" + bytes(40), "hỏng"),
    ("trang.txt", b" \n\n ", "không có chữ"),
]


@pytest.mark.parametrize(("name", "content", "reason"), REFUSED, ids=[name for name, *_ in REFUSED])
def test_what_cannot_be_read_is_refused_in_vietnamese(
    name: str, content: bytes, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert reason in caught.value.staff_message
    assert name in caught.value.staff_message


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        read(tmp_path / "khong-co.pdf")


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with pytest.raises(FileTooLarge):
        read(write(tmp_path / "a.txt", WORDS), limits=Limits(size=10))


def test_content_counts_and_not_the_name(tmp_path: Path) -> None:
    assert format_of(write(tmp_path / "a.md", WORDS)) is Format.MARKDOWN
    path = tmp_path / "nham.txt"
    path.write_bytes(b"%PDF-1.4\n")
    assert format_of(path) is Format.PDF


@pytest.mark.parametrize("encoding", list(Encoding))
@pytest.mark.parametrize("stored_as", ["latin-1", "utf-8"])
def test_text_of_before_unicode(encoding: Encoding, stored_as: str, tmp_path: Path) -> None:
    words = "Giao phòng tổ chức chủ trì, phối hợp với đoàn thanh niên."
    path = write(tmp_path / "a.txt", encode(words, encoding=encoding), stored_as)
    assert texts(read(path)) == [words]
