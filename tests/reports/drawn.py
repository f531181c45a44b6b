"""Reading a picture back: its elements and the lines of text in it."""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from reports.picture import Picture

SVG = "{http://www.w3.org/2000/svg}"


def root(picture: Picture) -> Element:
    """Return the picture as a tree."""
    return ElementTree.fromstring(picture.svg)  # noqa: S314 (our own drawing)


def all_of(picture: Picture, tag: str) -> list[Element]:
    """Return every element of a kind, in the order drawn."""
    return list(root(picture).iter(f"{SVG}{tag}"))


def texts(picture: Picture) -> list[str]:
    """Return the lines that are drawn."""
    return [element.text or "" for element in all_of(picture, "text")]


def titles(picture: Picture) -> list[str]:
    """Return what the picture and its parts say when pointed at."""
    return [element.text or "" for element in all_of(picture, "title")]
