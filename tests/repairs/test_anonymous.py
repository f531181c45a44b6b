"""After a repair nobody who is not signed in is told, by any page that can be reached, that the firm was listed."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from tests.repairs.test_listings import GRANTED, NAME, granted, listed
from tests.support.world import credit_code

__all__ = ["listed"]
CODE = credit_code("MA6A0001")
_LINK = re.compile(r'(?:href|src|action)="([^"#]+)"')


def reached(client) -> dict[str, str]:
    """Every page, picture and file that can be reached from the first one and by asking the register."""
    pages: dict[str, str] = {}
    waiting = ["/", "/register/", f"/register/?q={NAME}", f"/register/?q={CODE}", "/sitemap.xml"]
    while waiting:
        address = waiting.pop()
        if address in pages or "lang=" in address:
            continue
        answer = client.get(address)
        pages[address] = answer.data.decode(errors="replace")
        answer.close()
        for link in _LINK.findall(pages[address]) if answer.mimetype == "text/html" else ():
            found = urlsplit(urljoin(address, link.replace("&amp;", "&")))
            if not found.netloc:
                waiting.append(found.path + (f"?{found.query}" if found.query else ""))
    return pages


def naming(pages: dict[str, str]) -> list[str]:
    """The addresses that say the name or the code by themselves, not as the echo of a question."""
    rest = {a: t for a, t in pages.items() if NAME not in a and CODE not in a and "%E7" not in a}
    return [address for address, text in rest.items() if NAME in text or CODE in text]


def test_no_page_that_anybody_can_reach_names_a_repaired_firm(client_as, clock, repairs, listed):
    clock.now = datetime(2027, 11, 20, 4, tzinfo=UTC)
    assert "/register/" in naming(reached(client_as(None)))
    granted(repairs, listed)
    repairs.session.rollback()
    clock.now = datetime(GRANTED.year, GRANTED.month, GRANTED.day, 5, tzinfo=UTC)
    pages = reached(client_as(None))
    assert len(pages) > 20
    assert naming(pages) == []
    for question in (NAME, CODE):
        answer = client_as(None).get("/register/", query_string={"q": question, "lang": "en"}).text
        assert "no listing made public by law was found" in answer
