"""What exports are called: on their page, in the record of changes, and before the auditor."""

from __future__ import annotations

import json
from collections.abc import Mapping

from services.messages import Message, say

KINDS: Mapping[str, Message] = {
    "scores": say("Score table"),
    "lists": say("Report of the lists"),
    "snapshot": say("Sealed standing"),
    "register": say("Register, whole"),
    "bulletin": say("Half-yearly bulletin"),
}
FORMATS: Mapping[str, Message] = {
    "xlsx": say("Workbook (XLSX)"),
    "csv": say("CSV with its stamp (ZIP)"),
    "json": say("JSON"),
    "pdf": say("Paper (PDF)"),
    "ftm": say("FollowTheMoney entities (JSON lines)"),
    "delta": say("What changed since an earlier register (JSON)"),
}
SCOPES: Mapping[str, Message] = {
    "public": say("The public register, for everybody"),
    "all": say("All that stand on a list, internal"),
}


def export_words(kind: str, wishes: str) -> Message:
    """What was exported; of a register the scope too. ``wishes`` is the filter as the record holds it."""
    named = KINDS.get(kind, Message(kind))
    scope = SCOPES.get(json.loads(wishes).get("scope", "")) if kind == "register" else None
    return say("%(kind)s: %(scope)s", kind=named, scope=scope) if scope else named


def format_words(code: str) -> Message:
    return FORMATS.get(code, Message(code))
