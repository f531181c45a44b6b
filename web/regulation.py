"""The words that the page of a regulation is written with."""

from __future__ import annotations

from typing import Any

import scoring
from web import basis_words, grade_words, limit_words, period_words
from web import rule_words as words


def said(ruleset: scoring.Ruleset | None) -> dict[str, Any]:
    """How the parts of a ruleset are said."""
    return {
        "words": words,
        "basis_words": basis_words,
        "grade_words": grade_words,
        "limit_words": limit_words,
        "period_words": period_words,
        "origins": basis_words.Origins(ruleset) if ruleset else None,
    }
