"""Receipts of the demo province: whoever has a score has one, and plain Python proves it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Account, Event, Subject
from services.actor import Actor
from services.database import connect, sessions
from services.messages import Conflict
from services.people.sign_in import actor_of
from services.receipts.make_receipt import Asked, make_receipt
from services.statements.show_statement import Axes, schemes_of
from tests.support.demo import TODAY
from tests.support.files import ROOT
from verify.check import check
from verify.trust import Trust

EACH = 4
"""Every so many subjects; all of them take a minute."""


@pytest.fixture(scope="module")
def session(loaded: Path) -> Iterator[Session]:
    """The province; nobody writes here."""
    engine = connect(f"sqlite:///{loaded / 'xinheng.db'}")
    with sessions(engine)() as session:
        yield session
    engine.dispose()


@pytest.fixture(scope="module")
def auditor(session: Session) -> Actor:
    accounts = session.scalars(select(Account.id))
    actors = [actor for account in accounts if (actor := actor_of(session, account))]
    return next(actor for actor in actors if "auditor" in actor.roles)


def receipts(session: Session, auditor: Actor, loaded: Path) -> Iterator[bytes]:
    weighed = select(Event.subject_id).distinct()
    query = select(Subject).where(Subject.id.in_(weighed)).order_by(Subject.id)
    for subject in session.scalars(query).all()[::EACH]:
        for scheme in schemes_of(session, subject):
            asked = Asked(subject.id, scheme, Axes(TODAY))
            try:
                yield make_receipt(session, auditor, asked, loaded / "witness", TODAY).content
            except Conflict as refused:
                assert "There is no score on this day" in str(refused)  # noqa: PT017


def test_what_is_scored_has_a_receipt_that_holds(session, auditor, loaded, tmp_path):
    held = 0
    for n, content in enumerate(receipts(session, auditor, loaded)):
        file = tmp_path / f"{n}.json"
        file.write_bytes(content)
        assert check(file, Trust()).wrong == ()
        held += 1
    assert held > 5


def test_one_of_them_is_proved_by_the_command(session, auditor, loaded, tmp_path):
    file = tmp_path / "receipt.json"
    file.write_bytes(next(receipts(session, auditor, loaded)))
    key = loaded / "witness" / "verifier.key"
    command = [sys.executable, "-I", "-S", str(ROOT / "verify" / "check.py"), str(file)]
    done = subprocess.run([*command, "--key", str(key), "--lang", "en"], capture_output=True)
    assert done.returncode == 0
    assert done.stdout.endswith(b"Outcome: proved.\n")
