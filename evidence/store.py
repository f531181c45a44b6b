"""The store of evidence: each file unchanged, encrypted under its own key, named by its hash."""

import hashlib
import io
import os
import re
import secrets
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Literal, Protocol, Self

from evidence.refusal import Refused
from evidence.sealing import CHUNK, KeySealer, SealedReader, Unreadable, seal

INCOMING = "incoming"
SHA256 = re.compile(r"[0-9a-f]{64}")

Verdict = Literal["ok", "missing", "altered"]


class Readable(Protocol):
    """Whatever an upload comes from."""

    def read(self, size: int, /) -> bytes: ...


class Draft:
    """A file received but not kept: used in a `with`, it is gone at the end unless `keep` was called.

    `sha256` and `stored_bytes` are of the stored (encrypted) file, `plain_bytes` of the original;
    `file` reads the original, seekable, without writing it anywhere.
    """

    def __init__(
        self, store: "Store", path: Path, key: bytes, sha256: str, plain_bytes: int
    ) -> None:
        self._store = store
        self._path = path
        self.sha256 = sha256
        self.plain_bytes = plain_bytes
        self.stored_bytes = path.stat().st_size
        self.sealed_key = store.sealer.seal(key, sha256)
        self.file: BinaryIO = _reader(path, key)

    def keep(self) -> None:
        """Put the file under its hash for good; when this returns, a power cut cannot lose it."""
        self._store.settle(self._path, self.sha256)

    def discard(self) -> None:
        """Leave nothing of a draft that was not kept."""
        self.file.close()
        self._path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.discard()


def _reader(path: Path, key: bytes) -> BinaryIO:
    stored = path.open("rb")
    try:
        return io.BufferedReader(SealedReader(stored, key), CHUNK)
    except BaseException:
        stored.close()
        raise


class Store:
    """Files under `root` as aa/bb/<sha256 of the stored bytes>; `secret` seals their keys.

    Received files that were neither kept nor discarded, because the machine stopped, lie in
    root/incoming and go with `clear_incoming`.
    """

    def __init__(self, root: Path, secret: bytes) -> None:
        self.root = root
        self.sealer = KeySealer(secret)

    def receive(self, stream: Readable, cap_bytes: int) -> Draft:
        """Encrypt and hash `stream` while it comes in; nothing is left behind if that fails.

        Raises Refused `too_large` (max: bytes) as soon as the original exceeds `cap_bytes`, and
        OSError if the disk is full.
        """
        folder = self.root / INCOMING
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / secrets.token_hex(16)
        key = secrets.token_bytes(32)
        count = _Counted(stream, cap_bytes)
        try:
            sha256 = _write(path, seal(iter(count), key))
            return Draft(self, path, key, sha256, count.total)
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    def settle(self, path: Path, sha256: str) -> None:
        """Move a written file under its hash, and make the move itself last."""
        target = self.path_of(sha256)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.replace(target)
        for folder in (target.parent, target.parent.parent, self.root, path.parent):
            _sync_folder(folder)

    def path_of(self, sha256: str) -> Path:
        """Where a file lies; raises ValueError for what is no hash."""
        if not SHA256.fullmatch(sha256):
            raise ValueError(f"not a SHA-256: {sha256!r}")
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def verify(self, sha256: str) -> Verdict:
        """Whether the stored bytes still have their hash; needs no key, works on erased files."""
        digest = hashlib.sha256()
        try:
            with self.path_of(sha256).open("rb") as stored:
                while piece := stored.read(CHUNK):
                    digest.update(piece)
        except FileNotFoundError:
            return "missing"
        return "ok" if digest.hexdigest() == sha256 else "altered"

    def reader(self, sha256: str, sealed_key: bytes) -> BinaryIO:
        """The original, seekable, of a file whose stored bytes were verified just now.

        Raises Unreadable: `missing`, `altered`, or `key` (erased, or not this file's).
        """
        key = self.sealer.unseal(sealed_key, sha256)
        verdict = self.verify(sha256)
        if verdict != "ok":
            raise Unreadable(verdict)
        return _reader(self.path_of(sha256), key)

    def open(self, sha256: str, sealed_key: bytes) -> Iterator[bytes]:
        """The original in pieces. Raises as `reader` does, before the first piece is handed out."""
        return _pieces(self.reader(sha256, sealed_key))

    def discard(self, sha256: str) -> None:
        """Remove a stored file; one that is not there is no error."""
        self.path_of(sha256).unlink(missing_ok=True)

    def orphans(self, known: Collection[str], before: datetime) -> Iterator[str]:
        """Hashes of stored files that nobody knows of and that were written before `before`.

        Younger ones may belong to a transaction that has not committed yet.
        """
        for path in sorted(self.root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")):
            if SHA256.fullmatch(path.name) and path.name not in known and _older(path, before):
                yield path.name

    def clear_incoming(self, before: datetime) -> int:
        """Remove what a stopped machine left of uploads begun before `before`; returns how many."""
        left = [p for p in (self.root / INCOMING).glob("*") if _older(p, before)]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)


class _Counted:
    """The pieces of a stream, counted, up to a cap."""

    def __init__(self, stream: Readable, cap_bytes: int) -> None:
        self._stream = stream
        self._cap = cap_bytes
        self.total = 0

    def __iter__(self) -> Iterator[bytes]:
        while piece := self._stream.read(CHUNK):
            self.total += len(piece)
            if self.total > self._cap:
                raise Refused("too_large", max=self._cap)
            yield piece


def _write(path: Path, pieces: Iterator[bytes]) -> str:
    """Write and sync a new file; returns the SHA-256 of what was written."""
    digest = hashlib.sha256()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(CHUNK):
            yield piece


def _older(path: Path, before: datetime) -> bool:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC) < before
    except FileNotFoundError:
        return False
