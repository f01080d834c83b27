"""A reading that is given back to the topic takes nothing else with it."""

from dataclasses import replace
from datetime import date

import pytest

from assistant.answering.understand.given_back import give_back
from assistant.answering.understand.meanings import Asks, AsksValue, InWindow, Kind, NamesPlan
from assistant.answering.understand.reading import understand
from assistant.answering.understand.understood import Understood
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.words.tokens import tokenise
from assistant.domain.task import Field

DAY = date(2025, 7, 10)
QUESTION = "Số hóa hồ sơ năm 2026 ai chủ trì?"


@pytest.fixture
def understood(names: Names) -> Understood:
    return understand(QUESTION, names, as_of=DAY)


def test_its_words_go_back_to_the_topic(understood: Understood) -> None:
    back = give_back(understood, InWindow)
    assert not back.clauses
    assert back.topic_words == f"{understood.topic_words} 2026"  # "năm" is a small word
    assert (back.asks, back.plans) == (understood.asks, understood.plans)


def test_what_was_settled_since_stays(understood: Understood) -> None:
    known = NamesPlan.known(frozenset(("a-plan",)))
    settled = replace(understood, compares=True, plans=(*understood.plans, known))
    back = give_back(settled, InWindow)
    assert back.compares
    assert known in back.plans


def test_what_a_follow_up_took_over_stays(understood: Understood) -> None:
    """ "thế năm 2026?" after "tỷ lệ hài lòng đạt bao nhiêu phần trăm?"."""
    old = tokenise("tỷ lệ hài lòng").items
    going_on = replace(understood, topic=old, asks=(), values=(AsksValue(Kind.PERCENT),))
    back = give_back(going_on, InWindow)
    assert back.topic[: len(old)] == old
    assert [token.text for token in back.topic[len(old) :]] == ["2026"]
    assert back.values == (AsksValue(Kind.PERCENT),)


def test_nothing_changes_where_there_is_no_such_reading(understood: Understood) -> None:
    assert give_back(understood, NamesPlan, only=lambda _: False) is understood
    assert any(isinstance(ask, Asks) and ask.field is Field.LEAD for ask in understood.asks)
