"""The encodings of text files: told, and made into words."""

import unicodedata
from collections.abc import Iterator

from assistant.domain.errors import UnreadableFile
from assistant.vietnamese import legacy
from assistant.vietnamese.legacy import encoding_by_reading

BYTE_ORDER = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# Vietnamese Windows text of before Unicode: tones are letters of their own, which NFC composes.
WINDOWS = "cp1258"
MOST_CONTROLS = 0.02
NOT_TEXT = "không nhận ra bảng mã; hãy lưu lại tệp với mã UTF-8"


def looks_like_text(head: bytes) -> bool:
    """Whether a file's first bytes are text in an encoding that is read."""
    if head.startswith(tuple(BYTE_ORDER)) or _wide_encoding(head):
        return True
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1a" for byte in head)
    return 0 not in head and controls <= MOST_CONTROLS * len(head)


def decode(content: bytes, *, file: str) -> str:
    """A text file's words, whatever common encoding they are in."""
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        text = _in_unicode(text, content if encoding == WINDOWS else b"")
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
        return unicodedata.normalize("NFC", text)
    raise UnreadableFile("unknown encoding", file=file, reason=NOT_TEXT)


def _in_unicode(text: str, single_bytes: bytes) -> str:
    """TCVN3 and VNI read as if they were Latin letters; they come so in UTF-8 too."""
    stored = single_bytes.decode("latin-1") if single_bytes else text
    old = encoding_by_reading(stored)
    return legacy.decode(stored, encoding=old) if old else text


def _encodings(content: bytes) -> Iterator[str]:
    for mark, encoding in BYTE_ORDER.items():
        if content.startswith(mark):
            yield encoding
    if wide := _wide_encoding(content[:4096]):
        yield wide
    yield from ("utf-8", WINDOWS)


def _wide_encoding(head: bytes) -> str:
    """UTF-16 without its mark: every other byte of Latin text is zero."""
    if len(head) < 8:
        return ""
    if head[1::2].count(0) > 0.4 * len(head) / 2 and not head[::2].count(0):
        return "utf-16-le"
    if head[::2].count(0) > 0.4 * len(head) / 2 and not head[1::2].count(0):
        return "utf-16-be"
    return ""
