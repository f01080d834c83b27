"""PDFs made otherwise than by printing: scanned on a copier, or with pages stored turned."""

import io
from ctypes import byref
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DPI = 200
POINTS = 72
PAPER, INK_NOISE = 246, 9  # grey of the paper, and how far pixels stray from it
JPEG_QUALITY = 38  # a copier's; legible at 200 dpi and small


def scanned(pdf: bytes, *, skew: float, seed: int) -> bytes:
    """The pages as a copier would give them back: grey, askew, noisy, no text."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    document = pdfium.PdfDocument(pdf)
    for number in range(len(document)):
        page = document[number]
        width, height = page.get_size()
        sheet = page.render(scale=DPI / POINTS, grayscale=True).to_pil().convert("L")
        rng = np.random.default_rng(seed * 1000 + number)
        angle = skew * (1 if number % 2 else -1) * float(rng.uniform(0.7, 1.0))
        picture = _worn(sheet.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255), rng)
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(picture), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _worn(sheet: Image.Image, rng: np.random.Generator) -> io.BytesIO:
    """Paper is not white, ink is not black, and dust lies on the glass."""
    grey = np.asarray(sheet, dtype=np.float32)
    grey = 38 + grey * ((PAPER - 38) / 255)
    grey += rng.normal(0, INK_NOISE, grey.shape).astype(np.float32)
    specks = rng.random(grey.shape) < 0.00004
    grey[specks] = 60
    jpeg = io.BytesIO()
    Image.fromarray(grey.clip(0, 255).astype(np.uint8)).save(jpeg, "JPEG", quality=JPEG_QUALITY)
    jpeg.seek(0)
    return jpeg


def turned(pdf: bytes) -> bytes:
    """Landscape pages stored upright with /Rotate, as some printers' drivers leave them."""
    document = pdfium.PdfDocument(pdf)
    for number in range(len(document)):
        page = document[number]
        width, height = page.get_size()
        if width > height:
            _turn(page, height=height, width=width)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _turn(page: Any, *, width: float, height: float) -> None:
    # A quarter turn to the left, then moved back onto the sheet; /Rotate turns it right again.
    matrix = pdfium_c.FS_MATRIX(0, 1, -1, 0, height, 0)
    clip = pdfium_c.FS_RECTF(0, width, height, 0)
    page.set_mediabox(0, 0, height, width)
    page.set_cropbox(0, 0, height, width)
    pdfium_c.FPDFPage_TransFormWithClip(page, byref(matrix), byref(clip))
    page.set_rotation(90)
