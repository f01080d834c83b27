"""Ways of asking filled with rows: what they make can be asked and answered."""

from pathlib import Path

import pytest

from eval.questions.check import check_batch
from eval.questions.framed import make, read_frames
from eval.questions.material import load_material
from eval.questions.question import BATCHES

FRAMES = sorted(BATCHES.glob("frames-*.tsv"))
DOCUMENTS = Path(__file__).parents[1] / "documents"
SLOTS = {"việc", "kế hoạch", "đơn vị", "tháng", "quý", "năm"}
LEAST_FILLED = 0.9


@pytest.mark.parametrize("path", FRAMES, ids=lambda path: path.stem)
def test_frames_make_questions_that_can_be_answered(path: Path) -> None:
    frames = read_frames(path)
    assert [frame for frame in frames if not frame.slots <= SLOTS] == []
    made = make(frames, DOCUMENTS, seed=1)
    assert len(made) >= LEAST_FILLED * len(frames)
    assert all("{" not in question.question for question in made)
    assert list(check_batch(made, material=load_material())) == []


def test_the_same_seed_makes_the_same_questions() -> None:
    frames = read_frames(FRAMES[0])[:40]
    first, again, other = (make(frames, DOCUMENTS, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other
