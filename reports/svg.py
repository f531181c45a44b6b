"""A matplotlib figure as SVG for a strict content policy: attributes only, themed, with words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from matplotlib.figure import Figure

from reports.palette import CUSTOM_PROPERTIES

_SVG = "http://www.w3.org/2000/svg"
_COLOUR = re.compile(r"#[0-9a-f]{6}\b")
_NUMBER = re.compile(r"-?\d+\.\d+")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_PASSED_ON = {"font-family", "stroke-dashoffset", "font-weight"}


@dataclass(frozen=True)
class Note:
    """What a drawn thing says when pointed at and where it leads; or the text that it writes."""

    says: str = ""
    href: str = ""
    writes: str | None = None
    strong: bool = False


def accessible_svg(
    figure: Figure, ident: str, title: str, alt: str, notes: Mapping[str, Note], fonts: str
) -> str:
    """Return the figure as SVG text that a page can hold under a policy without inline style.

    `ident` is unique in the page and prefixes every id. Every colour of the palette becomes
    `var(--name, #fallback)`, so the picture follows the page's theme and stands alone as well.
    The same figure always gives the same bytes.
    """
    root = _parsed(figure)
    _drop(root, "metadata")
    _drop_style_sheet(root)
    for element in root.iter():
        _to_attributes(element)
    _apply_notes(root, notes)
    _shorten_ids(root, ident)
    _unwrap_groups(root)
    _head(root, ident, title, alt, fonts, has_links=any(note.href for note in notes.values()))
    return ElementTree.tostring(root, encoding="unicode")


def _parsed(figure: Figure) -> Element:
    buffer = BytesIO()
    figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    root = ElementTree.fromstring(buffer.getvalue())  # noqa: S314 (our own drawing)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        for name in [name for name in element.attrib if name.startswith("{")]:
            element.set(name.rpartition("}")[2], element.attrib.pop(name))
        element.text = element.text if element.tag == "text" else None
        element.tail = None
    return root


def _parents(root: Element) -> Iterator[tuple[Element, Element]]:
    for parent in list(root.iter()):
        for child in list(parent):
            yield parent, child


def _drop(root: Element, tag: str) -> None:
    for parent, child in _parents(root):
        if child.tag == tag:
            parent.remove(child)


def _drop_style_sheet(root: Element) -> None:
    _drop(root, "style")
    root.set("stroke-linejoin", "round")
    root.set("stroke-linecap", "butt")
    for parent, child in _parents(root):
        if child.tag == "defs" and not len(child):
            parent.remove(child)


def _to_attributes(element: Element) -> None:
    style = element.attrib.pop("style", "")
    for declaration in filter(None, (part.strip() for part in style.split(";"))):
        name, _, value = declaration.partition(":")
        if name not in _NOT_PASSED_ON:
            element.set(name, value.strip().removesuffix("px"))
    if element.get("transform", "").startswith("rotate(-0 "):
        del element.attrib["transform"]
    for name, value in element.attrib.items():
        if name != "id":
            element.set(name, _themed(_rounded(value)))


def _themed(value: str) -> str:
    return _COLOUR.sub(lambda hit: _custom_property(hit.group()), value)


def _custom_property(colour: str) -> str:
    if colour not in CUSTOM_PROPERTIES:
        raise ValueError(f"{colour} is not a colour of the palette, so no theme could change it")
    return f"var({CUSTOM_PROPERTIES[colour]}, {colour})"


def _rounded(value: str) -> str:
    short = _NUMBER.sub(lambda hit: f"{float(hit.group()):.1f}".removesuffix(".0"), value)
    return " ".join(short.split())


def _apply_notes(root: Element, notes: Mapping[str, Note]) -> None:
    for parent, child in _parents(root):
        note = notes.get(child.get("id", ""))
        if note is None:
            continue
        if note.writes is not None:
            _write(child, note)
        if note.says:
            child.insert(0, _element("title", note.says))
        if note.href:
            link = Element("a", {"href": _legal(note.href), "aria-label": _legal(note.says)})
            parent[list(parent).index(child)] = link
            link.append(child)


def _write(group: Element, note: Note) -> None:
    for text in group.iter("text"):
        text.text = _legal(note.writes or "")
        if note.strong:
            text.set("font-weight", "600")


def _shorten_ids(root: Element, ident: str) -> None:
    """Keep only ids that are referred to, prefixed so that two pictures in a page share none."""
    values = " ".join(value for element in root.iter() for value in element.attrib.values())
    used = set(re.findall(r"url\(#([^)]+)\)", values))
    names = {old: f"{ident}-{number}" for number, old in enumerate(sorted(used), start=1)}
    for element in root.iter():
        if "id" in element.attrib:
            old = element.attrib.pop("id")
            if old in names:
                element.set("id", names[old])
        for name, value in element.attrib.items():
            if value.startswith("url(#"):
                element.set(name, f"url(#{names[value[5:-1]]})")


def _unwrap_groups(root: Element) -> None:
    for child in list(root):
        _unwrap_groups(child)
        if child.tag == "g" and not child.attrib and (not len(child) or child[0].tag != "title"):
            place = list(root).index(child)
            root.remove(child)
            for offset, inner in enumerate(child):
                root.insert(place + offset, inner)


def _head(root: Element, ident: str, title: str, alt: str, fonts: str, *, has_links: bool) -> None:
    """Give the picture its name and its text; a picture with links is a group, not an image."""
    for name in ("width", "height"):
        root.set(name, root.get(name, "").removesuffix("pt"))
    root.attrib.pop("version", None)
    root.set("xmlns", _SVG)
    root.set("class", "picture")
    root.set("font-family", fonts)
    root.set("role", "group" if has_links else "img")
    root.set("aria-labelledby", f"{ident}-title {ident}-alt")
    for place, (tag, key, text) in enumerate((("title", "title", title), ("desc", "alt", alt))):
        element = _element(tag, text)
        element.set("id", f"{ident}-{key}")
        root.insert(place, element)


def _element(tag: str, text: str) -> Element:
    element = Element(tag)
    element.text = _legal(text)
    return element


def _legal(text: str) -> str:
    """Return the text with a mark in place of what XML cannot hold."""
    return _ILLEGAL.sub("\ufffd", text)
