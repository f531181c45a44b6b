"""The outbox: a reminder is put with the act that causes it, and arrives once, whatever breaks."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import OutgoingMessage
from services.database import connect, sessions
from services.files.new_file import NewFile
from services.serving.confirm_address import AddressDraft, confirm_address
from services.serving.gateways import MailServer, Spool
from services.serving.outbox import Reminder, put
from services.serving.send_messages import LEASE, Parcel, send_messages
from services.writing import unrecorded
from tests.outbox.mail_drop import MailDrop
from tests.support.world import NOW, TODAY, Clock, World

SCAN = NewFile("0" * 64, 100, "application/pdf", b"sealed", "送达地址确认书.pdf")


@pytest.fixture
def reachable(session: Session, world: World) -> None:
    """The contractor signed where it wants to be reached: by e-mail, and by mobile telephone."""
    paper = AddressDraft(
        TODAY, "李某", "李某", "某街2号", "138-0000 0000", "email", "office@own.example", (SCAN,)
    )
    confirm_address(session, world["prefecture_clerk"], world.own, paper, NOW)


@pytest.fixture
def drop(tmp_path: Path) -> Iterator[MailDrop]:
    folder = tmp_path / "letters"
    folder.mkdir()
    drop = MailDrop(folder)
    drop.start()
    yield drop
    drop.stop()


def remind(session: Session, world: World, count: int) -> None:
    """So many notices were drawn up."""
    with unrecorded(session):
        for n in range(count):
            put(session, Reminder("notice", world.own, f"n{n}", "case/x", f"告〔2026〕{n}号"), NOW)


def fail_after_putting(session: Session, world: World) -> None:
    with unrecorded(session):
        put(session, Reminder("notice", world.own, "n", "case/x", "1号"), NOW)
        raise ZeroDivisionError


def messages(session: Session, kind: str) -> list[OutgoingMessage]:
    session.rollback()
    query = select(OutgoingMessage).where(OutgoingMessage.kind == kind)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def said(message: OutgoingMessage) -> tuple[str, str]:
    return message.template, message.params


def mail_server(drop: MailDrop) -> MailServer:
    return MailServer("127.0.0.1", drop.port, "credit@sthj.example", starttls=False)


@pytest.mark.db
def test_a_mail_server_that_dies_in_the_middle_gets_every_letter_and_none_twice(
    session, world, reachable, drop
):
    remind(session, world, 12)
    clock, drop.dies_after = Clock(), 5
    gateways = {"email": mail_server(drop)}
    assert send_messages(session, gateways, said, clock) == {"handed_over": 4, "postponed": 1}
    assert send_messages(session, gateways, said, clock)["handed_over"] == 0  # it is gone
    drop.dies_after = None
    drop.start()
    clock.advance(hours=1)
    assert send_messages(session, gateways, said, clock) == {"handed_over": 8}
    assert (drop.taken, len(drop.letters())) == (13, 12)
    assert {m.state for m in messages(session, "email")} == {"handed_over"}


@pytest.mark.db
def test_two_senders_at_once_hand_over_each_message_once(world_url, session, world, reachable):
    remind(session, world, 25)
    handed: list[str] = []
    together = threading.Barrier(2)

    def sender() -> None:
        engine = connect(world_url)
        with sessions(engine)() as own:
            together.wait()
            send_messages(own, {"sms": lambda p: handed.append(p.key)}, said, Clock())
        engine.dispose()

    threads = [threading.Thread(target=sender) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(handed) == 25
    assert len(set(handed)) == 25


def test_a_sender_that_dies_leaves_its_message_to_the_next(session, world, reachable, tmp_path):
    remind(session, world, 1)
    spool, clock = Spool(tmp_path / "spool"), Clock()

    def dies(parcel: Parcel) -> None:
        spool(parcel)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send_messages(session, {"sms": dies}, said, clock)
    session.rollback()
    assert not send_messages(session, {"sms": spool}, said, clock)
    clock.now += LEASE
    assert send_messages(session, {"sms": spool}, said, clock) == {"handed_over": 1}
    (file,) = spool.folder.glob("*.json")
    assert json.loads(file.read_text())["to"] == "13800000000"


def test_what_was_fetched_from_the_spool_does_not_come_back(session, world, reachable, tmp_path):
    remind(session, world, 1)
    spool = Spool(tmp_path / "spool")
    send_messages(session, {"sms": spool}, said, Clock())
    (file,) = spool.folder.glob("*.json")
    file.rename(spool.folder / "done" / file.name)
    (message,) = messages(session, "sms")
    spool(Parcel(message.key, "sms", "13800000000", "", ""))
    assert not list(spool.folder.glob("*.json"))


def test_failures_wait_longer_each_time(session, world, reachable, drop):
    remind(session, world, 1)
    drop.stop()
    clock, waits = Clock(), []
    for _ in range(4):
        send_messages(session, {"email": mail_server(drop)}, said, clock)
        (message,) = messages(session, "email")
        waits.append(message.next_at - clock.now)
        clock.now = message.next_at
    assert waits == [timedelta(minutes=n) for n in (1, 2, 4, 8)]


def test_an_address_that_takes_nothing_is_not_tried_for_ever(session, world, reachable, drop):
    remind(session, world, 1)
    drop.refuses = "office@own.example"
    assert send_messages(session, {"email": mail_server(drop)}, said, Clock()) == {"refused": 1}
    (message,) = messages(session, "email")
    assert "550" in (message.problem or "")


def test_a_reminder_goes_with_its_act_or_not_at_all_and_once(session, world, reachable):
    with pytest.raises(ZeroDivisionError):
        fail_after_putting(session, world)
    assert messages(session, "portal") == []
    for _ in range(2):
        remind(session, world, 1)
    assert [len(messages(session, kind)) for kind in ("portal", "email", "sms")] == [1, 1, 1]


def test_without_a_confirmation_only_the_partys_page_reminds(session, world):
    remind(session, world, 1)
    assert [len(messages(session, kind)) for kind in ("portal", "email", "sms")] == [1, 0, 0]
