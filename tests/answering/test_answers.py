"""Answers and conversations are as the case files say, over the made documents."""

import json
import re
from collections.abc import Iterator
from datetime import date

import pytest

from assistant.answering.answerer import Answerer
from assistant.answering.question.library import Library
from assistant.answering.say.cite import BETWEEN_CELLS, section_of
from assistant.answering.understand.conversation import Conversation
from assistant.domain.answer import Answer, Citation, Question
from assistant.domain.place import NOWHERE
from assistant.domain.query import Aspect, Predicate, TaskQuery, Test
from assistant.domain.scope import Scope
from assistant.vietnamese.text import fold, letters
from tests.support.cases import Case, load_cases

AS_OF = date(2025, 7, 10)
FIRST_LINE, REFUSAL = 300, 600
MARK = re.compile(r"\[(\d+)\]")
# Questions that are not yet answered as they should be.
WEAK = {
    "Việc ứng dụng AI giao ai chủ trì?": "a study course on AI passes for an application of AI",
}


def day_of(case: Case) -> date:
    """The day from which the case's question is reckoned."""
    return date.fromisoformat(case["hỏi ngày"]) if case["hỏi ngày"] else AS_OF


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
    answer = converse([case["câu hỏi"]], answerer, as_of=day_of(case))
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
    assert answer.answered, answer.text
    said = fold(answer.text.replace("*", ""))
    for words in filter(None, case["có"].split(";")):
        assert fold(words.strip()) in said, answer.text
    for words in filter(None, case["không"].split(";")):
        assert fold(words.strip()) not in said, answer.text


def test_goes_on_to_a_province_without_plans(answerer: Answerer) -> None:
    """What the conversation has told of another province is no answer for this one."""
    told = "Phòng nào chủ trì đề án đô thị thông minh của Sóc Trăng?"
    answer = converse([told, "còn bên Bình Thuận thì phòng nào làm?"], answerer)
    assert not answer.answered, answer.text
    assert "Bình Thuận" in answer.text


@pytest.mark.parametrize("case", load_cases("answers"), ids=lambda case: case.name)
def test_cites_the_documents_own_words(case: Case, answerer: Answerer) -> None:
    answer = converse([case["câu hỏi"]], answerer, as_of=day_of(case))
    assert {int(n) for n in MARK.findall(answer.text)} == {c.n for c in answer.citations}
    assert answer.citations or not answer.tasks
    for citation in answer.citations:
        parts = list(map(letters, citation.quote.split(BETWEEN_CELLS)))
        assert all(parts)
        where_cited = [letters(text) for text in texts_at(citation, answerer.library)]
        assert any(all(part in text for part in parts) for text in where_cited), citation.quote


def texts_at(citation: Citation, library: Library) -> Iterator[str]:
    """What stands where a citation points: rows, passages, or what a document says of itself."""
    document = citation.document
    if not citation.section and citation.place == NOWHERE:
        relations = (relation.words for relation in document.relations)
        yield from (document.title, document.number, document.signer, *relations)
    of_document = Predicate(Aspect.DOCUMENT, Test.IS, (document.id,))
    for task in library.run(TaskQuery(AS_OF, (of_document,))).tasks:
        section = section_of(task.section_path) or task.section
        if (section, task.place) == (citation.section, citation.place):
            yield " ".join((task.sentence, *(cell.words for cell in task.cells)))
    for passage in library.passages(document.id, scope=Scope.all()):
        if (section_of(passage.section_path), passage.place) == (citation.section, citation.place):
            yield passage.text
