"""What a plan is called, in answers and where one is named in a question's stead."""

from collections.abc import Iterable

from assistant.domain.document import Document


def short(text: str, *, most: int) -> str:
    """A text cut at a word where it is too long to be read in a list."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,;:-–") + " …"


def plan_label(document: Document | None, *, among: Iterable[Document] = ()) -> str:
    """A plan as people call it: its number or kind, its year, and whose it is."""
    if document is None:
        return ""
    owner = document.organization.province or document.organization.name or document.issuer
    if document.number and not document.number.startswith("/"):
        name = f"{document.kind or 'Văn bản'} {document.number}"
    else:
        same = [
            d for d in among if d.kind == document.kind and d.organization == document.organization
        ]
        name = document.kind or "Văn bản"
        if len(same) > 1 or not owner:
            name = f"{name} “{short(document.title, most=60)}”"
        if document.year and str(document.year) not in name:
            name = f"{name} năm {document.year}"
    issuer = document.issuer if document.issuer and document.issuer not in name else ""
    of = " ".join(part for part in (issuer, owner if owner not in issuer else "") if part)
    return f"{name} ({of})" if of else name
