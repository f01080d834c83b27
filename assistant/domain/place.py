"""Where words stand in a document: pages and boxes on them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in points, measured from the page's top left corner as it is read."""

    page: int  # 1 is the first page
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands; a row over a page border has boxes on both pages."""

    boxes: tuple[Box, ...] = ()
    paragraph: int | None = None  # in files without pages: the number of the block, from 1

    @property
    def page(self) -> int | None:
        """The page on which it begins, where the file has pages."""
        return min((box.page for box in self.boxes), default=None)

    def __add__(self, other: "Place") -> "Place":
        return Place(self.boxes + other.boxes, self.paragraph or other.paragraph)


NOWHERE = Place()
