"""What documents say of their units: names, aliases, abbreviations, groups."""

from assistant.domain.task import Task
from assistant.domain.unit import Organization, Unit
from assistant.ingest.units import assignees, initials, learn_units, stated_short_forms, with_units

SO = Organization("Sở Xây dựng tỉnh Đắk Lắk", province="Đắk Lắk")


def task(lead: str, support: str = "") -> Task:
    return Task(title="Việc", lead=assignees(lead), support=assignees(support))


def learned(*tasks: Task, texts: tuple[str, ...] = ()) -> dict[str, Unit]:
    return {unit.name: unit for unit in learn_units(tasks, texts=texts, organization=SO)}


def test_spellings_of_one_unit_are_one() -> None:
    units = learned(
        task("Văn phòng Sở", "VP Sở"),
        task("Văn phòng Sở; Văn phòng"),
        task("Văn phòng Sở Xây dựng"),
    )
    assert list(units) == ["Văn phòng Sở"]
    assert set(units["Văn phòng Sở"].aliases) >= {"VP Sở", "Văn phòng", "Văn phòng Sở Xây dựng"}
    assert units["Văn phòng Sở"].organization == SO.name


def test_a_short_form_that_the_document_gives_is_an_alias() -> None:
    text = "Phòng Quy hoạch, Kiến trúc (sau đây gọi tắt là Phòng QHKT) và các phòng có liên quan"
    units = learned(task("Phòng QHKT"), task("Phòng Quy hoạch, Kiến trúc"), texts=(text,))
    assert list(units) == ["Phòng Quy hoạch, Kiến trúc"]
    assert "Phòng QHKT" in units["Phòng Quy hoạch, Kiến trúc"].aliases


def test_a_list_of_abbreviations_names_the_units() -> None:
    text = "Tên viết gọn: VP (Văn phòng Sở), HTKT (Phòng Hạ tầng kỹ thuật), KH (kế hoạch)."
    assert stated_short_forms((text,)) == (
        ("Văn phòng Sở", "VP"),
        ("Phòng Hạ tầng kỹ thuật", "HTKT"),
    )


def test_units_of_every_kind_may_be_explained() -> None:
    text = "Trong Phụ lục, TYT là Trạm Y tế xã; VP là Văn phòng Sở; CDC là Trung tâm Kiểm dịch."
    assert stated_short_forms((text,)) == (
        ("Trạm Y tế xã", "TYT"),
        ("Văn phòng Sở", "VP"),
        ("Trung tâm Kiểm dịch", "CDC"),
    )
    assert stated_short_forms(("Chữ CDC là Trung tâm Kiểm dịch.",)) == ()


def test_a_short_form_is_learned_from_the_tasks_alone() -> None:
    units = learned(task("Phòng QHKT"), task("Phòng Quy hoạch, Kiến trúc"))
    assert list(units) == ["Phòng Quy hoạch, Kiến trúc"]


def test_a_known_abbreviation_needs_nothing_said() -> None:
    units = learned(task("Phòng KHTC"), task("Phòng Kế hoạch - Tài chính"))
    assert list(units) == ["Phòng Kế hoạch - Tài chính"]


def test_units_that_differ_stay_apart() -> None:
    units = learned(task("Phòng Kinh tế", "Phòng Kinh tế, Hạ tầng"), task("Sở Tài chính"))
    assert list(units) == ["Phòng Kinh tế", "Phòng Kinh tế, Hạ tầng", "Sở Tài chính"]


def test_groups_are_groups_with_the_members_that_are_said() -> None:
    units = learned(task("Các phòng, ban", "Các phòng (Phòng Kinh tế, Thanh tra Sở)"))
    assert units["Các phòng, ban"].is_group
    assert units["Các phòng, ban"].members == ()
    assert units["Các phòng (Phòng Kinh tế, Thanh tra Sở)"].members == (
        "Phòng Kinh tế",
        "Thanh tra Sở",
    )


def test_tasks_get_the_canonical_names() -> None:
    tasks = (task("Văn phòng Sở"), task("Văn phòng Sở", "và VP Sở"))
    units = learn_units(tasks, texts=(), organization=SO)
    named = with_units(tasks, units=units)
    assert [a.unit for a in (*named[0].lead, *named[1].support)] == ["Văn phòng Sở"] * 2
    assert named[1].support[0].words == "và VP Sở"


def test_initials_leave_out_the_kind_of_unit_and_the_word_for_and() -> None:
    assert initials("Phòng Quản lý hạ tầng") == "QLHT"
    assert initials("Phòng Kế hoạch và Tài chính") == "KHTC"
    assert initials("Phòng Quản lý nhà, công sở và thị trường lao động") == ""


def test_divisions_are_known_by_their_initials() -> None:
    units = learned(task("Phòng Quản lý hạ tầng", "Phòng Chuyển đổi số"), task("Sở Tài chính"))
    assert units["Phòng Quản lý hạ tầng"].aliases == ("Phòng QLHT", "QLHT")
    assert units["Phòng Chuyển đổi số"].aliases == ("Phòng CĐS",)
    assert units["Sở Tài chính"].aliases == ()


def test_a_name_begins_with_a_capital() -> None:
    assert list(learned(task("Văn phòng Sở; các hợp tác xã"))) == ["Văn phòng Sở", "Các hợp tác xã"]
