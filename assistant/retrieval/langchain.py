"""Our search as a LangChain retriever, for those who build chains of their own.

assistant = open_assistant(Settings())
retriever = AssistantRetriever(store=assistant.store, search=assistant.search, limit=4)
chain = {"context": retriever, "question": RunnablePassthrough()} | prompt | model
"""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict
from sqlalchemy import Connection

from assistant.domain.document import Document as Held
from assistant.domain.document import Passage
from assistant.domain.scope import Scope
from assistant.domain.task import Field, Task
from assistant.retrieval.search import Search
from assistant.store import documents, tasks
from assistant.store.store import Store
from assistant.vietnamese.field_names import name_of

TOLD = (Field.TITLE, Field.LEAD, Field.SUPPORT, Field.DUE, Field.DELIVERABLE)


class AssistantRetriever(BaseRetriever):
    """Passages and task rows of the store, the best first, each with where it stands."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store
    search: Search
    scope: Scope = Scope.all()
    limit: int = 5
    with_tasks: bool = True

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        with self.store.reading() as connection:
            held = {d.id: d for d in documents.documents(connection, scope=self.scope)}
            scores = self.search.passages(connection, query, scope=self.scope)
            if self.with_tasks:
                scores |= self.search.tasks(connection, query, scope=self.scope)
            best = sorted(scores, key=lambda found: (-scores[found], found))[: self.limit]
            texts = self._texts(connection, best, held)
        return [
            texts[found].model_copy(
                update={"metadata": texts[found].metadata | {"score": scores[found]}}
            )
            for found in best
            if found in texts
        ]

    def _texts(
        self, connection: Connection, ids: list[str], held: dict[str, Held]
    ) -> dict[str, Document]:
        passages = documents.passages_by_id(connection, ids, scope=self.scope)
        rows = tasks.load(connection, [found for found in ids if found not in passages])
        return {
            **{p.id: _of_passage(p, held[p.document_id]) for p in passages.values()},
            **{t.id: _of_task(t, held[t.document_id]) for t in rows},
        }


def _of_passage(passage: Passage, document: Held) -> Document:
    return Document(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "document_id": document.id,
            "number": document.number,
            "title": document.title,
            "section": " › ".join(passage.section_path),
            "page": passage.place.page,
            "kind": "passage",
        },
    )


def _of_task(task: Task, document: Held) -> Document:
    cells = {name_of(field).column: task.words(field) for field in TOLD}
    return Document(
        id=task.id,
        page_content="\n".join(f"{name}: {words}" for name, words in cells.items() if words),
        metadata={
            "document_id": document.id,
            "number": document.number,
            "title": document.title,
            "section": " › ".join(task.section_path),
            "page": task.place.page,
            "kind": "task",
        },
    )
