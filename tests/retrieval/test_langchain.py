"""Our retriever in a chain of somebody else's making."""

from langchain_core.documents import Document
from langchain_core.language_models import FakeListChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnableLambda, RunnablePassthrough

from assistant.domain.scope import Scope
from assistant.retrieval.langchain import AssistantRetriever
from assistant.service import ingestion
from assistant.service.assistant import Assistant
from tests.support.parsed import a_document, a_task


def filled(assistant: Assistant) -> AssistantRetriever:
    row = a_task("1", "Phun hóa chất diệt muỗi", lead="Phòng Nghiệp vụ Y", due="Quý III")
    parsed = a_document(row, passages=("Báo cáo gửi về Sở trước ngày 25 hằng tháng.",))
    ingestion.save(assistant, parsed, sample=False)
    return AssistantRetriever(store=assistant.store, search=assistant.search, limit=1)


def test_passages_and_rows_come_with_their_places(assistant: Assistant) -> None:
    retriever = filled(assistant)
    (row,) = retriever.invoke("ai phun hóa chất diệt muỗi")
    assert "Chủ trì: Phòng Nghiệp vụ Y" in row.page_content
    assert (row.metadata["number"], row.metadata["kind"]) == ("12/KH-SYT", "task")
    (passage,) = retriever.invoke("gửi báo cáo hằng tháng trước ngày nào")
    assert passage.page_content == "Báo cáo gửi về Sở trước ngày 25 hằng tháng."
    assert {"document_id", "section", "page", "score"} <= set(passage.metadata)


def test_it_runs_in_a_chain(assistant: Assistant) -> None:
    seen: list[str] = []

    def joined(found: list[Document]) -> str:
        seen.extend(document.page_content for document in found)
        return "\n".join(seen)

    chain = (
        {"context": filled(assistant) | RunnableLambda(joined), "question": RunnablePassthrough()}
        | ChatPromptTemplate.from_template("{context}\n\n{question}")
        | FakeListChatModel(responses=["Trước ngày 25."])
        | StrOutputParser()
    )
    assert chain.invoke("gửi báo cáo trước ngày nào") == "Trước ngày 25."
    assert seen == ["Báo cáo gửi về Sở trước ngày 25 hằng tháng."]


def test_a_scope_hides_documents(assistant: Assistant) -> None:
    retriever = filled(assistant).model_copy(
        update={"scope": Scope(documents=frozenset({"another"}))}
    )
    assert retriever.invoke("diệt muỗi") == []
