"""Addresses that came with a request are followed only inside the product."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask import request

# One slash, not two; no backslash, blank or control character, which browsers read as they please.
_OWN_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


def own_path(target: str | None) -> str | None:
    """The target if it is a path on this server, else None."""
    return target if target and _OWN_PATH.fullmatch(target) else None


def came_from() -> str | None:
    """The path of the page that holds the form or link that was used, if it is ours."""
    page = urlsplit(request.referrer or "")
    if page.netloc != request.host:
        return None
    return own_path(page.path + (f"?{page.query}" if page.query else ""))
