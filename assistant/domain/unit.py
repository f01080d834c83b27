"""Who does the work: units (đơn vị) within organizations (cơ quan)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Organization:
    """A body that issues documents and has units: "Sở Xây dựng tỉnh Đắk Lắk"."""

    name: str
    parent: str | None = None
    province: str | None = None


NO_ORGANIZATION = Organization(name="")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of one organization. "Văn phòng" of one Sở is not that of another."""

    name: str
    organization: str  # the organization's name
    is_group: bool = False  # "Các phòng, ban, đơn vị"
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    id: str = ""  # given by the store

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way in which documents write this unit."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Assignee:
    """A unit as one cell of a task names it."""

    words: str  # as printed
    unit: str = ""  # the unit's canonical name
    is_group: bool = False
    unit_id: str = ""  # given by the store
