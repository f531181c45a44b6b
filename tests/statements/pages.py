"""What a page of a statement says, read from its HTML as a person would."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from html.parser import HTMLParser

MINUS = "\u2212"
KINDS = ("opening", "event", "return", "limit", "closing", "forecast")


@dataclass
class Row:
    """One row of the statement; points and balance are None where the cell is empty."""

    kind: str
    date: str = ""
    what: str = ""
    clause: str = ""
    points: Decimal | None = None
    balance: Decimal | None = None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []
        self._cell = ""
        self._texts: dict[str, str] = {}
        self._grade = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if tag == "tr" and "st__row" in classes:
            kind = next((k for k in KINDS if f"st__row--{k}" in classes), "event")
            self.rows.append(Row(kind))
            self._texts = {}
        if tag in ("td", "th") and self.rows:
            named = [c.removeprefix("st__") for c in classes if c.startswith("st__")]
            self._cell = named[0] if named else ""
        if tag == "span" and ("grade" in classes or self._grade):
            self._grade += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self._grade:
            self._grade -= 1
        if tag in ("td", "th"):
            self._cell = ""
        if tag == "tr" and self.rows and self._texts:
            row = self.rows[-1]
            row.date, row.what = (self._texts.get(k, "").strip() for k in ("date", "what"))
            row.clause = self._texts.get("clause", "").strip()
            row.points, row.balance = (_number(self._texts.get(k)) for k in ("points", "balance"))

    def handle_data(self, data: str) -> None:
        if self._cell and not self._grade:
            self._texts[self._cell] = self._texts.get(self._cell, "") + data


def _number(text: str | None) -> Decimal | None:
    plain = (text or "").strip().replace(MINUS, "-").replace("+", "").replace(",", "")
    return Decimal(plain) if plain else None


def rows_of(html: str) -> list[Row]:
    """The rows of the statement, forecast included."""
    reader = _Reader()
    reader.feed(html)
    return reader.rows


def add_up(rows: list[Row]) -> Decimal:
    """Opening balance and every line after it, checked against the balance beside each."""
    opening, *lines = [row for row in rows if row.kind not in ("forecast", "closing")]
    assert opening.kind == "opening"
    assert opening.balance is not None
    balance = opening.balance
    for line in lines:
        balance += line.points or 0
        assert line.balance in (None, balance), line
    return balance


def closing_of(rows: list[Row]) -> Decimal:
    """The score as the statement ends."""
    balance = next(row.balance for row in rows if row.kind == "closing")
    assert balance is not None
    return balance
