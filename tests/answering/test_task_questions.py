"""What is asked of a document, read as asked of a task."""

from datetime import date

from assistant.answering.choice.find import as_task_question
from assistant.answering.understand.meanings import Kind
from assistant.answering.understand.reading import understand
from assistant.answering.understand.settle.steps import settle
from assistant.answering.understand.understood import Understood
from assistant.answering.understand.vocabulary.names import Names
from assistant.domain.task import Field

AS_OF = date(2025, 7, 10)


def of_a_task(question: str, names: Names) -> Understood:
    return as_task_question(settle(understand(question, names, as_of=AS_OF), names))


def test_whoever_signs_leads_and_whoever_receives_is_told(names: Names) -> None:
    signed = of_a_task("Ai ký giấy tẩy giun, trước ngày nào?", names)
    sent = of_a_task("Báo cáo tẩy giun gửi cho cơ quan nào?", names)
    assert signed.fields == (Field.LEAD, Field.DUE)
    assert [value.kind for value in sent.values] == [Kind.RECIPIENT]


def test_a_basis_asked_for_as_well_leaves_what_else_is_asked(names: Names) -> None:
    listed = of_a_task("Danh mục tẩy giun phải ban hành lúc nào, căn cứ nghị định nào?", names)
    sent = of_a_task("Báo cáo tẩy giun gửi cho cơ quan nào, căn cứ nghị định nào?", names)
    assert listed.fields == (Field.DUE,)
    assert [value.kind for value in listed.values] == [Kind.NUMBER]
    assert [value.kind for value in sent.values] == [Kind.NUMBER, Kind.RECIPIENT]


def test_a_day_and_whoever_receives_are_both_asked_for(names: Names) -> None:
    told = of_a_task("Danh mục tẩy giun phải ban hành lúc nào, gửi cho cơ quan nào?", names)
    assert told.fields == (Field.DUE,)
    assert [value.kind for value in told.values] == [Kind.RECIPIENT]


def test_whoever_issues_a_thing_that_is_no_document_leads_it(names: Names) -> None:
    assert of_a_task("Thẻ tẩy giun bên nào phát hành?", names).fields == (Field.LEAD,)
    assert of_a_task("Kế hoạch do ai ban hành?", names).fields == ()
