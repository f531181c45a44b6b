"""Evidence on its way in: stored and hashed before the transaction, described in its entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from evidence.store import Store
from models import new_id
from services.apply import Private


@dataclass(frozen=True)
class NewFile:
    """A file already in the store. The sealed key stays out of the ledger, so that it can be erased."""

    stored_sha256: str
    size: int
    media_type: str
    sealed_key: bytes
    filename: str
    party_may_see: bool = True
    hidden_reason: str | None = None


def keep_file(store: Store, content: bytes, media_type: str, filename: str) -> NewFile:
    """Put bytes of our own making into the store, before the transaction that tells of them."""
    with store.receive(BytesIO(content), len(content)) as draft:
        draft.keep()
        return NewFile(draft.sha256, draft.plain_bytes, media_type, draft.sealed_key, filename)


def kept_inside(files: Sequence[NewFile]) -> tuple[NewFile, ...]:
    """The office's own papers (a signed approval form with its opinions, a check): none of the party's."""
    return tuple(replace(file, party_may_see=False) for file in files)


def evidence_rows(
    owner_kind: str, owner_id: str, files: Sequence[NewFile], private: Private
) -> list[dict[str, Any]]:
    """Body data of the files; names and reasons go the private way, keys with them."""
    rows = []
    for position, file in enumerate(files):
        evidence_id = new_id()
        private.keep(
            "evidence", evidence_id, filename=file.filename, hidden_reason=file.hidden_reason
        )
        private.keys[evidence_id] = file.sealed_key
        rows.append(
            {
                "id": evidence_id,
                "owner_kind": owner_kind,
                "owner_id": owner_id,
                "position": position,
                "stored_sha256": file.stored_sha256,
                "size": file.size,
                "media_type": file.media_type,
                "party_may_see": file.party_may_see,
            }
        )
    return rows
