"""Pictures of pages, with the cited places marked."""

import io
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from assistant.domain.errors import NotHeld, UnreadableFile
from assistant.domain.place import Box
from assistant.ingest.readers.pdf import open_pdf
from assistant.ingest.readers.pdfium import reading_turn

MARK = (255, 240, 140)  # a highlighter's yellow
MARK_EDGE = (230, 160, 40)
PADDING = 2.0  # points around a marked place
# A picture of an absurdly large page is made smaller rather than refused.
MOST_PIXELS = 40_000_000


def page_png(path: Path, page: int, *, highlight: Sequence[Box] = (), scale: float = 1.5) -> bytes:
    """A page of a PDF as a PNG picture, turned as it is read; scale 1 is 72 dots an inch."""
    picture, shown_scale = page_picture(path, page, scale=scale)
    marks = [box for box in highlight if box.page == page]
    if marks:
        picture = marked(picture, marks, scale=shown_scale)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def page_picture(path: Path, page: int, *, scale: float) -> tuple[Image.Image, float]:
    """A page as a picture, and the scale that it got."""
    pdf = open_pdf(path)
    try:
        if not 1 <= page <= len(pdf):
            raise NotHeld(f"{path.name} has no page {page}", what="trang", name=page)
        sheet = pdf[page - 1]
        width, height = sheet.get_size()
        fitting = min(scale, (MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
        bitmap = sheet.render(scale=fitting, rotation=reading_turn(sheet), may_draw_forms=True)
        return bitmap.to_pil().convert("RGB"), fitting
    except pypdfium2.PdfiumError as error:
        reason = f"không vẽ được trang {page}"
        raise UnreadableFile(str(error), file=path.name, reason=reason) from error
    finally:
        pdf.close()


def marked(picture: Image.Image, boxes: Sequence[Box], *, scale: float) -> Image.Image:
    """The picture with places marked as with a highlighter."""
    layer = Image.new("RGB", picture.size, "white")
    pen = ImageDraw.Draw(layer)
    for box in boxes:
        pen.rectangle(pixels(box, scale=scale), fill=MARK, outline=MARK_EDGE, width=2)
    return ImageChops.multiply(picture, layer)  # ink stays as dark as it is


def pixels(box: Box, *, scale: float) -> tuple[float, float, float, float]:
    """A box on the page as a box on its picture."""
    return (
        (box.left - PADDING) * scale,
        (box.top - PADDING) * scale,
        (box.right + PADDING) * scale,
        (box.bottom + PADDING) * scale,
    )
