"""Keep what a bundle will be made of: the report, its rows and its leaflet, encrypted in the store."""

from __future__ import annotations

import zipfile
from io import BytesIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from evidence.sealing import Unreadable
from evidence.store import Store
from models import Evidence
from services.exports.seal_rows import RowsSeal
from services.files.new_file import NewFile, keep_file
from services.messages import NotFound, say
from verify.parcel import HASHES, LEAFLET, ROWS

PARCEL = "export_parcel"
"""Whose files the pages of evidence never open: they leave as bundles only."""

MEDIA_TYPE = "application/zip"
ALWAYS = (1980, 1, 1, 0, 0, 0)


def packed(files: dict[str, bytes]) -> bytes:
    """A ZIP of these files, the same bytes for the same files."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as pack:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, ALWAYS)
            entry.compress_type = zipfile.ZIP_DEFLATED
            pack.writestr(entry, content)
    return buffer.getvalue()


def keep_parcel(
    store: Store, export_id: str, report: str, content: bytes, seal: RowsSeal
) -> NewFile:
    """Put report (under this name), rows, hashes and leaflet into the store."""
    rows = seal.rows
    files = {LEAFLET: seal.leaflet, report: content, ROWS: rows.data, HASHES: rows.listed}
    return keep_file(store, packed(files), MEDIA_TYPE, f"{export_id}.zip")


def parcel_of(session: Session, export_id: str) -> Evidence | None:
    """The stored parcel of an export."""
    query = select(Evidence).where(Evidence.owner_kind == PARCEL, Evidence.owner_id == export_id)
    return session.scalar(query)


def open_parcel(store: Store, parcel: Evidence) -> dict[str, bytes]:
    """Its files by name. Raises ``NotFound`` where the file was erased or is not what was kept."""
    try:
        with store.reader(parcel.stored_sha256, parcel.sealed_key or b"") as file:
            pack = zipfile.ZipFile(BytesIO(file.read()))
    except Unreadable:
        raise NotFound(
            say("What this export was made of is no longer in the store; make a new one.")
        ) from None
    return {name: pack.read(name) for name in pack.namelist()}
