"""A document handed over in person by two officers, with its signed receipt."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.files.new_file import NewFile
from services.serving.serve_document import ServiceDraft

RECEIPT = NewFile("0" * 64, 100, "application/pdf", b"sealed", "送达回证.pdf")


def delivered(kind: str, document_id: str, on: date, **changes: Any) -> ServiceDraft:
    fields: dict[str, Any] = {
        "received_on": on,
        "recipient": "李某",
        "place": "某街2号",
        "servers": ("张某", "王某"),
        "files": (RECEIPT,),
    }
    return ServiceDraft(kind, document_id, "direct", on, **(fields | changes))
