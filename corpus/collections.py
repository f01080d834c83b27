"""The folders of made documents: where their sources lie, and where what is made from them goes."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Collection:
    """A folder of documents with their sources and expected rows in folders beneath it."""

    files: Path

    @property
    def sources(self) -> Path:
        """The folder of what people write."""
        return self.files / "sources"

    @property
    def expected(self) -> Path:
        """The folder of the rows that a reader should find."""
        return self.files / "expected"

    def paths(self) -> tuple[Path, ...]:
        """The sources, in order of name."""
        return tuple(sorted(self.sources.glob("*.yaml")))


SAMPLE_PLANS = Collection(ROOT / "corpus")
TEST_DOCUMENTS = Collection(ROOT / "tests" / "documents")
# Kept for measuring: the questions of one set are asked with that set alone in the store.
EVAL_DOCUMENTS = tuple(
    Collection(sources.parent)
    for sources in sorted((ROOT / "eval" / "documents").glob("*/sources"))
)
INVENTED = (TEST_DOCUMENTS, *EVAL_DOCUMENTS)
COLLECTIONS = (SAMPLE_PLANS, *INVENTED)  # the sample plans tell what real ones say
