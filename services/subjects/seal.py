"""Identity numbers: sealed with the installation's secret, and a keyed fingerprint to find the same one."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12


def _key(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=b"xinheng person identity " + purpose).derive(
        secret
    )


def seal(secret: bytes, number: str, subject_id: str) -> bytes:
    """AES-256-GCM, bound to the subject: nonce and ciphertext. ``secret`` is 32 random bytes."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(_key(secret, b"seal")).encrypt(
        nonce, number.encode(), subject_id.encode()
    )


def unseal(secret: bytes, sealed: bytes, subject_id: str) -> str:
    """The number again. Raises ``cryptography.exceptions.InvalidTag`` for another secret or subject."""
    nonce, text = sealed[:_NONCE], sealed[_NONCE:]
    return AESGCM(_key(secret, b"seal")).decrypt(nonce, text, subject_id.encode()).decode()


def fingerprint(secret: bytes, number: str) -> str:
    """Equal for equal numbers, and worth nothing without the secret."""
    return hmac.new(_key(secret, b"find"), number.encode(), hashlib.sha256).hexdigest()
