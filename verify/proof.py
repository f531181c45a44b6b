"""Merkle proofs (RFC 6962) and signed checkpoints (C2SP signed notes, Ed25519), checked in plain Python."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from verify import ed25519
from verify.said import Altered, Said, Unreadable, shown

ED25519 = b"\x01"
EMPTY_ROOT = sha256().digest()
SIZE = re.compile("0|[1-9][0-9]{0,15}", re.ASCII)


def leaf_hash(data: bytes) -> bytes:
    """RFC 6962, section 2.1: the hash of one entry."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def root_by(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root to which a path leads from leaf ``index`` (from 0); None if the path has another length.

    RFC 9162, section 2.1.3.2.
    """
    position, last, found = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return None
        if position & 1 or position == last:
            found = node_hash(sibling, found)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        position, last = position >> 1, last >> 1
    return found if last == 0 else None


def continues(old: Checkpoint, new: Checkpoint, path: Sequence[bytes]) -> bool:
    """Whether the path proves that the newer tree begins with the whole of the older one.

    RFC 9162, section 2.1.4.2, for 0 < old size < new size.
    """
    if not 0 < old.size < new.size or not path:
        return False
    whole = old.size & (old.size - 1) == 0
    steps = [old.root, *path] if whole else list(path)
    position, last = old.size - 1, new.size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    old_found = new_found = steps[0]
    for sibling in steps[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            old_found, new_found = node_hash(sibling, old_found), node_hash(sibling, new_found)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            new_found = node_hash(new_found, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and (old_found, new_found) == (old.root, new.root)


@dataclass(frozen=True)
class Checkpoint:
    """What the signature is over: which log, how many entries, and the root over them."""

    origin: str
    size: int
    root: bytes


@dataclass(frozen=True)
class Key:
    """A public key with the name under which it signs, as C2SP writes it: name+id+key."""

    name: str
    public: bytes

    @property
    def fingerprint(self) -> str:
        """SHA-256 in hexadecimal; its first four bytes are the key's id."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.public).hexdigest()


def key_of(text: str) -> Key:
    """Read a public key. Raises ValueError."""
    name, mark, encoded = text.strip().split("+", 2)
    data = base64_bytes(encoded)
    key = Key(name, data[1:])
    if data[:1] != ED25519 or len(data) != 33 or not name or key.fingerprint[:8] != mark:
        raise ValueError(text)
    return key


def keys_of(text: str) -> list[Key]:
    """The keys of a file, one a line. Raises Unreadable."""
    lines = [line for line in text.splitlines() if line.strip()]
    try:
        return [key_of(line) for line in lines]
    except ValueError as problem:
        raise Unreadable(
            "公钥文件的内容不是公钥：每行应为“名称+编号+公钥”。",
            "The key file holds no public keys: each line is “name+id+key”.",
        ) from problem


def key_in_file(text: str) -> Key:
    """The key that a file names for itself. Raises Altered."""
    try:
        return key_of(text)
    except ValueError as problem:
        raise Altered(
            f"文件所载的公钥“{shown(text)}”不成立。",
            f"The key that the file carries, “{shown(text)}”, is none.",
        ) from problem


def base64_bytes(text: str) -> bytes:
    """Standard base64 in its one form. Raises ValueError."""
    try:
        data = b64decode(text, validate=True)
    except Base64Error as problem:
        raise ValueError(text) from problem
    if b64encode(data).decode() != text:
        raise ValueError(text)
    return data


def open_checkpoint(note: str, key: Key) -> Checkpoint:
    """The checkpoint of a note that this key signed. Raises Altered."""
    text, blank, signatures = note.rpartition("\n\n")
    if not blank or not signatures.endswith("\n"):
        raise _no_checkpoint()
    text += "\n"
    made = [_signature(line) for line in signatures.removesuffix("\n").split("\n")]
    mark = bytes.fromhex(key.fingerprint[:8])
    own = [data for name, data in made if name == key.name and data[:4] == mark]
    if not own:
        raise Altered(
            f"封存凭证上没有密钥“{key.name}”（指纹 {key.fingerprint}）的签名。",
            f"The checkpoint is not signed with the key “{key.name}” (fingerprint {key.fingerprint}).",
        )
    if not all(ed25519.verify(key.public, text.encode(), data[4:]) for data in own):
        raise Altered(
            "封存凭证的签名不成立：签名或其内容（名称、条数、根哈希）被改动。",
            "The signature of the checkpoint is false: it, or what it is over (origin, size, root), was altered.",
        )
    return _checkpoint(text)


def _checkpoint(text: str) -> Checkpoint:
    lines = text.removesuffix("\n").split("\n")
    if len(lines) < 3 or not SIZE.fullmatch(lines[1]):
        raise _no_checkpoint()
    try:
        return Checkpoint(lines[0], int(lines[1]), base64_bytes(lines[2]))
    except ValueError as problem:
        raise _no_checkpoint() from problem


def _signature(line: str) -> tuple[str, bytes]:
    """Name, and the id of the key with the signature."""
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != "—":
        raise _no_checkpoint()
    try:
        return parts[1], base64_bytes(parts[2])
    except ValueError as problem:
        raise _no_checkpoint() from problem


def _no_checkpoint() -> Altered:
    return Altered(
        "封存凭证不符合 C2SP signed note 的格式。",
        "The checkpoint is not of the form of a C2SP signed note.",
    )


def not_in_tree(seq: int, kind: str) -> Said:
    """What is said of an entry whose path does not lead to the signed root."""
    return Said(
        f"第 {seq} 条存证记录（{kind}）与签名的根哈希不符：记录内容、序号或其证明路径被改动。",
        f"Entry {seq} ({kind}) does not lead to the signed root:"
        " its content, its number or its path was altered.",
    )
