"""What a browser would send of a form that nobody has touched."""

from __future__ import annotations

from html.parser import HTMLParser

from werkzeug.datastructures import MultiDict


class _Fields(HTMLParser):
    """Names and values of one form's fields, in the order of the page."""

    def __init__(self, ident: str) -> None:
        super().__init__()
        self.ident, self.inside = ident, False
        self.found: list[tuple[str, str]] = []
        self.area: str | None = None
        self.select: str | None = None
        self.chosen: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = has.get("id") == self.ident
        if not self.inside:
            return
        if tag == "input" and "name" in has:
            ticked = "checked" in has or has.get("type") not in ("checkbox", "radio")
            if ticked and has.get("type") != "file":
                self.found.append((has["name"], has.get("value", "")))
        elif tag == "select":
            self.select, self.chosen = has.get("name"), None
        elif tag == "option" and self.select and (self.chosen is None or "selected" in has):
            self.chosen = has.get("value", "")
        elif tag == "textarea":
            self.area = has.get("name")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self.select:
            self.found.append((self.select, self.chosen or ""))
            self.select = None
        elif tag == "textarea":
            self.area = None
        elif tag == "form":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found.append((self.area, data.removeprefix("\n")))


def untouched(page: str, ident: str) -> MultiDict[str, str]:
    """The fields of the form with this id."""
    reader = _Fields(ident)
    reader.feed(page)
    return MultiDict(reader.found)
