"""Documents over HTTP: listed, shown, added, taken out."""

import io
import shutil
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from PIL import Image
from starlette.testclient import TestClient

from assistant.domain.errors import BadValue
from assistant.service.assistant import Assistant
from assistant.web.routes.documents import base_name
from assistant.web.routes.pages import read_boxes
from tests.support.held import DOCUMENTS, NUMBER, PLAN
from tests.support.web_server import running
from tests.web.conftest import Make

WORD_FILE = DOCUMENTS / "so-noi-vu-lao-cai-2025-cai-cach-hanh-chinh.docx"
ADMIN = {"Authorization": "Bearer quan-tri"}
KEYS = {
    "id", "title", "number", "issuer", "date", "signer", "kind", "pages", "passages", "tasks",
    "files", "relations", "warnings",
}  # fmt: skip


def test_the_documents_and_one_of_them(client: TestClient) -> None:
    listed = client.get("/api/documents").json()

    assert listed["total"] == 1
    (document,) = listed["documents"]
    assert set(document) >= KEYS
    assert document["number"] == NUMBER
    assert client.get(f"/api/documents/{document['id']}").json() == document


def test_a_page_is_a_picture_and_its_mark_is_seen(client: TestClient) -> None:
    path = f"/documents/{_id(client)}/pages/1.png"
    bare = client.get(path)
    marked = client.get(path, params={"highlight": "70,200,500,240;70,300,500,320"})

    assert bare.headers["content-type"] == "image/png"
    plain, shown = (Image.open(io.BytesIO(r.content)).convert("RGB") for r in (bare, marked))
    assert plain.size == shown.size
    assert plain.tobytes() != shown.tobytes()


def test_a_picture_that_a_browser_has_is_not_sent_again(client: TestClient) -> None:
    path = f"/documents/{_id(client)}/pages/1.png"
    tag = client.get(path).headers["etag"]

    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    other = client.get(path, params={"highlight": "1,1,9,9"}, headers={"If-None-Match": tag})
    assert other.status_code == 200


@pytest.mark.parametrize("page", [0, -1, 99])
def test_a_page_that_is_not_there(client: TestClient, page: int) -> None:
    assert client.get(f"/documents/{_id(client)}/pages/{page}.png").status_code == 404


@pytest.mark.parametrize(
    "text", ["1,2,3", "a,b,c,d", "9,9,1,1", "nan,0,1,1", "0,0,inf,1", "-1,0,1,1"]
)
def test_a_place_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        read_boxes(text, page=1)


def test_places_are_read() -> None:
    assert [box.left for box in read_boxes("1,2,3,4; 5,6,7,8;", page=3)] == [1, 5]


def test_the_original_comes_as_it_was(client: TestClient) -> None:
    response = client.get(f"/documents/{_id(client)}/file")

    assert response.content == PLAN.read_bytes()
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-disposition"].startswith("inline")
    assert response.headers["x-content-type-options"] == "nosniff"


def test_a_document_is_added_and_taken_out(make_client: Make) -> None:
    client = make_client(ASSISTANT_ADMIN_TOKEN="quan-tri")
    first = client.get("/api/documents").json()["documents"][0]["id"]
    assert client.delete(f"/api/documents/{first}", headers=ADMIN).status_code == 204
    assert client.get("/api/tasks").json()["total"] == 0

    sent = [
        ("file", ("../../ke hoach.pdf", PLAN.read_bytes())),
        ("file", ("hong.pdf", b"%PDF-1.4")),
    ]
    added = client.post("/api/documents", files=sent, headers=ADMIN)

    assert added.status_code == 201
    reports = {report["file"]: report for report in added.json()["files"]}
    assert reports["ke hoach.pdf"]["status"] == "added"
    assert reports["hong.pdf"]["status"] == "refused"
    assert reports["hong.pdf"]["reason"]
    assert client.get("/api/documents").json()["total"] == 1


def test_an_upload_of_which_nothing_was_taken_has_failed(make_client: Make) -> None:
    client = make_client(ASSISTANT_ADMIN_TOKEN="quan-tri")

    sent = {"file": ("hong.docx", b"khong phai docx")}
    assert client.post("/api/documents", files=sent, headers=ADMIN).status_code == 422
    again = {"file": (PLAN.name, PLAN.read_bytes())}
    assert client.post("/api/documents", files=again, headers=ADMIN).status_code == 200


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("kế hoạch.pdf", "kế hoạch.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Văn bản\\a.docx", "a.docx"),
        (".htaccess", "htaccess"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("", "tep"),
        (None, "tep"),
        ("x" * 400 + ".pdf", "x" * 150 + ".pdf"),
    ],
)
def test_a_files_name_is_a_name_alone(sent: str | None, kept: str) -> None:
    assert base_name(sent) == kept


def _id(client: TestClient) -> str:
    return str(client.get("/api/documents").json()["documents"][0]["id"])


def test_many_pictures_at_once(held: Assistant) -> None:
    document = held.documents()[0].id
    with running(held) as address, ThreadPoolExecutor(8) as many:
        urls = [f"{address}/documents/{document}/pages/{1 + n % 5}.png" for n in range(16)]
        statuses = list(
            many.map(lambda url: httpx.get(url, timeout=60, trust_env=False).status_code, urls)
        )

    assert statuses == [200] * 16


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="apt-get install libreoffice-writer-nogui")
def test_a_page_of_a_word_file_is_a_picture_too(client: TestClient, held: Assistant) -> None:
    (report,) = held.ingest([WORD_FILE])
    path = f"/documents/{report.document_id}/pages/1.png"
    bare, marked = client.get(path), client.get(path, params={"highlight": "70,70,300,90"})

    assert bare.headers["content-type"] == "image/png"
    assert bare.content != marked.content
    held.remove(report.document_id)
    assert client.get(path).status_code == 404
