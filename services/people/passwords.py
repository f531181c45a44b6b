"""Passwords: kept as Argon2id, refused when they are short, common or easy to guess (NIST SP 800-63B 3.1.1)."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from string import digits, punctuation
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from services.messages import Message, say

# OWASP's smallest Argon2id setting: 19 MiB, two passes, one lane. Four at a time take 76 MiB at most.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_TURNS = BoundedSemaphore(4)

LONGEST = 200
_SEQUENCES = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")


def hashed(password: str) -> str:
    with _TURNS:
        return _HASHER.hash(_normal(password))


def verify(stored: str | None, password: str) -> bool:
    """Whether this is the password; where there is none, a refusal takes as long as a wrong password."""
    try:
        with _TURNS:
            _HASHER.verify(stored or _nobody(), _normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """Whether the hash was made with other costs than today's."""
    return _HASHER.check_needs_rehash(stored)


@cache
def _nobody() -> str:
    return _HASHER.hash("nobody's")


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", password)


def problem(password: str, username: str, least: int) -> Message | None:
    """Why this may not be the password of this account, or None. ``least`` counts characters."""
    password = _normal(password)
    if len(password) < least:
        return say(
            "A password has at least %(least)s characters; a short sentence is easy to remember.",
            least=least,
        )
    if len(password) > LONGEST:
        return say("A password has at most %(most)s characters.", most=LONGEST)
    folded = unicodedata.normalize("NFKC", password).casefold()
    if username and username.casefold() in folded:
        return say("The password contains the username. Please choose another.")
    if _is_common(folded) or _is_pattern(folded):
        return say("This password is among the first that are tried. Please choose another.")
    return None


def _is_common(folded: str) -> bool:
    """Common as it stands, or with nothing but digits and signs around a common word."""
    return folded in _common() or folded.strip(digits + punctuation + " ") in _common()


def _is_pattern(folded: str) -> bool:
    """A unit said twice or more, or a run of the keyboard, of the alphabet or of the digits."""
    units = range(1, len(folded) // 2 + 1)
    if any(folded == (folded[:n] * len(folded))[: len(folded)] for n in units):
        return True
    runs = [run for line in _SEQUENCES for run in (line * 3, line[::-1] * 3)]
    return any(folded in run for run in runs)


@cache
def _common() -> frozenset[str]:
    path = Path(__file__).resolve().parent.parent / "data" / "common_passwords.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("# "))
