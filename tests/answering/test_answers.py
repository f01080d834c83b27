"""Answers and conversations are as the case files say, over the made documents."""

import json
from datetime import date

import pytest

from assistant.answering.answerer import Answerer
from assistant.answering.conversation import Conversation
from assistant.domain.answer import Answer, Question
from assistant.vietnamese.text import fold, letters
from tests.support.cases import Case, load_cases

AS_OF = date(2025, 7, 10)
FIRST_LINE, REFUSAL = 300, 600
# Questions that are not yet answered as they should be.
WEAK = {
    "Việc ứng dụng AI giao ai chủ trì?": "a study course on AI passes for an application of AI",
}


def converse(turns: list[str], answerer: Answerer, *, as_of: date = AS_OF) -> Answer:
    """The last answer; the conversation is kept as the store keeps it."""
    conversation, answer = Conversation(), Answer("", answered=False)
    for turn in turns:
        answer, conversation, trace = answerer.answer(Question(turn, as_of), conversation)
        assert trace.render()
        kept = json.loads(json.dumps(conversation.to_json()))
        assert Conversation.from_json(kept) == conversation
    return answer


@pytest.mark.parametrize("case", load_cases("answers"), ids=lambda case: case.name)
def test_answers_a_question(case: Case, answerer: Answerer, request: pytest.FixtureRequest) -> None:
    if case.name in WEAK:
        request.applymarker(pytest.mark.xfail(reason=WEAK[case.name], strict=True))
    as_of = date.fromisoformat(case["hỏi ngày"]) if case["hỏi ngày"] else AS_OF
    answer = converse([case["câu hỏi"]], answerer, as_of=as_of)
    line = fold(answer.text.split("\n")[0].replace("*", ""))[:FIRST_LINE]
    assert answer.answered == (case["trả lời"] == "có"), answer.text
    for words in filter(None, case["dòng đầu"].split(";")):
        assert fold(words.strip()) in line
    wanted = [tuple(mark.split("/")) for mark in case["nhiệm vụ"].split()]
    assert sorted((t.section, t.stt) for t in answer.tasks) == sorted(wanted)
    if not answer.answered:
        assert len(answer.text) <= REFUSAL


@pytest.mark.parametrize("case", load_cases("conversation"), ids=lambda case: case.name)
def test_goes_on_with_a_conversation(case: Case, answerer: Answerer) -> None:
    turns = [turn.strip() for turn in case["hội thoại"].split(" / ")]
    answer = converse(turns, answerer)
    said = fold(answer.text)
    for words in filter(None, case["có"].split(";")):
        assert fold(words.strip()) in said, answer.text
    for words in filter(None, case["không"].split(";")):
        assert fold(words.strip()) not in said


@pytest.mark.parametrize("case", load_cases("answers"), ids=lambda case: case.name)
def test_cites_the_documents_own_words(case: Case, answerer: Answerer) -> None:
    answer = converse([case["câu hỏi"]], answerer)
    numbers = {citation.n for citation in answer.citations}
    assert all(f"[{n}]" in answer.text for n in numbers)
    assert all(letters(citation.quote) for citation in answer.citations)
