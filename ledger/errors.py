"""What can go wrong in the ledger, as a code with parameters that a page can put into words."""


class LedgerError(Exception):
    """A refusal: nothing was written. `code` names the reason, `params` fill its sentence."""

    def __init__(self, code: str, **params: str | int) -> None:
        self.code = code
        self.params = params
        told = ", ".join(f"{name}={value}" for name, value in params.items())
        super().__init__(f"{code} ({told})" if told else code)


class BodyRefused(LedgerError):
    """A body that cannot be written: a key is missing, or a value has more than one reading."""


class NoteRefused(LedgerError):
    """A signed note, key or checkpoint text that is malformed or not signed by a trusted key."""


class CheckpointRefused(LedgerError):
    """A tree that must not be signed: it is damaged or does not extend the last checkpoint."""


class DamagedLog(LedgerError):
    """Stored entries that do not fit together, met while reading."""
