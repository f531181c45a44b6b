"""Bundles made in memory: a small register, the entry that seals it, and a signed log around it."""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from ledger import canonical, merkle
from ledger.note import Checkpoint, SigningKey
from services.exports.keep_parcel import packed
from services.exports.seal_rows import RowsSeal, SealedRows, relied_on_until, sealed_rows
from tests.support.world import TODAY
from verify.check import check, told_of
from verify.check_bundle import FORMAT, Question
from verify.parcel import HASHES, LEAFLET, PROOF, ROWS
from verify.said import Unreadable
from verify.trust import Trust

ORIGIN = "test.example/credit"
LEAFLET_TEXT = "说明\n".encode()
REPORT_TEXT = b'{"rows": []}'
SEAL_SEQ, SIZE = 12, 20


def company(n: int) -> dict[str, str]:
    """A row of a register."""
    return {
        "id": f"{n:032x}",
        "code": f"91510100MA6{n:07d}",
        "name": f"第{n}检测技术有限公司",
        "list_name": "失信名单",
        "from": "2026-03-01",
        "last_day": "2027-02-28",
    }


@dataclass
class Made:
    """A bundle by its files; the key is the department's own, which no forger has."""

    rows: SealedRows
    body: dict[str, Any]
    files: dict[str, bytes]
    key: SigningKey
    leaves: list[bytes] = field(default_factory=list)

    @property
    def trust(self) -> Trust:
        text = hashlib.sha256(
            f"{self.key.verifier.name}\n".encode() + b"\x01" + self.key.verifier.public
        )
        return Trust(fingerprint=text.hexdigest())

    def lines(self) -> list[bytes]:
        return self.files[ROWS].splitlines(keepends=True)


def body_of(rows: SealedRows, known_root: str) -> dict[str, Any]:
    seal = RowsSeal(rows, known_root, LEAFLET_TEXT, relied_on_until(TODAY))
    export = {
        "id": "e" * 32,
        "kind": "register",
        "format": "json",
        "filter": json.dumps({"scope": "public"}),
        "on": TODAY.isoformat(),
        "known": 10,
        "rows": rows.count,
        "sha256": hashlib.sha256(REPORT_TEXT).hexdigest(),
        "by": "a" * 32,
        **seal.as_data(),
    }
    return {"kind": "export.make", "id": "b" * 32, "data": {"export": export}}


def made(count: int = 20, key: SigningKey | None = None, salt: str = "") -> Made:
    """A bundle over so many rows in a log of 20 entries; ``salt`` makes another history from entry 15 on."""
    key = key or SigningKey.generate(ORIGIN)
    rows = sealed_rows(company(n) for n in range(count))
    others = [merkle.leaf_hash(f"entry {n}{salt if n >= 15 else ''}".encode()) for n in range(SIZE)]
    body = body_of(rows, merkle.root_of(others[:10]).hex())
    leaves = [*others[: SEAL_SEQ - 1], merkle.leaf_hash(canonical.encode(body)), *others[SEAL_SEQ:]]
    note = key.sign(Checkpoint(ORIGIN, SIZE, merkle.root_of(leaves)).text()).decode()
    proof = {
        "format": FORMAT,
        "entry": {
            "seq": SEAL_SEQ,
            "body": body,
            "path": [one.hex() for one in merkle.inclusion_proof(leaves, SEAL_SEQ - 1)],
        },
        "stamp": [one.hex() for one in merkle.consistency_proof(leaves, 10)],
        "checkpoint": note,
        "key": str(key.verifier),
    }
    files = {
        PROOF: canonical.encode(proof),
        LEAFLET: LEAFLET_TEXT,
        "report.json": REPORT_TEXT,
        ROWS: rows.data,
        HASHES: rows.listed,
    }
    return Made(rows, body, files, key, leaves)


def zipped(files: dict[str, bytes]) -> bytes:
    return packed(files)


def zip_of(*entries: tuple[str, bytes]) -> bytes:
    """A ZIP with any names, twice if need be."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in entries:
            pack.writestr(name, content)
    return buffer.getvalue()


def outcome(
    content: bytes, folder: Path, trust: Trust | None = None, company: str = ""
) -> tuple[int, str]:
    """Exit code and sentences, in English, of a file with this content."""
    path = folder / "bundle.zip"
    path.write_bytes(content)
    trust = trust or Trust()
    try:
        said, code = told_of(check(path, trust, Question(TODAY, company)), trust)
    except Unreadable as problem:
        said, code = [problem.said], 2
    return code, "\n".join(one.lines("en")[0] for one in said)
