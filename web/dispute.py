"""The dispute mark inside a plain text: pictures, files and lists of names, where no macro can set it."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from web.show import day


def mark_text(since: date | None) -> str:
    """The mark as a cell of its own; empty where nothing is disputed."""
    return str(_("Disputed since %(day)s", day=day(since))) if since else ""


def marked(text: str, since: date | None) -> str:
    """What is named, with its mark behind it."""
    if since is None:
        return text
    return str(_("%(what)s (disputed since %(day)s)", what=text, day=day(since)))
