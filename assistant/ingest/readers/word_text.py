"""A Word paragraph: its text as printed, and how it looks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from assistant.ingest.layout import Align
from assistant.ingest.readers.lines import mostly, weighted
from assistant.ingest.readers.word_numbering import Numbering
from assistant.ingest.readers.word_xml import (
    M,
    W,
    attribute,
    child,
    children,
    contents,
    is_on,
    name_of,
    number_of,
)
from assistant.vietnamese.legacy import NO_OLD_FONTS, Fonts
from assistant.vietnamese.text import normalise

ALIGNS = {"center": Align.CENTER, "right": Align.RIGHT, "end": Align.RIGHT}
DEFAULT_SIZE = 10.0  # what Word takes where a document says nothing


@dataclass(frozen=True, slots=True)
class Looks:
    """What a style or a run says of its letters; None where it says nothing."""

    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    size: float | None = None
    font: str | None = None

    def over(self, base: "Looks") -> "Looks":
        """These looks, with the base's where they say nothing."""
        return Looks(
            base.bold if self.bold is None else self.bold,
            base.italic if self.italic is None else self.italic,
            base.caps if self.caps is None else self.caps,
            base.size if self.size is None else self.size,
            base.font if self.font is None else self.font,
        )


@dataclass(frozen=True, slots=True)
class Style:
    """A named style, with what it takes from those that it is based on."""

    looks: Looks = Looks()
    align: str = ""
    list_id: str = ""
    depth: int = 0
    outline: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as printed, its number in front."""

    text: str  # meant line breaks stay
    bold: bool = False
    italic: bool = False
    size: float = 0.0
    align: Align = Align.LEFT
    label: str = ""  # its automatic number, which the text begins with
    is_outlined: bool = False  # marked as a heading by its style or outline level
    notes: tuple[str, ...] = ()  # ids of the footnotes that it points to
    boxes: tuple[Any, ...] = ()  # text boxes that hang on it
    goes_on: bool = False  # its end was deleted: the next paragraph belongs to it


@dataclass(slots=True)
class _Runs:
    """What the walk through a paragraph's runs has gathered."""

    pieces: list[tuple[str, Looks]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)  # open fields: is the result reached?

    def add(self, text: str, looks: Looks) -> None:
        if all(self.fields):
            self.pieces.append((text, looks))


@dataclass(frozen=True, slots=True)
class WordText:
    """Reads paragraphs with a document's styles and lists."""

    styles: dict[str, Style]
    default: Style
    numbering: Numbering
    fonts: Fonts = NO_OLD_FONTS

    def runs(self, element: Any) -> Iterator[tuple[str, str]]:
        """A paragraph's runs as stored, each with its font: what tells old fonts."""
        runs = _Runs()
        self._walk(element, self._style(child(element, "pPr")).looks, runs)
        return ((looks.font or "", piece) for piece, looks in runs.pieces)

    def paragraph(self, element: Any) -> Paragraph:
        properties = child(element, "pPr")
        style = self._style(properties)
        runs = _Runs()
        self._walk(element, style.looks, runs)
        printed = "".join(self._printed(piece, looks) for piece, looks in runs.pieces)
        goes_on = child(child(properties, "rPr"), "del") is not None
        text = normalise(printed) + (" " if goes_on and printed.endswith(" ") else "")
        label = "" if goes_on else self._label(properties, style)
        lettered = [(looks, len(piece.strip())) for piece, looks in runs.pieces]
        outline = attribute(child(properties, "outlineLvl"), "val")
        level = number_of(outline, default=9) if outline else style.outline
        return Paragraph(
            text=f"{label} {text}".strip() if label else text,
            bold=mostly((bool(looks.bold), count) for looks, count in lettered),
            italic=mostly((bool(looks.italic), count) for looks, count in lettered),
            size=weighted((looks.size or DEFAULT_SIZE, count) for looks, count in lettered),
            align=ALIGNS.get(attribute(child(properties, "jc"), "val") or style.align, Align.LEFT),
            label=label,
            is_outlined=level is not None and level < 9,
            notes=tuple(runs.notes),
            boxes=tuple(runs.boxes),
            goes_on=goes_on,
        )

    def _style(self, properties: Any | None) -> Style:
        return self.styles.get(attribute(child(properties, "pStyle"), "val"), self.default)

    def _printed(self, text: str, looks: Looks) -> str:
        text = self.fonts.read(text, font=looks.font or "")
        return text.upper() if looks.caps else text

    def _label(self, properties: Any | None, style: Style) -> str:
        own = child(properties, "numPr")
        list_id = attribute(child(own, "numId"), "val") if own is not None else style.list_id
        depth = attribute(child(own, "ilvl"), "val")
        level = number_of(depth) if depth else style.depth
        return self.numbering.label(list_id, level) if list_id and list_id != "0" else ""

    def _walk(self, element: Any, base: Looks, runs: _Runs) -> None:
        for inner in contents(element):
            if name_of(inner) == "r":
                self._run(inner, base, runs)
            elif inner.tag in (M + "oMath", M + "oMathPara"):
                runs.add("".join(part.text or "" for part in inner.iter(M + "t")), base)

    def _run(self, run: Any, base: Looks, runs: _Runs) -> None:
        properties = child(run, "rPr")
        if is_on(child(properties, "vanish")):
            return
        named = self.styles.get(attribute(child(properties, "rStyle"), "val"))
        looks = looks_of(properties).over(named.looks.over(base) if named else base)
        for inner in contents(run):
            match name_of(inner):
                case "t":
                    runs.add(inner.text or "", looks)
                case "tab" | "ptab":
                    runs.add(" ", looks)
                case "br" | "cr":
                    is_soft = attribute(inner, "type") in ("", "textWrapping")
                    runs.add("\n" if is_soft else " ", looks)
                case "noBreakHyphen":
                    runs.add("-", looks)
                case "sym":
                    runs.add(_symbol(inner), looks)
                case "fldChar":
                    _field(attribute(inner, "fldCharType"), runs)
                case "footnoteReference" | "endnoteReference":
                    runs.notes.append(attribute(inner, "id"))
                case "drawing" | "pict" | "object":
                    runs.boxes += inner.iter(W + "txbxContent")
                case _:
                    continue


def _field(kind: str, runs: _Runs) -> None:
    """A field shows its result, which follows its instruction."""
    match kind:
        case "begin":
            runs.fields.append(False)
        case "separate" if runs.fields:
            runs.fields[-1] = True
        case "end" if runs.fields:
            runs.fields.pop()
        case _:
            pass


def _symbol(element: Any) -> str:
    """A letter of a symbol font: a dash for the many bullets, itself where it is ordinary."""
    try:
        code = int(attribute(element, "char"), 16)
    except ValueError:
        return ""
    return chr(code) if 0x20 <= code < 0xE000 else "-"


def looks_of(properties: Any | None) -> Looks:
    """What run properties say of the letters."""
    if properties is None:
        return Looks()
    size = attribute(child(properties, "sz"), "val")
    fonts = child(properties, "rFonts")
    return Looks(
        bold=_switch(child(properties, "b")),
        italic=_switch(child(properties, "i")),
        caps=_switch(child(properties, "caps")),
        size=number_of(size) / 2 if size else None,
        # The attribute for Latin letters is the one that old fonts are set by.
        font=attribute(fonts, "hAnsi") or attribute(fonts, "ascii") or None,
    )


def _switch(element: Any | None) -> bool | None:
    return None if element is None else is_on(element)


def read_styles(root: Any | None) -> tuple[dict[str, Style], Style]:
    """Every style by its id, and the one of paragraphs that name none."""
    if root is None:
        return {}, Style()
    base = looks_of(child(child(child(root, "docDefaults"), "rPrDefault"), "rPr"))
    elements = {attribute(element, "styleId"): element for element in children(root, "style")}
    styles = {name: _style(name, elements, base) for name in elements}
    default = next(
        (
            styles[name]
            for name, element in elements.items()
            if attribute(element, "type") == "paragraph" and attribute(element, "default") == "1"
        ),
        Style(base),
    )
    return styles, default


def _style(name: str, elements: dict[str, Any], base: Looks) -> Style:
    """A style with all that it is based on; a circle of styles ends where it closes."""
    chain: list[Any] = []
    while name in elements and elements[name] not in chain:
        chain.append(elements[name])
        name = attribute(child(elements[name], "basedOn"), "val")
    is_character = bool(chain) and attribute(chain[0], "type") == "character"
    looks = Looks() if is_character else base
    align, list_id, depth, outline = "", "", 0, None
    for element in reversed(chain):
        properties = child(element, "pPr")
        looks = looks_of(child(element, "rPr")).over(looks)
        align = attribute(child(properties, "jc"), "val") or align
        numbered = child(properties, "numPr")
        if numbered is not None:
            list_id = attribute(child(numbered, "numId"), "val") or list_id
            depth = number_of(attribute(child(numbered, "ilvl"), "val"))
        level = attribute(child(properties, "outlineLvl"), "val")
        outline = number_of(level) if level else outline
    return Style(looks, align, list_id, depth, outline)


def paragraphs_of(container: Any) -> Iterator[Any]:
    """The paragraphs and tables of a body, cell, note or text box, in order."""
    return (inner for inner in contents(container) if name_of(inner) in ("p", "tbl"))
