"""Keep the record provable: the signing key, checkpoints in the witness folder, the keys one trusts."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from ledger.checkpoint import checkpoint
from ledger.note import Checkpoint, SigningKey, VerifierKey, fingerprint

VERIFIER_KEY = "verifier.key"


def make_key(path: Path, origin: str, witness: Path) -> SigningKey:
    """The signing key of this installation, made at first use; its public half goes to the witness folder."""
    if path.exists():
        key = SigningKey.load(path)
    else:
        key = SigningKey.generate(origin)
        key.save(path)
    witness.mkdir(parents=True, exist_ok=True)
    public = witness / VERIFIER_KEY
    if not public.exists():
        public.write_text(f"{key.verifier}\n", encoding="utf-8")
    return key


def trusted_keys(witness: Path) -> list[VerifierKey]:
    """The public keys kept with the witness; one a line, older ones too."""
    path = witness / VERIFIER_KEY
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [VerifierKey.parse(line) for line in lines if line.strip()]


def fingerprints(witness: Path) -> list[str]:
    return [fingerprint(key) for key in trusted_keys(witness)]


def make_checkpoint(session: Session, key_path: Path, witness: Path, origin: str) -> Checkpoint:
    """Sign the ledger as it stands; refuses what does not extend the last checkpoint."""
    key = make_key(key_path, origin, witness)
    return checkpoint(session, witness, key, origin, trusted_keys(witness))
