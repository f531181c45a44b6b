"""How a kept file is written: AES-256-GCM in chunks, so that it streams and can be read anywhere.

    file  = magic (8 bytes) chunk*
    chunk = AES-256-GCM(key of this file, nonce, at most 65,536 bytes of the original, AAD magic)
    nonce = 7 zero bytes, the chunk's number (4 bytes, big-endian), 1 if it is the last, else 0

Every chunk but the last is full, so chunk n begins at 8 + n * (65,536 + 16). The key is random and
serves one file only, which is why the nonce needs no random part. The number forbids swapped, the
last mark forbids missing chunks. The key itself is sealed by the master secret and bound to the
hash of the stored file; whoever forgets the sealed key has erased the file.
"""

import io
import os
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"XHSEAL\x001"
CHUNK = 64 * 1024
TAG = 16
NONCE = 12


class Unreadable(Exception):
    """A kept file cannot be read: `code` is `missing`, `altered` or `key` (erased or not its own)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _nonce(number: int, *, last: bool) -> bytes:
    return bytes(7) + number.to_bytes(4) + bytes([last])


def seal(pieces: Iterator[bytes], key: bytes) -> Iterator[bytes]:
    """The stored bytes for an original that comes in pieces of any size."""
    cipher = AESGCM(key)
    yield MAGIC
    held, number = b"", 0
    for piece in pieces:
        held += piece
        while len(held) > CHUNK:
            yield cipher.encrypt(_nonce(number, last=False), held[:CHUNK], MAGIC)
            held, number = held[CHUNK:], number + 1
    yield cipher.encrypt(_nonce(number, last=True), held, MAGIC)


class SealedReader(io.RawIOBase):
    """The original bytes of a stored file, seekable, decrypted chunk by chunk as they are read.

    Raises Unreadable `altered` where the stored bytes are not those that were written; that none
    are missing at the end is found out when it is opened.
    """

    def __init__(self, stored: BinaryIO, key: bytes) -> None:
        self._stored = stored
        self._cipher = AESGCM(key)
        length = stored.seek(0, io.SEEK_END) - len(MAGIC)
        stored.seek(0)
        if length < TAG or stored.read(len(MAGIC)) != MAGIC:
            raise Unreadable("altered")
        self._chunks = -(-length // (CHUNK + TAG))
        self._size = length - self._chunks * TAG
        self._place = 0
        self._number = -1
        self._chunk = b""
        self._load(self._chunks - 1)

    def _load(self, number: int) -> None:
        if number == self._number:
            return
        self._stored.seek(len(MAGIC) + number * (CHUNK + TAG))
        sealed = self._stored.read(CHUNK + TAG)
        nonce = _nonce(number, last=number == self._chunks - 1)
        try:
            self._chunk = self._cipher.decrypt(nonce, sealed, MAGIC)
        except InvalidTag as error:
            raise Unreadable("altered") from error
        self._number = number

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """It can be read from anywhere."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move to a place in the original."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError("a place before the beginning")
        self._place = start + offset
        return self._place

    def tell(self) -> int:
        """The place in the original."""
        return self._place

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        """Fill `buffer` with what the chunk at this place still holds."""
        if self._place >= self._size:
            return 0
        number, inside = divmod(self._place, CHUNK)
        self._load(number)
        data = self._chunk[inside : inside + len(buffer)]
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)

    def close(self) -> None:
        """Close the stored file with it."""
        self._stored.close()
        super().close()


class KeySealer:
    """Seals the keys of files under a master secret of at least 32 random bytes."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) < 32:
            raise ValueError("the evidence secret must have at least 32 bytes")
        derived = HKDF(SHA256(), 32, salt=None, info=b"xinheng evidence key 1").derive(secret)
        self._cipher = AESGCM(derived)

    def seal(self, key: bytes, sha256: str) -> bytes:
        """60 bytes to keep beside the file's hash, where they can be erased."""
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, key, sha256.encode())

    def unseal(self, sealed_key: bytes, sha256: str) -> bytes:
        """The file's key; raises Unreadable `key` if it was erased or is another file's."""
        try:
            return self._cipher.decrypt(sealed_key[:NONCE], sealed_key[NONCE:], sha256.encode())
        except (InvalidTag, ValueError) as error:
            raise Unreadable("key") from error
