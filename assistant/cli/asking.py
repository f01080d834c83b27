"""`assistant ask`: one question, or a conversation on a terminal."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.session import opened, print_json, read_date

if TYPE_CHECKING:
    from assistant.domain.answer import Answer
    from assistant.service.assistant import Assistant


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("ask")(ask)


def ask(
    question: Annotated[
        str | None, typer.Argument(metavar="CÂU_HỎI", help="Để trống để trò chuyện nhiều câu.")
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="Ngày để tính «tháng này», «quá hạn»."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In câu trả lời dạng JSON.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="In cách hiểu câu hỏi và căn cứ của câu trả lời.")
    ] = False,
) -> None:
    """Hỏi về các kế hoạch đã nạp; câu trả lời kèm nguồn từng trang."""
    from assistant.domain.answer import Question
    from assistant.domain.errors import BadValue
    from assistant.domain.scope import Scope
    from assistant.service.schemas import AnswerOut

    day = read_date(as_of, what="--as-of")
    with opened() as assistant:
        if question is None:
            if not sys.stdin.isatty():
                raise BadValue("no question", what="câu hỏi", value="", reason="chưa có câu hỏi")
            converse(assistant)
            return
        asked = Question(text=question, as_of=day or assistant.today())
        answer, trace = assistant.ask_traced(asked)
        if as_json:
            held = {document.id: document for document in assistant.documents(scope=Scope.all())}
            print_json(AnswerOut.of(answer, documents=held))
        else:
            show(answer)
        if explain:
            print(trace.render(), file=sys.stderr if as_json else sys.stdout)


def converse(assistant: "Assistant") -> None:
    """Questions one after the other until an empty line; each knows the ones before."""
    from assistant.domain.answer import Question

    print("Gõ câu hỏi rồi Enter; để trống và Enter để kết thúc.")
    conversation_id = None
    while text := _prompt():
        question = Question(text=text, as_of=assistant.today(), conversation_id=conversation_id)
        answer = assistant.ask(question)
        conversation_id = answer.conversation_id
        show(answer)


def _prompt() -> str:
    try:
        return input("\n> ").strip()
    except EOFError:
        return ""


def show(answer: "Answer") -> None:
    """The answer as Markdown and its sources: drawn on a terminal, plain in a pipe."""
    sources = [source_line(citation) for citation in answer.citations]
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.markdown import Markdown

        console = Console()
        console.print(Markdown(answer.text))
        for line in sources:
            console.print(line, style="dim", markup=False, highlight=False)
    else:
        print(answer.text)
        print("\n".join(["", *sources]) if sources else "", end="\n" if sources else "")


def source_line(citation: object) -> str:
    """One line on one source: its number, document, section and page."""
    from assistant.domain.answer import Citation

    assert isinstance(citation, Citation)
    page = f"trang {citation.page}" if citation.page else ""
    file = citation.document.file.name if citation.document.file else ""
    parts = (citation.document.label, citation.section, page, file)
    return f"[{citation.n}] {' · '.join(part for part in parts if part)}"
