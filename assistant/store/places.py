"""Places as columns: the page, and boxes as lists of numbers."""

from typing import TypedDict

from assistant.domain.place import Box, Place


class PlaceColumns(TypedDict):
    page: int | None
    boxes: list[list[float]]
    paragraph: int | None


def place_columns(place: Place) -> PlaceColumns:
    """The place as the columns that tables with places share."""
    return PlaceColumns(
        page=place.page,
        boxes=[[b.page, b.left, b.top, b.right, b.bottom] for b in place.boxes],
        paragraph=place.paragraph,
    )


def place_from(boxes: list[list[float]], paragraph: int | None) -> Place:
    """The place that was stored."""
    return Place(tuple(Box(int(page), *sides) for page, *sides in boxes), paragraph)
