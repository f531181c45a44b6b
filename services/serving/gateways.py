"""Where messages are handed over: a mail server, and a spool folder from which a text gateway fetches."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import smtplib
from dataclasses import asdict, dataclass
from email.message import EmailMessage
from pathlib import Path

from services.serving.send_messages import Outage, Parcel, Undeliverable

PATIENCE = 20
"""Seconds that a mail server may take to answer; far less than a message is leased for."""


def _name(parcel: Parcel) -> str:
    """The key as a name that fits a file and a header."""
    return hashlib.sha256(parcel.key.encode()).hexdigest()[:40]


@dataclass(frozen=True)
class Spool:
    """Each message is one file; whoever fetches it moves it to ``done``, where its key is remembered."""

    folder: Path

    def __call__(self, parcel: Parcel) -> None:
        """Write the file whole or not at all; a key that is here or done already is left as it is."""
        try:
            self._write(parcel, self.folder / f"{_name(parcel)}.json")
        except OSError as problem:
            raise Outage(str(problem)) from problem

    def _write(self, parcel: Parcel, target: Path) -> None:
        done = self.folder / "done"
        done.mkdir(mode=0o700, parents=True, exist_ok=True)
        if (done / target.name).exists():
            return
        unfinished = done / f".{secrets.token_hex(8)}"
        with unfinished.open("x", encoding="utf-8") as file:
            json.dump(asdict(parcel), file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(unfinished, target)
        except FileExistsError:
            return
        finally:
            unfinished.unlink()


@dataclass(frozen=True)
class MailServer:
    """An SMTP server; the key becomes the Message-ID, by which a second copy is known."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    starttls: bool = True

    def __call__(self, parcel: Parcel) -> None:
        try:
            with smtplib.SMTP(self.host, self.port, timeout=PATIENCE) as server:
                if self.starttls:
                    server.starttls()
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(self._letter(parcel))
        except smtplib.SMTPRecipientsRefused as problem:
            raise _refusal(problem) from problem
        except (smtplib.SMTPException, OSError) as problem:
            raise Outage(str(problem)) from problem

    def _letter(self, parcel: Parcel) -> EmailMessage:
        letter = EmailMessage()
        letter["From"], letter["To"] = self.sender, parcel.to
        letter["Subject"] = parcel.heading
        letter["Message-ID"] = f"<{_name(parcel)}@{self.sender.rpartition('@')[2]}>"
        letter.set_content(parcel.text)
        return letter


def _refusal(problem: smtplib.SMTPRecipientsRefused) -> Outage | Undeliverable:
    """A code from 500 on is for good; a lower one passes."""
    code, answer = next(iter(problem.recipients.values()))
    said = f"{code} {answer.decode(errors='replace')}"
    return Undeliverable(said) if code >= 500 else Outage(said)
