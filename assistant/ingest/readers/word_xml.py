"""Small steps through Word's XML, so that its readers say what they want and not how."""

from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
OFF = ("0", "false", "off", "none")


def name_of(element: Any) -> str:
    """A Word element's name without its namespace; other elements keep theirs."""
    tag = element.tag
    return tag.removeprefix(W) if isinstance(tag, str) else ""


def child(element: Any | None, name: str) -> Any | None:
    return None if element is None else element.find(W + name)


def children(element: Any | None, name: str) -> list[Any]:
    return [] if element is None else list(element.findall(W + name))


def attribute(element: Any | None, name: str) -> str:
    return "" if element is None else str(element.get(W + name) or "")


def is_on(element: Any | None) -> bool:
    """Whether a switch such as w:b is there and not turned off."""
    return element is not None and attribute(element, "val") not in OFF


def number_of(text: str, *, default: int = 0) -> int:
    try:
        return round(float(text))
    except ValueError:
        return default


def contents(element: Any) -> Iterator[Any]:
    """What an element holds once its wrappers are opened and tracked changes are accepted.

    Content controls, smart tags and insertions give way to what is in them; deletions and the
    places that text was moved from are gone; of two ways to draw one thing only one is taken.
    """
    for inner in element:
        name = name_of(inner)
        if name in ("sdt",):
            content = child(inner, "sdtContent")
            if content is not None:
                yield from contents(content)
        elif name in ("ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir"):
            yield from contents(inner)
        elif name in ("del", "moveFrom"):
            continue
        elif inner.tag == MC + "AlternateContent":
            choice = inner.find(MC + "Choice")
            chosen = choice if choice is not None else inner.find(MC + "Fallback")
            if chosen is not None:
                yield from contents(chosen)
        else:
            yield inner
