"""What a document says of its units: canonical names, aliases, abbreviations, groups."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from assistant.domain.task import Task
from assistant.domain.unit import Assignee, Organization, Unit
from assistant.vietnamese.abbreviations import abbreviations
from assistant.vietnamese.text import normalise, spell
from assistant.vietnamese.units import is_group, name_units, unit_key
from assistant.vietnamese.wordlist import read_table

FEWEST_INITIALS = 3
NAMES = ("name", "whole")  # heads of unit_heads.tsv with which a unit's own name begins
LONGEST_INITIALS = 6  # syllables; nobody shortens longer names to their initials
SHORT_FORM = re.compile(r"[A-ZĐ]{2,}(?:[&\-][A-ZĐ]+)*")


def assignees(words: str) -> tuple[Assignee, ...]:
    """The units that a cell names, as printed, each with its name."""
    return tuple(
        Assignee(words=unit.words, unit=unit.name, is_group=is_group(unit.name))
        for unit in name_units(words)
    )


def learn_units(
    tasks: tuple[Task, ...], *, texts: tuple[str, ...], organization: Organization
) -> tuple[Unit, ...]:
    """The units that a document's tasks name, each with every way in which it writes them."""
    spellings = _spellings(tasks, organization=organization)
    stated = stated_short_forms(texts)
    keys = _joined(spellings, stated=stated, organization=organization)
    by_unit: dict[str, Counter[str]] = defaultdict(Counter)
    for key, names in spellings.items():
        by_unit[keys[key]].update(names)
    return tuple(
        _unit(names, stated=stated, organization=organization) for names in by_unit.values()
    )


def with_units(tasks: Iterable[Task], *, units: tuple[Unit, ...]) -> tuple[Task, ...]:
    """The tasks with each assignee's canonical name, as `learn_units` found it."""
    names = {unit_key(spelling): unit for unit in units for spelling in unit.spellings}

    def named(assignee: Assignee) -> Assignee:
        unit = names.get(unit_key(assignee.unit or assignee.words))
        return replace(assignee, unit=unit.name, is_group=unit.is_group) if unit else assignee

    return tuple(
        replace(task, lead=tuple(map(named, task.lead)), support=tuple(map(named, task.support)))
        for task in tasks
    )


def _spellings(tasks: Iterable[Task], *, organization: Organization) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for task in tasks:
        for assignee in (*task.lead, *task.support):
            name = assignee.unit or assignee.words
            found.setdefault(unit_key(name), Counter())[name] += 1
    return found


# As in: Phòng Kế hoạch - Tài chính (sau đây gọi tắt là Phòng KHTC)
_STATED = re.compile(
    r"""(?P<full>[^().;:\n]{4,90}?)\s*
        \(\s*(?P<said>(?:sau\s+đây\s+)?(?:(?:được\s+)?(?:gọi|viết)\s+(?:tắt\s+)?(?:chung\s+)?là)\s*:?\s*)?
        (?P<short>[^()]{2,40}?)\s*\)""",
    re.VERBOSE | re.IGNORECASE,
)
_UNIT_AT_END = re.compile(
    r"""(?:Phòng|Ban|Văn\ phòng|Sở|Trung\ tâm|Chi\ cục|Thanh\ tra|Các|Bộ\ phận|Tổ|Viện|Trường
        |Ủy\ ban|Hội)
        \s(?!.*(?:\b(?:Phòng|Văn\ phòng|Trung\ tâm|Chi\ cục)\s)).*$""",
    re.VERBOSE,
)


@cache
def _explained() -> re.Pattern[str]:
    """As in a list of what abbreviations mean: VP (Văn phòng Sở), KHTC: Phòng Kế hoạch."""
    heads = [re.escape(head) for head, follow, *_ in read_table("unit_heads") if follow in NAMES]
    return re.compile(
        rf"""(?<![\w/-])(?P<short>[A-ZĐ]{{2,}}(?:[&\-][A-ZĐ]+)*)\s*(?:\(|:|=|\blà\b)\s*
            (?P<full>(?:{"|".join(sorted(heads, key=len, reverse=True))})\b[^();:.\n]*)""",
        re.VERBOSE,
    )


def stated_short_forms(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Names with the short forms that the document itself gives them."""
    found: dict[str, str] = {}
    for text in map(normalise, texts):
        explained = [(m["short"], m["full"].strip(" ,")) for m in _explained().finditer(text)]
        # In a list of abbreviations some may be of another language: "CDC là Trung tâm …".
        is_list = sum(_abbreviates(short, full) for short, full in explained) > 1
        for short, full in explained:
            if is_list or _abbreviates(short, full):
                found.setdefault(short, full)
        for match in _STATED.finditer(text):
            full = _UNIT_AT_END.search(match["full"])
            short = match["short"].strip(" \"“”'")
            if full and (match["said"] or (SHORT_FORM.fullmatch(short) and _fits(full[0], short))):
                found.setdefault(short, full[0].strip(' ,"“”'))
    return tuple((full, short) for short, full in found.items())


def initials(name: str) -> str:
    """The first letters of a unit's own name: "Phòng Quản lý hạ tầng" is QLHT."""
    words = [word for word in re.findall(r"[^\W_]+", name) if spell(word) != "và"]
    own = words[1:] if spell(words[0]) in ("phòng", "ban", "sở", "tổ") else words
    return "".join(word[0].upper() for word in own) if len(own) <= LONGEST_INITIALS else ""


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters stand among the first letters of the words, in their order."""
    letters = iter(word[0].upper() for word in re.findall(r"[^\W_]+", name))
    return all(letter in letters for letter in re.sub(r"[^\w]", "", short))


def _fits(name: str, short: str) -> bool:
    plain = re.sub(r"[^\w]", "", short)
    letters = "".join(word[0].upper() for word in re.findall(r"[^\W_]+", name))
    return plain in letters or plain == initials(name)


def _joined(
    spellings: dict[str, Counter[str]],
    *,
    stated: tuple[tuple[str, str], ...],
    organization: Organization,
) -> dict[str, str]:
    """For each key the key of its unit: short forms and own body's name lead to the full name."""
    by_short = {unit_key(short): unit_key(full) for full, short in stated}
    by_initials = {
        short: key
        for key, names in spellings.items()
        for name in names
        if (short := initials(name)) and not _short_part(name)
    }
    joined = {}
    for key, names in spellings.items():
        target = by_short.get(key, key)
        short = next((part for name in names if (part := _short_part(name))), "")
        target = by_initials.get(re.sub(r"\W", "", short), target) if short else target
        joined[key] = _without_own_body(target, organization)
    return joined


def _short_part(name: str) -> str:
    """The abbreviation that stands for a unit's own name: "KHXD" in "Phòng KHXD"."""
    words = name.split()
    last = words[-1] if words else ""
    known = re.sub(r"\W", "", spell(last)) in abbreviations()
    return last if len(words) <= 2 and SHORT_FORM.fullmatch(last) and not known else ""


def _without_own_body(key: str, organization: Organization) -> str:
    """ "Văn phòng Sở Xây dựng" in a plan of the Sở Xây dựng is its "Văn phòng"."""
    body = unit_key(re.sub(r"\s+(?:tỉnh|thành phố|TP\.?)\s.*$", "", organization.name))
    shorter = key.removesuffix(body).strip() if body else key
    return shorter if shorter and shorter not in ("các", "lãnh đạo") else key


def _unit(
    names: Counter[str], *, stated: tuple[tuple[str, str], ...], organization: Organization
) -> Unit:
    keys = {unit_key(n) for n in names}
    explained = {full for full, short in stated if unit_key(short) in keys}
    fulls = {name for name in names if not SHORT_FORM.search(name)} or explained or set(names)
    name = max(fulls, key=lambda n: (names[n], n[:1].isupper(), len(n)))
    name = name[:1].upper() + name[1:]
    aliases = dict.fromkeys(n for n in names if n != name)
    for full, short in stated:
        if unit_key(full) in keys or unit_key(short) in keys:
            aliases |= dict.fromkeys(n for n in (short, full) if n != name)
    group = is_group(name)
    if not group:
        aliases |= dict.fromkeys(_short_forms(name))
    return Unit(
        name,
        organization.name,
        is_group=group,
        aliases=tuple(aliases),
        members=_members(name, stated) if group else (),
    )


def _short_forms(name: str) -> tuple[str, ...]:
    """How people shorten a division's name: "Phòng QLHT", and "QLHT" alone where that is rare.

    Three letters alone are as likely a subject ("CĐS"), and so are those of a whole department.
    """
    head = name.split()[0]
    short = initials(name)
    if spell(head) not in ("phòng", "ban") or len(short) < FEWEST_INITIALS:
        return ()
    return (f"{head} {short}", short) if len(short) > FEWEST_INITIALS else (f"{head} {short}",)


def _members(name: str, stated: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Who belongs to a group, where the name or the document says so in brackets."""
    inside = re.search(r"\((?:gồm|bao gồm)?:?\s*([^()]*)\)", name)
    listed = inside[1] if inside else ""
    for full, short in stated:
        if unit_key(short) == unit_key(name):
            listed = re.sub(r"^.*?:", "", full)
    units = name_units(listed) if listed else ()
    return tuple(unit.name for unit in units) if len(units) > 1 else ()
