"""The task table over HTTP."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from tests.support.held import LEAD, NUMBER
from tests.web.conftest import Make

ADMIN = {"Authorization": "Bearer quan-tri"}


def test_without_filters_all_rows_come(client: TestClient) -> None:
    table = client.get("/api/tasks").json()

    assert set(table) == {"total", "tasks"}
    assert table["total"] == len(table["tasks"])
    assert {row["source"] for row in table["tasks"]} == {"table", "prose"}


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        pytest.param({"lead": LEAD}, lambda r: LEAD in r["lead"], id="đơn vị chủ trì"),
        pytest.param({"support": LEAD}, lambda r: LEAD in r["support"], id="đơn vị phối hợp"),
        pytest.param({"source": "table"}, lambda r: r["source"] == "table", id="chỉ từ bảng"),
        pytest.param(
            {"due_from": "2026-08-01", "due_to": "2026-08-31"},
            lambda r: "2026-08-01" <= (r["due"]["end"] or "") <= "2026-08-31",
            id="hạn trong tháng 8",
        ),
    ],
)
def test_a_filter_leaves_what_it_says(
    client: TestClient, query: dict[str, str], holds: Callable[[dict[str, Any]], bool]
) -> None:
    everything = client.get("/api/tasks").json()["tasks"]
    found = client.get("/api/tasks", params=query).json()

    expected = {row["id"] for row in everything if holds(row)}
    assert expected
    assert {row["id"] for row in found["tasks"]} == expected
    assert found["total"] == len(expected)


def test_a_document_goes_by_id_number_or_stem(client: TestClient) -> None:
    document = client.get("/api/documents").json()["documents"][0]
    stem = document["files"][0]["name"].removesuffix(".pdf")

    totals = {
        client.get("/api/tasks", params={"document": name}).json()["total"]
        for name in (document["id"], NUMBER, stem)
    }
    assert totals == {document["tasks"]}
    assert client.get("/api/tasks", params={"document": "khong-co"}).json()["total"] == 0


def test_pages_of_the_table_are_the_table(client: TestClient) -> None:
    everything = client.get("/api/tasks").json()
    pages = [
        client.get("/api/tasks", params={"limit": 7, "offset": offset}).json()
        for offset in range(0, everything["total"], 7)
    ]

    assert {page["total"] for page in pages} == {everything["total"]}
    assert [row for page in pages for row in page["tasks"]] == everything["tasks"]


def test_a_search_ranks_what_it_is_about_first(client: TestClient) -> None:
    found = client.get("/api/tasks", params={"search": "truy xuất nguồn gốc"}).json()

    assert "truy xuất nguồn gốc" in found["tasks"][0]["title"]


def test_the_table_as_files(client: TestClient) -> None:
    total = client.get("/api/tasks", params={"lead": LEAD}).json()["total"]
    text = client.get("/api/tasks/export", params={"format": "csv", "lead": LEAD})
    book = client.get("/api/tasks/export", params={"format": "xlsx", "lead": LEAD})

    assert text.headers["content-disposition"] == 'attachment; filename="nhiem-vu-2026-07-01.csv"'
    assert len(list(csv.reader(io.StringIO(text.content.decode("utf-8-sig"))))) == total + 1
    assert load_workbook(io.BytesIO(book.content)).active.max_row == total + 1


def test_a_correction_is_made_and_taken_back(make_client: Make) -> None:
    client = make_client(ASSISTANT_ADMIN_TOKEN="quan-tri")
    row = client.get("/api/tasks", params={"lead": LEAD}).json()["tasks"][0]
    path = f"/api/tasks/{row['id']}"

    body = {"due": "Quý IV/2026", "lead": ["Thanh tra Sở", "Văn phòng Sở"], "deliverable": None}
    corrected = client.patch(path, json=body, headers=ADMIN).json()

    assert corrected["due"]["end"] == "2026-12-31"
    assert corrected["lead"] == ["Thanh tra Sở", "Văn phòng Sở"]
    assert corrected["title"] == row["title"]
    assert client.delete(f"{path}/corrections", headers=ADMIN).json() == row


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param({}, 422, id="không nêu cột"),
        pytest.param({"status": "xong"}, 422, id="cột không sửa được"),
        pytest.param({"title": ""}, 422, id="tên trống"),
    ],
)
def test_a_correction_that_says_nothing_is_refused(
    make_client: Make, body: dict[str, str], status: int
) -> None:
    client = make_client(ASSISTANT_ADMIN_TOKEN="quan-tri")
    row = client.get("/api/tasks").json()["tasks"][0]

    response = client.patch(f"/api/tasks/{row['id']}", json=body, headers=ADMIN)

    assert response.status_code == status
    assert client.get("/api/tasks").json()["tasks"][0] == row
