"""Plans made from a seed are the same for everyone and say what they hold."""

from datetime import date

import pytest

from corpus.maker.build import render
from corpus.maker.expected import expected
from corpus.maker.random_plans import QUICK_FORMATS, random_plans
from corpus.maker.source import MissingFont


def test_a_seed_always_gives_the_same_plans() -> None:
    few = [expected(source) for source in random_plans(3, seed=5)]
    many = [expected(source) for source in random_plans(6, seed=5)]
    assert few == many[:3]
    assert few != [expected(source) for source in random_plans(3, seed=6)]


def test_every_row_has_a_lead_and_a_time_that_is_understood() -> None:
    for source in random_plans(30, seed=1):
        told = expected(source)
        assert 8 <= len(told["tasks"]) <= 40
        for row in told["tasks"]:
            assert row["lead"]
            assert row["due"] is not None
            if row["due"]["end"]:
                assert date.fromisoformat(row["due"]["end"]).year == int(
                    told["document"]["date"][:4]
                )


@pytest.mark.parametrize("name", QUICK_FORMATS)
def test_a_plan_can_be_made_in_every_quick_format(name: str) -> None:
    (source,) = random_plans(1, seed=2, formats=(name,))
    assert source.formats == (name,)
    try:
        assert len(render(source, name)) > 1000
    except MissingFont as error:
        pytest.skip(f"{error}: apt-get install fonts-liberation2")
