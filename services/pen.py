"""What the parts of a running write need of it: its database, its day, and a way to add one more body."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from services.apply import Private


class Pen(Protocol):
    """A write under way, as ``services.writing.Writer`` is one."""

    session: Session
    now: datetime
    bodies: list[dict[str, Any]]

    def add(
        self,
        kind: str,
        data: Mapping[str, Any],
        subject: str | None = None,
        private: Private | None = None,
    ) -> str: ...
