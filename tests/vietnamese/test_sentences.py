"""Sentences are pieces of the text, cut where tests/cases/sentences.md says."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assistant.vietnamese.sentences import sentence_around, sentence_spans, sentences
from tests.support.cases import Case, each_case


@each_case("sentences")
def test_sentences(case: Case) -> None:
    assert sentences(case["đoạn văn"]) == tuple(case["các câu"].split("\n"))


@given(st.text(alphabet="aĐ1. ,;:\n“”\"'()…!?/-TP", max_size=80))
def test_sentences_leave_no_word_out(text: str) -> None:
    spans = sentence_spans(text)
    assert all(start < end for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_the_sentence_around_a_place() -> None:
    text = "Sở rà soát. Sở báo cáo trước ngày 15/6."
    assert sentence_around(text, position=text.index("15/6")) == "Sở báo cáo trước ngày 15/6."
