"""C2SP signed notes and the checkpoint text inside them, signed with Ed25519.

The formats are those of https://c2sp.org/signed-note and https://c2sp.org/tlog-checkpoint, so that
any tool for transparency logs can read what is signed here.
"""

import os
import re
import stat
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ledger.errors import NoteRefused

ED25519 = b"\x01"
PRIVATE = "PRIVATE+KEY+"
KEY_BYTES = 32
MAX_NOTE_BYTES = 1_000_000
"""Room for far more than the 16 signatures a reader must accept."""

CONTROL = re.compile("[\x00-\x09\x0b-\x1f]")
SIZE = re.compile("0|[1-9][0-9]{0,18}", re.ASCII)


@dataclass(frozen=True)
class VerifierKey:
    """A public key and the name it signs under."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes that mark this key's signatures."""
        return bytes.fromhex(fingerprint(self))[:4]

    def __str__(self) -> str:
        """The key as one line of text: name, key id, and the key itself."""
        return _key_text(self.name, self.key_id, self.public)

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """Read what `str` gives. Raises NoteRefused."""
        name, key_id, public = _parse_key(text.strip())
        key = cls(name, public)
        if key.key_id != key_id:
            raise NoteRefused("key_id_differs")
        return key

    def signed(self, text: bytes, signature: bytes) -> bool:
        """Tell whether this key made the signature over the text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except InvalidSignature:
            return False
        return True


class SigningKey:
    """A private key, kept in a file that only its owner can read."""

    def __init__(self, name: str, seed: bytes) -> None:
        self._seed = seed
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifier = VerifierKey(_name(name), self._private.public_key().public_bytes_raw())

    @classmethod
    def generate(cls, name: str) -> "SigningKey":
        """Make a new key for the log of this name. Raises NoteRefused for a name not allowed."""
        return cls(name, os.urandom(KEY_BYTES))

    @classmethod
    def load(cls, path: Path) -> "SigningKey":
        """Read a key file. Raises NoteRefused if others may read it or it is malformed."""
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise NoteRefused("key_file_open_to_others", path=str(path))
        text = path.read_text("utf-8").strip()
        if not text.startswith(PRIVATE):
            raise NoteRefused("key_malformed")
        name, key_id, seed = _parse_key(text.removeprefix(PRIVATE))
        key = cls(name, seed)
        if key.verifier.key_id != key_id:
            raise NoteRefused("key_id_differs")
        return key

    def save(self, path: Path) -> None:
        """Write the key to a new file, readable by its owner only. Raises FileExistsError."""
        text = PRIVATE + _key_text(self.verifier.name, self.verifier.key_id, self._seed)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(handle)

    def sign(self, text: str) -> bytes:
        """Return the signed note of a text, which must end in a newline."""
        signature = self._private.sign(text.encode())
        marked = b64encode(self.verifier.key_id + signature).decode()
        return f"{text}\n\u2014 {self.verifier.name} {marked}\n".encode()


def fingerprint(key: VerifierKey) -> str:
    """Return the SHA-256 that names a key, in hexadecimal; its first four bytes are the key id."""
    return sha256(key.name.encode() + b"\n" + ED25519 + key.public).hexdigest()


def open_note(note: bytes, keys: Iterable[VerifierKey]) -> str:
    """Return the text of a note that one of the keys signed.

    Signatures of unknown keys are ignored. Raises NoteRefused if the note is malformed, if no known
    key signed it, or if a known key's signature is false.
    """
    text, lines = _split(note)
    known = {(key.name, key.key_id): key for key in keys}
    trusted = False
    for line in lines:
        name, key_id, signature = _signature(line)
        key = known.get((name, key_id))
        if key is None:
            continue
        if not key.signed(text.encode(), signature):
            raise NoteRefused("signature_false", key=name)
        trusted = True
    if not trusted:
        raise NoteRefused("note_not_trusted")
    return text


@dataclass(frozen=True)
class Checkpoint:
    """What is signed: which log, how many entries, and the root over them."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """Return the three lines of the note."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Read a checkpoint's text; extension lines are ignored. Raises NoteRefused."""
        lines = text.removesuffix("\n").split("\n")
        if len(lines) < 3 or not all(lines) or not SIZE.fullmatch(lines[1]):
            raise NoteRefused("checkpoint_malformed")
        root = _base64(lines[2])
        if len(root) != KEY_BYTES:
            raise NoteRefused("checkpoint_malformed")
        return cls(lines[0], int(lines[1]), root)


def _split(note: bytes) -> tuple[str, list[str]]:
    """Return a note's text and its signature lines."""
    try:
        whole = note.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NoteRefused("note_malformed") from error
    body, blank, signatures = whole.rpartition("\n\n")
    if len(note) > MAX_NOTE_BYTES or CONTROL.search(whole) or not blank:
        raise NoteRefused("note_malformed")
    if not signatures.endswith("\n"):
        raise NoteRefused("note_malformed")
    return body + "\n", signatures.removesuffix("\n").split("\n")


def _signature(line: str) -> tuple[str, bytes, bytes]:
    """Return name, key id and signature of one line."""
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != "\u2014":
        raise NoteRefused("note_malformed")
    data = _base64(parts[2])
    if len(data) <= 4:
        raise NoteRefused("note_malformed")
    return _name(parts[1]), data[:4], data[4:]


def _key_text(name: str, key_id: bytes, key: bytes) -> str:
    return f"{name}+{key_id.hex()}+{b64encode(ED25519 + key).decode()}"


def _parse_key(text: str) -> tuple[str, bytes, bytes]:
    """Return name, key id and the 32 bytes of the key."""
    parts = text.split("+", 2)
    if len(parts) != 3 or not re.fullmatch("[0-9a-f]{8}", parts[1]):
        raise NoteRefused("key_malformed")
    data = _base64(parts[2])
    if len(data) != 1 + KEY_BYTES or data[:1] != ED25519:
        raise NoteRefused("key_malformed")
    return _name(parts[0]), bytes.fromhex(parts[1]), data[1:]


def _name(name: str) -> str:
    if not name or "+" in name or any(character.isspace() for character in name):
        raise NoteRefused("key_name_not_allowed", name=name)
    return name


def _base64(text: str) -> bytes:
    try:
        data = b64decode(text, validate=True)
    except (Base64Error, ValueError) as error:
        raise NoteRefused("base64_malformed") from error
    if b64encode(data).decode() != text:
        raise NoteRefused("base64_malformed")
    return data
