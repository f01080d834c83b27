"""What a set of tasks is about: a subject, a section, a column, a plan called by its subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from assistant.answering.evidence.cells.parts import parts
from assistant.answering.lists.conditions import windows
from assistant.answering.question.asked import Asked
from assistant.answering.question.ranking import coverage
from assistant.answering.understand.meanings import (
    Acts,
    Asks,
    AsksList,
    Measures,
    NamedBy,
    NamesPlan,
)
from assistant.answering.understand.understood import Understood
from assistant.answering.understand.vocabulary.unit_names import heads
from assistant.answering.words.notions import single_words
from assistant.answering.words.telling import folded_words, word_set
from assistant.answering.words.tokens import Token
from assistant.domain.query import Aspect, Predicate
from assistant.domain.task import Field, Task
from assistant.vietnamese.abbreviations import expand
from assistant.vietnamese.terms import fold_padded
from assistant.vietnamese.text import fold, syllables

# The figures of this module are set by hand on the open questions.
# A topic narrows a list only where rows hold so much of it; what stands in no row is ignored.
TOPIC_LEAST, TOPIC_SHARE = 0.42, 0.6
# Words that tell less than this together are no topic ("trong tuần họp giao ban").
TOPIC_MASS = 4.5
# So many words beside a clear set may be a remark.
REMARK, FEW_WORDS = 4, 1
FEW_PLANS = 2
# A topic that shares so much with the title of a section means the section.
SECTION_WORDS, SECTION_SHARE, SUBJECT_WORDS = 3, 0.75, 2
TABLE = re.compile(
    r"\b(?:bang|bieu|phu luc|danh muc|danh sach) (?:cong viec|nhiem vu|viec|giao|phan)"
)
OR_NOT = (["khong"], ["ko"], ["hong"], ["chua"], ["k"])
SUBJECT = word_set("về quan đến tới cho vực mảng trong ở tại với")
DOING, PASSIVE = word_set("tham làm lo phụ chủ phối cùng gánh ôm giao được bị"), word_set("được bị")
SIDE = "bên"
DOER = 2  # words
PARTS = word_set("nhóm mục phần mảng chương")


def about(asked: Asked, held: list[Task], *, where: tuple[Predicate, ...]) -> list[Task] | None:
    """The rows about the topic; all of them where the topic says nothing that rows hold."""
    known = {w: v for w, v in asked.topic.syllables.items() if w not in asked.topic.unknown}
    ways = (section_called, in_column, of_cell, bringing)
    called = next((found for way in ways if (found := way(asked, held))), None)
    if called:
        return called
    understood = asked.understood
    is_narrowed = where or windows(asked) or understood.blanks or understood.people
    is_open = asked.documents is None or len(asked.documents) > 1
    # "bảng công việc nếp sống khu phố có mấy việc": the rows of a table that its plan names
    of_table = TABLE.search(fold(understood.tokens.text))
    if is_open and (is_narrowed or of_table) and (of_plan := of_plan_called(asked, held)):
        return of_plan
    if asked.documents is not None or where or asked.understood.people:
        told = words_of_plans(asked, held) | frozenset(of_table[0].split() if of_table else ())
        known = {w: v for w, v in known.items() if fold(w) not in told | counted(asked, told)}
    is_told = bool(asked.topic.syllables) and not (known or asked.topic.unknown)
    if not asked.understood.topic:
        return held
    if is_told or (sum(known.values()) < TOPIC_MASS and not names_part(asked)):
        return None if names_doer(asked) and not is_narrowed_beside_plans(where) else held
    if len(asked.understood.topic) <= FEW_WORDS and is_remark(asked):
        return in_remarks(asked, held) or held
    topic = replace(
        asked.topic,
        syllables=known,
        pairs={p: v for p, v in asked.topic.pairs.items() if p[0] in known and p[1] in known},
    )
    scored = [(coverage(topic, parts(task)), task) for task in held]
    best = max((score for score, _ in scored), default=0.0)
    if best < TOPIC_LEAST:
        return held if len(where) > 1 or is_remark(asked) else None
    return [task for score, task in scored if score >= max(TOPIC_LEAST, best * TOPIC_SHARE)]


def names_doer(asked: Asked) -> bool:
    """ "công ty dược phẩm | tham gia những việc nào": who is asked about, though no unit is called
    so: all that a plan holds is no answer.
    """
    understood = asked.understood
    items = understood.tokens.items
    asking = [r.start for r in understood.resolved.of(AsksList, Measures)]
    verbs = {at for start in asking for at in (start - 1, start) if items[at].spelled in DOING}
    # "Khoa Nhi bệnh viện X | được giao những gì": where one belongs stands between.
    plans = {i for r in understood.resolved.of(NamesPlan) for i in range(r.start, r.end)}
    for verb in verbs | {r.start for r in understood.resolved.of(Acts)}:
        end = verb
        while end and (end - 1 in plans or items[end - 1].spelled in PASSIVE):
            end -= 1
        start = end
        while start and items[start - 1] in understood.topic and not items[start].after_break:
            start -= 1
        begins = not start or bool(items[start].after_break) or items[start - 1].spelled == SIDE
        if begins and end - start >= DOER:
            return True
    return False


def is_narrowed_beside_plans(where: tuple[Predicate, ...]) -> bool:
    """Whether anything but the plans meant narrows the set."""
    return any(predicate.aspect is not Aspect.DOCUMENT for predicate in where)


def counted(asked: Asked, told: frozenset[str]) -> frozenset[str]:
    """ "trong 12 dự án": the number of all that the plan holds narrows nothing."""
    return frozenset(
        number.folded
        for number, noun in pairwise(asked.understood.topic)
        if number.is_number and noun.folded in told
    )


def section_called(asked: Asked, held: list[Task]) -> list[Task]:
    """ "đầu việc về quản lý vận hành chung cư": the rows of a section with that title."""
    wanted = frozenset(t.folded for t in asked.understood.topic if t.spelled not in PARTS)
    is_named = is_named_subject(asked) or names_part(asked)
    said = fold(" ".join(syllables(asked.understood.tokens.text)))
    titles = {task.section_title for task in held if task.section_title}
    called = {
        title
        for title in titles
        if calls(wanted, title, is_named=is_named) or is_spelled(wanted, title, said=said)
    }
    if not called and names_part(asked) and len(wanted) > SUBJECT_WORDS:
        # "mục hạ tầng số, nền tảng số": however long the one title is that says so.
        saying = {title for title in titles if wanted <= folded_words(title)}
        called = saying if len(saying) == 1 else called
    return [task for task in held if task.section_title in called]


def calls(wanted: frozenset[str], title: str, *, is_named: bool) -> bool:
    """Whether the words of a topic are those of a title, or nearly so where one is spoken of."""
    words = folded_words(title)
    shared = len(wanted & words)
    if shared > SECTION_WORDS and shared >= SECTION_SHARE * max(len(words), len(wanted)):
        return True
    # "nhiệm vụ về nước sạch" of a section "Cấp nước sạch"
    is_subject = is_named and len(wanted) >= SUBJECT_WORDS
    return is_subject and wanted <= words and len(words) < 2 * len(wanted)


def is_spelled(wanted: frozenset[str], title: str, *, said: str) -> bool:
    """ "sau lũ mình làm những việc gì": a title word for word, small words and all."""
    spelled = fold(" ".join(syllables(title)))
    is_all = bool(wanted) and wanted <= {*spelled.split()}
    return is_all and " " in spelled and f" {spelled} " in f" {said} "


def of_plan_called(asked: Asked, held: list[Task]) -> list[Task]:
    """ "bên xe buýt thì Văn phòng lo gì": the rows of the one plan whose title says the topic."""
    # "bên bán dẫn": what no document says is no word of a title.
    said = {*asked.topic.syllables} - {*asked.topic.unknown}
    wanted = frozenset(map(fold, said))
    having = {task.document_id for task in held}
    called = {
        d.id
        for d in asked.names.vocabulary.documents
        if d.id in having and wanted and wanted <= folded_words(f"{d.title} {d.organization.name}")
    }
    return [task for task in held if task.document_id in called] if len(called) == 1 else []


def is_named_subject(asked: Asked) -> bool:
    """Whether "về", "liên quan đến" stands before the topic; "trong lộ trình" names none."""
    topic = without_column_nouns(asked.understood)
    if not topic:
        return False
    before = [t for t in asked.understood.tokens.items if t.end <= topic[0].start]
    return any(token.spelled in SUBJECT for token in before[-2:])


def without_column_nouns(understood: Understood) -> tuple[Token, ...]:
    """The topic without what only calls a column: "lộ trình", "mốc"."""
    columns = [r for r in understood.resolved.lost if isinstance(r.meaning, Asks)]
    called = {t for r in columns for t in understood.tokens.items[r.start : r.end]}
    return tuple(token for token in understood.topic if token not in called)


def in_column(asked: Asked, held: list[Task]) -> list[Task]:
    """ "ghi chú là chưa có vốn": the rows in whose column of that name the words stand."""
    headers = {ask.header for ask in asked.understood.asks if ask.header}
    wanted = {token.folded for token in asked.understood.topic}
    # "được cộng 6 điểm": a number says which cells are meant, whatever stands beside it.
    wanted = {token.folded for token in asked.understood.topic if token.is_number} or wanted
    if not headers or not wanted:
        return []
    return [
        task
        for task in held
        if any(
            header in headers and wanted <= set(map(fold, syllables(words)))
            for header, words in task.other
        )
    ]


def of_cell(asked: Asked, held: list[Task]) -> list[Task]:
    """ "việc nào lấy vốn xã hội hóa": the rows whose whole cell in a column of its own is that."""
    said = tuple(token.folded for token in asked.understood.topic)
    if len(said) < SUBJECT_WORDS:
        return []
    return [
        task
        for task in held
        if any(says_whole(said, header, words) for header, words in task.other)
    ]


def bringing(asked: Asked, held: list[Task]) -> list[Task]:
    """ "việc nào có sản phẩm là báo cáo rà soát": the rows whose product says it word for word."""
    said = " ".join(token.folded for token in asked.understood.topic)
    if Field.DELIVERABLE not in asked.understood.fields or " " not in said:
        return []
    return [task for task in held if f" {said} " in fold_padded(task.deliverable)]


def says_whole(said: tuple[str, ...], header: str, words: str) -> bool:
    """Whether words are all that a cell says, or that with words for its column before it."""
    cell = tuple(map(fold, syllables(words)))
    before = said[: len(said) - len(cell)]
    return (
        len(cell) >= SUBJECT_WORDS
        and said[-len(cell) :] == cell
        and {*before} <= folded_words(header) | words_for_money()
    )


@cache
def words_for_money() -> frozenset[str]:
    """ "nguồn", "vốn", "tiền" before a cell that says where money comes from."""
    return single_words("money", is_folded=True) | single_words("money_source", is_folded=True)


def in_remarks(asked: Asked, held: list[Task]) -> list[Task]:
    """ "việc nào bị vướng": the rows whose status or notes say a word that may be a mere remark."""
    word = asked.understood.topic[0].folded
    cells = ((task, (task.status, *(words for _, words in task.other))) for task in held)
    return [task for task, said in cells if any(word in syllables(fold(w)) for w in said)]


def is_remark(asked: Asked) -> bool:
    """Whether words that no row holds are a remark beside a set that is clear without them.

    "về", "liên quan" before them or "có … không" around them make them the point of the question.
    """
    understood = asked.understood
    words = [token.folded for token in understood.tokens.items]
    is_sought = words[-1:] in OR_NOT or words[-2:-1] in OR_NOT
    is_named = (
        names_part(asked)
        or is_named_subject(asked)
        or any(t.is_number or (t.is_capital and t.start) for t in understood.topic)
    )
    few = asked.documents is not None and len(asked.documents) <= FEW_PLANS
    is_short = len(understood.topic) <= REMARK
    is_clear = asked.choice.is_sure or few or bool(understood.units)
    return is_clear and is_short and not (is_sought or is_named)


def names_part(asked: Asked) -> bool:
    """ "trung tâm kiểm định", "nhóm phòng bệnh": a unit or section that no reading found."""
    items = asked.understood.tokens.items
    told = words_of_plans(asked)
    first = next((t for t in asked.understood.topic if t.folded not in told), None)
    if first is None or first not in items:
        return False  # a topic that goes on from the question before
    at = items.index(first)
    words = tuple(token.spelled for token in items[at:])
    # "Trường mầm non được giao việc gì": what opens the question is who is asked about.
    named = any(
        words[: len(head)] == head
        for head, rank, _ in heads()
        if rank == "in" or len(head) > 1 or not at
    )
    return named or any(t.spelled in PARTS for t in items[max(at - 2, 0) : at + 1])


def words_of_plans(asked: Asked, held: Sequence[Task] = ()) -> frozenset[str]:
    """Words of the titles and issuers of the plans meant, and what these call their tasks: they
    tell no row from another.

    Where no plan is named, all that is held of a unit may be of one.
    """
    of_rows = frozenset(task.document_id for task in held)
    meant = asked.documents or (of_rows if len(of_rows) == 1 else frozenset[str]())
    marks = {mark for clause in asked.understood.sections for mark in clause.meaning.marks}
    texts = [
        f"{d.title} {d.organization.name}"
        for d in asked.names.vocabulary.documents
        if d.id in meant
    ]
    texts += [s.title for s in asked.names.sections if s.document_id in meant and s.mark in marks]
    texts += described(asked)
    return asked.nouns_of_tasks(meant) | frozenset(
        fold(word) for text in texts for word in syllables(f"{text} {expand(text)}")
    )


def described(asked: Asked) -> Iterable[str]:
    """ "kế hoạch y tế Tuyên Quang": what stands between a plan's kind and whose it is."""
    tokens = asked.understood.tokens
    plans = sorted(asked.understood.resolved.of(NamesPlan), key=lambda r: r.start)
    for kind, owner in pairwise(plans):
        between = tokens.items[kind.end : owner.start]
        is_kind = kind.meaning.by is NamedBy.KIND
        if is_kind and not any(token.after_break for token in between):
            yield tokens.words(kind.end, owner.start)
