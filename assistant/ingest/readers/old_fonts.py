"""Pages set in fonts of before Unicode, with the letters that these fonts draw."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.ingest.readers.ink import PageInk, Word
from assistant.vietnamese.legacy import Fonts, fonts_of


def in_unicode(inks: Sequence[PageInk]) -> Iterator[PageInk]:
    """The pages with the text of old fonts decoded; nearly always there is none."""
    fonts = fonts_of((word.style.font, word.text) for ink in inks for word in ink.words)
    for ink in inks:
        if fonts.encodings:
            yield replace(ink, words=tuple(_in_unicode(word, fonts) for word in ink.words))
        else:
            yield ink


def _in_unicode(word: Word, fonts: Fonts) -> Word:
    text = fonts.read(word.text, font=word.style.font, mend=True)
    if text == word.text:
        return word
    # VNI stores one letter as two: places within the word are then no longer known.
    return replace(word, text=text, lefts=word.lefts if len(text) == len(word.text) else ())
