"""The code by which a printed paper is checked: how many entries the record held, and its root, shortened."""

from __future__ import annotations

from sqlalchemy.orm import Session

import ledger

_DIGITS = 16


def seal_code(session: Session) -> str:
    """``size-root``: the record before the paper was made; the root's first 16 hexadecimal digits."""
    return f"{ledger.size(session)}-{ledger.root(session).hex()[:_DIGITS]}"
