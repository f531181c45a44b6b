"""Whom the reader trusts, and what was found: shared by everything that is checked here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from verify.compare import Tree
from verify.proof import Checkpoint, Key, keys_of
from verify.receipt import bytes_of
from verify.said import Altered, Said, Unreadable

FINGERPRINT = re.compile("[0-9a-f]{64}")
MOST_KEY_BYTES = 64_000


@dataclass(frozen=True)
class Trust:
    """What the reader trusts: keys, or fingerprints; neither is nothing."""

    keys: tuple[Key, ...] = ()
    fingerprint: str = ""

    @property
    def pinned(self) -> bool:
        return bool(self.keys or self.fingerprint)

    def holds(self, key: Key) -> bool:
        return key in self.keys or key.fingerprint == self.fingerprint


@dataclass(frozen=True)
class Report:
    """What was checked, and what is wrong; ``tree`` stands where the checkpoint is genuine.

    ``limits``: what a file of this kind cannot show.
    """

    told: tuple[Said, ...]
    wrong: tuple[Said, ...]
    limits: Said
    tree: Tree | None = None


def trust_of(wanted: str | None) -> Trust:
    """A fingerprint (blanks, colons and capitals do not matter) or a file of keys. Raises Unreadable."""
    if wanted is None:
        return Trust()
    plain = re.sub("[ :]", "", wanted).lower()
    if FINGERPRINT.fullmatch(plain):
        return Trust(fingerprint=plain)
    path = Path(wanted)
    if not path.is_file():
        raise Unreadable(
            f"“{wanted}”既不是 64 位十六进制的指纹，也不是公钥文件。",
            f"“{wanted}” is neither a fingerprint (64 hexadecimal digits) nor a file of keys.",
        )
    text = bytes_of(path, MOST_KEY_BYTES).decode(errors="replace")
    keys = tuple(keys_of(text))
    if not keys:
        raise Unreadable(f"公钥文件 {path} 是空的。", f"The key file {path} is empty.")
    return Trust(keys)


def require_trusted(key: Key, trust: Trust) -> None:
    """Raises Altered where the reader named another key."""
    if trust.pinned and not trust.holds(key):
        raise Altered(
            f"本文件由指纹为 {key.fingerprint} 的密钥“{key.name}”签名，不是您所信任的密钥。"
            "如为更换前的旧密钥，请向生态环境部门索取其公布过的指纹，再以该指纹核验；否则文件出自另一套存证记录。",
            f"It is signed with the key “{key.name}” of fingerprint {key.fingerprint}, which is not the one"
            " that you trust. If it is an older key, ask the department for the fingerprint it published for it and"
            " check by that; if not, it is from another log.",
        )


def signed(checkpoint: Checkpoint, key: Key, trust: Trust) -> Said:
    """That the signature is genuine, and by whose word the key is the right one."""
    zh = "（即您所信任的密钥）" if trust.pinned else "（取自文件本身，未经您指定）"
    en = " (the one that you trust)" if trust.pinned else " (the file's own word, not yours)"
    return Said(
        f"签名真实：“{checkpoint.origin}”的存证记录，共 {checkpoint.size} 条，密钥指纹 {key.fingerprint}{zh}。",
        f"The signature is genuine: log “{checkpoint.origin}”, {checkpoint.size} entries,"
        f" key fingerprint {key.fingerprint}{en}.",
    )
