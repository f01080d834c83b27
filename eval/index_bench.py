"""How fast search is over many passages, and what adding a document costs there.

The passages are made of the words that the shipped model knows, drawn as often as words of their
rank are in texts: what matters here is how long the lists of the common terms are.

    python -m eval.index_bench [--passages 100000] [--questions 200] [--home FOLDER]
"""

import argparse
import json
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.domain.document import Document, DocumentFile, ParsedDocument, Passage
from assistant.domain.scope import Scope
from assistant.domain.unit import Organization
from assistant.retrieval.embedder import SHIPPED_FOLDER
from assistant.service import ingestion
from assistant.service.assistant import Assistant, open_assistant
from assistant.settings import Settings
from assistant.store import documents
from assistant.store.search import entry_count
from assistant.vietnamese.text import syllables

SEED = 7
DOCUMENT_PASSAGES = 500
PASSAGE_WORDS = (20, 80)
QUESTION_SYLLABLES = (6, 14)
ASKED = ("phòng nào chủ trì", "hạn khi nào", "kế hoạch nói gì về", "bao nhiêu", "")
# Zipf's law with the shift that keeps the commonest word at a few percent of a text.
SHIFT = 20
MIB = 1 << 20


class Words:
    """Draws words by rank."""

    def __init__(self, rng: random.Random) -> None:
        content = json.loads((SHIPPED_FOLDER / "tokenizer.json").read_text(encoding="utf-8"))
        words = [token.strip() for token in content["model"]["vocab"] if token.endswith(" ")]
        rng.shuffle(words)
        self._words = words
        self._weights = list(accumulate(1 / (rank + SHIFT) for rank in range(len(words))))
        self._rng = rng

    def text(self) -> str:
        count = self._rng.randint(*PASSAGE_WORDS)
        return " ".join(self._rng.choices(self._words, cum_weights=self._weights, k=count))


def made_document(number: int, words: Words, *, passages: int) -> ParsedDocument:
    document = Document(
        title=f"Kế hoạch {words.text()[:60]}",
        kind="Kế hoạch",
        number=f"{number}/KH-SXD",
        issuer=f"Sở số {number}",
        organization=Organization(f"Sở số {number}"),
        issued_on=datetime(2025, 1, 1, tzinfo=UTC).date(),
    )
    made = tuple(Passage(words.text(), section_path=("I", "Mục")) for _ in range(passages))
    return ParsedDocument(
        document, DocumentFile(f"{number}.txt", f"{number:064d}", "txt"), passages=made
    )


def questions(texts: Sequence[str], rng: random.Random, *, count: int) -> Iterator[str]:
    """Pieces of passages between words of asking."""
    for _ in range(count):
        words = syllables(rng.choice(texts))
        length = rng.randint(*QUESTION_SYLLABLES)
        start = rng.randrange(max(1, len(words) - length))
        yield f"{rng.choice(ASKED)} {' '.join(words[start : start + length])}"


def fill(assistant: Assistant, words: Words, *, passages: int) -> None:
    """Documents until there are so many passages."""
    for number in range(passages // DOCUMENT_PASSAGES):
        parsed = made_document(number, words, passages=DOCUMENT_PASSAGES)
        ingestion.save(assistant, parsed, sample=False)
    assistant.complete_vectors()


def some_texts(assistant: Assistant) -> list[str]:
    """Texts of held passages, to ask about."""
    chosen = assistant.documents()[:20]
    with assistant.store.reading() as connection:
        return [
            passage.text
            for document in chosen
            for passage in documents.passages(connection, document.id, scope=Scope.all())
        ]


def measure_search(assistant: Assistant, asked: Sequence[str]) -> list[float]:
    """Seconds of each search, in rising order."""
    seconds = []
    with assistant.store.reading() as connection:
        assistant.search.model(connection).index.current(connection)
        for question in asked:
            started = time.perf_counter()
            assistant.search.passages(connection, question, scope=Scope.all())
            seconds.append(time.perf_counter() - started)
    return sorted(seconds)


def measure_adding(assistant: Assistant, words: Words, *, number: int) -> tuple[float, float]:
    """Seconds to save a document of thirty passages, and until a search has it."""
    parsed = made_document(number, words, passages=30)
    started = time.perf_counter()
    ingestion.save(assistant, parsed, sample=False)
    assistant.complete_vectors()
    saved = time.perf_counter() - started
    with assistant.store.reading() as connection:
        assistant.search.passages(connection, parsed.passages[0].text, scope=Scope.all())
    return saved, time.perf_counter() - started - saved


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--home", type=Path, help="keep the store here, and use it again")
    args = parser.parse_args(argv)
    with TemporaryDirectory(prefix="assistant-bench-") as folder:
        home = args.home or Path(folder)
        settings = Settings.model_validate({"ASSISTANT_HOME": home})
        with open_assistant(settings) as assistant:
            _report(assistant, passages=args.passages, count=args.questions)
    return 0


def _report(assistant: Assistant, *, passages: int, count: int) -> None:
    rng = random.Random(SEED)
    words = Words(rng)
    with assistant.store.reading() as connection:
        held = entry_count(connection)
    started = time.perf_counter()
    if held < passages:
        fill(assistant, words, passages=passages)
        print(f"filled in {time.perf_counter() - started:.0f} s")
    asked = tuple(questions(some_texts(assistant), rng, count=count))
    resident = _resident()
    for name in ("first", "again"):
        seconds = measure_search(assistant, asked)
        p50, p95 = seconds[len(seconds) // 2], seconds[int(0.95 * (len(seconds) - 1))]
        print(f"search, {name}: p50 {p50 * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms")
    saved, found = measure_adding(assistant, words, number=rng.randrange(10**6, 10**9))
    print(f"a document of 30 passages: {saved:.2f} s to save, {found:.2f} s more until found")
    size = (assistant.settings.home / "index.faiss").stat().st_size
    print(f"memory: {_resident()} MiB, before the index {resident} MiB; file {size // MIB} MiB")


def _resident() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main())
