"""Receive a file: encrypted while it comes in, recognised by its content, kept under its hash."""

from __future__ import annotations

from evidence.file_names import clean_name
from evidence.refusal import Refused
from evidence.sniff import sniff
from evidence.store import Readable, Store
from services.files.new_file import NewFile
from services.messages import Invalid, Message, say

_ACCEPTED = say("Accepted are PDF, OFD, JPG, PNG, HEIC, DOCX, XLSX, WPS, ET and MP4.")

_REASONS: dict[str, Message] = {
    "empty": say("it is empty."),
    "executable": say("it is a program, whatever its name says."),
    "markup": say("it is a web page or a drawing in text form."),
    "polyglot": say("it can be opened as two kinds of file at once."),
    "truncated": say("its end is missing. Copy it again from where it was made."),
    "damaged": say("it is damaged. Open it where it was made and save it again."),
    "encrypted": say("it is protected by a password. Save it without one."),
    "macros": say("it holds macros. Save it without them, or as PDF."),
    "embedded_file": say("another file is hidden inside it. Hand that in by itself."),
    "too_many_pixels": say("the picture has more than 110 million points."),
    "too_costly": say("it could not be opened in a reasonable time."),
}
_PACKAGE = say("its parts unpack to far more than such a document ever holds.")
_UNSAFE = say("its inner parts are not those of an ordinary document.")
_OTHER: dict[str, Message] = {
    "unpacked_size": _PACKAGE,
    "packed_too_tightly": _PACKAGE,
    "too_many_parts": _PACKAGE,
    "overlapping_parts": _PACKAGE,
}


def refusal_message(filename: str, refused: Refused) -> Message:
    """Why a file was not taken, and what would be right."""
    if refused.code == "too_large":
        most = int(refused.params["max"]) // (1024 * 1024)
        return say(
            "%(file)s is not accepted: it is larger than %(most)s MB.", file=filename, most=most
        )
    if refused.code == "not_accepted":
        return say(
            "%(file)s is not accepted, going by its content. %(accepted)s",
            file=filename,
            accepted=_ACCEPTED,
        )
    why = _REASONS.get(refused.code) or _OTHER.get(refused.code, _UNSAFE)
    return say("%(file)s is not accepted: %(why)s", file=filename, why=why)


def receive_file(
    store: Store,
    stream: Readable,
    filename: str,
    cap_bytes: int,
    party_may_see: bool = True,
    hidden_reason: str | None = None,
) -> NewFile:
    """Store one file before the transaction that will name it.

    Raises ``Invalid`` for the field ``""`` with the reason; nothing is left in the store then.
    """
    try:
        with store.receive(stream, cap_bytes) as draft:
            kind = sniff(draft.file)
            draft.keep()
            return NewFile(
                stored_sha256=draft.sha256,
                size=draft.plain_bytes,
                media_type=kind.media_type,
                sealed_key=draft.sealed_key,
                filename=clean_name(filename, kind),
                party_may_see=party_may_see,
                hidden_reason=hidden_reason,
            )
    except Refused as refused:
        raise Invalid({"": refusal_message(clean_name(filename), refused)}) from None
