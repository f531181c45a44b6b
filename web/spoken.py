"""What services say, as the reader reads it: names, grades, offices and reasons."""

from __future__ import annotations

from flask_babel import gettext as _

import scoring
from services.labels import Both
from services.messages import Message
from services.statements.limit_words import Words
from services.statements.statement_parts import Contact
from web.language import pick, tell


def said(words: Words) -> str:
    """A name in both languages, a sentence, or a plain text, as the reader reads it."""
    if isinstance(words, Both):
        return pick(words.zh, words.en)
    return tell(words) if isinstance(words, Message) else words


def reason(unrated: str | None) -> str:
    """Why there is no grade."""
    reasons = {
        "too_little_work": _("too little work to be graded"),
        "not_assessed": _("a needed indicator was not assessed"),
    }
    return str(reasons.get(unrated or "", ""))


def grade_word(grade: scoring.Grade) -> dict[str, str]:
    """A grade as the macro of grades takes it."""
    return {"word": pick(grade.name.zh, grade.name.en), "colour": grade.colour}


def reached(contact: Contact) -> str:
    """An office with its telephone."""
    return f"{said(contact.name)} {contact.telephone}"
