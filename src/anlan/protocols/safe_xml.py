"""XML from strangers: bytes to a tree in bounded time and memory; nothing is expanded, fetched or loaded."""

from typing import Any, Final

from lxml import etree

_DOCTYPE: Final = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))


class XmlRefused(ValueError):
    """The bytes are not read: ``code`` (too_large, doctype_not_allowed, not_well_formed), ``detail``, ``place``.

    ``place`` is the line and column where well-formed XML ends.
    """

    def __init__(self, code: str, detail: str = "", place: tuple[int, int] = (1, 0)) -> None:
        super().__init__(code, detail)
        self.code, self.detail, self.place = code, detail, place


def parse(raw: bytes, limit: int, *, keeps_comments: bool = False) -> Any:
    """Return the root element; comments and instructions count for nothing unless the caller wants to see them."""
    if len(raw) > limit:
        raise XmlRefused("too_large", f"{len(raw)} bytes are more than {limit}")
    if any(mark in raw for mark in _DOCTYPE):
        raise XmlRefused("doctype_not_allowed")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=not keeps_comments,
        remove_pis=not keeps_comments,
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        place = getattr(error, "position", None) or (1, 0)
        raise XmlRefused("not_well_formed", str(error)[:200], place) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlRefused("doctype_not_allowed")
    return root
