"""Files of a form: stored before anything is written, and kept through every refusal of the form.

A stored file comes back with the form as a signed ticket, bound to the account, so that nothing is sent twice.
"""

from __future__ import annotations

import base64
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from flask import current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.datastructures import FileStorage

from identity.text import BadText, clean_text
from services.files.clear_uploads import FORM_IS_OPEN
from services.files.new_file import NewFile
from services.files.receive_file import receive_file
from services.messages import Invalid, Message, say
from web.access import actor
from web.context import config, store
from web.language import tell

MOST_FILES = 40
LONGEST_REASON = 400


@dataclass
class KeptFile:
    """A file of this form that is already stored. ``party``: yes, no, drop, or empty (not said yet)."""

    file: NewFile
    party: str
    reason: str

    @property
    def ticket(self) -> str:
        data = asdict(self.file)
        data["sealed_key"] = base64.b64encode(self.file.sealed_key).decode()
        return str(_signer().dumps(data))


@dataclass
class Uploads:
    """What came with one file field, and what is wrong with it."""

    kept: list[KeptFile] = field(default_factory=list)
    problems: list[Message] = field(default_factory=list)

    def files(self, name: str = "evidence") -> tuple[NewFile, ...]:
        """The files to be recorded; raises ``Invalid`` under the field's name."""
        if self.problems:
            raise Invalid({name: self.problems[0]})
        chosen = [kept for kept in self.kept if kept.party != "drop"]
        for kept in chosen:
            if problem := _party_problem(kept):
                raise Invalid({name: problem})
        return tuple(
            replace(
                kept.file,
                party_may_see=kept.party == "yes",
                hidden_reason=kept.reason if kept.party == "no" else None,
            )
            for kept in chosen
        )


def _party_problem(kept: KeptFile) -> Message | None:
    name = kept.file.filename
    if kept.party not in ("yes", "no"):
        return say("Say whether the party may see %(file)s.", file=name)
    if kept.party == "yes":
        return None
    try:
        kept.reason = clean_text(kept.reason, LONGEST_REASON)
    except BadText:
        return say("The reason for %(file)s is too long or cannot be kept.", file=name)
    return None if kept.reason else say("Say why the party may not see %(file)s.", file=name)


def receive_uploads(name: str = "evidence", *, party: bool = True) -> Uploads:
    """Store the files that came under ``name`` and take over those that were stored before.

    With ``party`` false (a party's own papers) nobody asks who may see them.
    """
    uploads = Uploads(_returned(name))
    fresh = [file for file in request.files.getlist(name) if file.filename]
    if len(fresh) + len(uploads.kept) > MOST_FILES:
        uploads.problems.append(say("At most %(most)s files go with one record.", most=MOST_FILES))
        return uploads
    answers = request.form.getlist(f"{name}_party"), request.form.getlist(f"{name}_reason")
    for place, file in enumerate(fresh):
        _receive(uploads, file, _at(answers[0], place), _at(answers[1], place))
    if not party:
        for kept in uploads.kept:
            kept.party = "drop" if kept.party == "drop" else "yes"
    return uploads


def _receive(uploads: Uploads, file: FileStorage, party: str, reason: str) -> None:
    cap = config().upload_cap_mb * 1024 * 1024
    try:
        stored = receive_file(store(), file.stream, file.filename or "", cap)
    except Invalid as problem:
        uploads.problems.append(problem.message)
    else:
        uploads.kept.append(KeptFile(stored, party, reason))


def _returned(name: str) -> list[KeptFile]:
    tickets = request.form.getlist(f"{name}_kept")
    parties = request.form.getlist(f"{name}_kept_party")
    reasons = request.form.getlist(f"{name}_kept_reason")
    found = [
        KeptFile(file, _at(parties, place), _at(reasons, place))
        for place, ticket in enumerate(tickets[:MOST_FILES])
        if (file := _read(ticket)) is not None
    ]
    return [kept for kept in found if kept.party != "drop"]


def _read(ticket: str) -> NewFile | None:
    """The file of a ticket, or none if it is not ours, not this person's, or too old."""
    try:
        data: dict[str, Any] = _signer().loads(ticket, max_age=int(FORM_IS_OPEN.total_seconds()))
    except BadData:
        return None
    return NewFile(**{**data, "sealed_key": base64.b64decode(data["sealed_key"])})


def _signer() -> URLSafeTimedSerializer:
    key = current_app.secret_key
    assert key is not None
    return URLSafeTimedSerializer(key, salt=f"kept file of {actor().account_id}")


def _at(values: list[str], place: int) -> str:
    return values[place] if place < len(values) else ""


def told(uploads: Uploads) -> str:
    """Everything that is wrong with the files, in the reader's language."""
    return " ".join(tell(problem) for problem in uploads.problems)
