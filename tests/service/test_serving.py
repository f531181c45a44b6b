"""Service: what proves it, which day it sets, and that the first one counts for good."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from models import StandingService, new_id
from services.messages import Conflict, Forbidden, Invalid, NotFound
from services.record.verify_record import verify_record
from services.serving.confirm_address import AddressDraft, confirm_address, revoke_address
from services.serving.serve_document import serve_document
from services.serving.service_records import attempts, served_on
from tests.support.serving import RECEIPT, delivered
from tests.support.world import NOW, TODAY

SIGNED = TODAY.replace(day=6)
NOTICED, HANDED = TODAY.replace(day=5), TODAY.replace(day=9)
POSTED = {"way": "post", "waybill": "1099", "servers": ()}
CAME_BACK = {"failed": True, "received_on": None, "reason": "查无此人退回。", "files": ()}
ANNOUNCED: dict[str, Any] = {
    "way": "announcement",
    "received_on": None,
    "published_in": "门户网站",
    "reason": "下落不明",
}


def refused(problem: Invalid) -> set[str]:
    return set(problem.fields)


@pytest.fixture
def confirm(session, world):
    """File a confirmation with an electronic address, signed on 6 November."""

    def write(who="provincial_clerk", on=SIGNED, **changes):
        fields = {"electronic_kind": "email", "electronic": "a@own.example"} | changes
        draft = AddressDraft(on, "李某", "李某", "某街2号", files=(RECEIPT,), **fields)
        return confirm_address(session, world[who], world.own, draft, NOW)

    return write


def test_nothing_counts_as_served_by_itself(session, notice):
    assert served_on(session, notice) is None


@pytest.mark.db
def test_the_day_on_the_receipt_is_the_day_of_service(session, serve, notice):
    serve(**POSTED, on=HANDED, received_on=TODAY.replace(day=12))
    assert served_on(session, notice) == TODAY.replace(day=12)


@pytest.mark.db
def test_the_first_service_counts_and_a_later_one_moves_nothing(session, serve, notice):
    assert serve().counts
    later = serve(on=TODAY.replace(day=16))
    earlier = serve(on=TODAY.replace(day=6))
    assert (later.counts, earlier.counts) == (False, False)
    assert served_on(session, notice) == HANDED


@pytest.mark.db
def test_the_database_itself_keeps_one_day_of_service(session, serve, notice):
    serve()
    second = serve().id
    with pytest.raises(IntegrityError):
        session.execute(insert(StandingService).values(document_id=notice, service_id=second))
    session.rollback()


def test_what_came_back_is_on_file_and_starts_nothing(session, serve, notice):
    failed = serve(**POSTED, **CAME_BACK)
    assert failed.served_on is None
    assert served_on(session, notice) is None
    assert serve().counts


def test_an_announcement_comes_last_and_takes_thirty_days(session, serve, notice):
    with pytest.raises(Invalid, match="comes last"):
        serve(**ANNOUNCED)
    serve(**POSTED, **CAME_BACK)
    serve(**ANNOUNCED)
    assert served_on(session, notice) == date(2026, 12, 9)


def test_a_day_of_service_never_rests_on_holidays_that_nobody_knows_yet(
    session, world, serve, notice
):
    serve(**POSTED, **CAME_BACK)
    announced = replace(delivered("event_step", notice, date(2026, 12, 2)), **ANNOUNCED)
    clerk, later = world["provincial_clerk"], NOW + timedelta(days=30)
    with pytest.raises(Invalid, match="2027-01-01, which may still move"):
        serve_document(session, clerk, announced, later)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"on": NOTICED - timedelta(days=1)}, "sent_on"),
        ({"on": TODAY + timedelta(days=1)}, "sent_on"),
        ({"received_on": HANDED - timedelta(days=1)}, "received_on"),
        ({"received_on": TODAY + timedelta(days=1)}, "received_on"),
        ({"servers": ("张某",)}, "servers"),
        ({"files": ()}, "evidence"),
        ({"recipient": None}, "recipient"),
        ({"way": "left"}, "reason"),
        ({"way": "post"}, "waybill"),
        ({"way": "pigeon"}, "way"),
        ({"failed": True, "reason": None}, "reason"),
    ],
)
def test_a_service_without_its_days_or_its_proof_is_refused(session, serve, notice, wrong, field):
    with pytest.raises(Invalid) as raised:
        serve(**wrong)
    assert field in refused(raised.value)
    assert attempts(session, notice) == []


def test_electronic_service_needs_the_signed_confirmation_of_its_day(
    session, world, serve, notice, confirm
):
    by_mail = {"way": "electronic", "servers": ()}
    with pytest.raises(Invalid, match="starts no clock"):
        serve(**by_mail)
    confirm(on=TODAY.replace(day=10))
    with pytest.raises(Invalid):  # signed after it was sent
        serve(**by_mail)
    revoke_address(session, world["provincial_clerk"], world.own, TODAY, NOW)
    with pytest.raises(Invalid):  # revoked today
        serve(**by_mail, on=TODAY)
    served = serve(**by_mail, on=TODAY.replace(day=12))
    assert served.counts
    assert served.confirmation_id


def test_a_confirmation_without_electronic_address_allows_paper_only(serve, confirm):
    confirm(electronic_kind=None, electronic=None)
    with pytest.raises(Invalid):
        serve(way="electronic", servers=())


def test_a_new_confirmation_replaces_the_old_one_and_needs_its_scan(session, world, confirm):
    first = confirm()
    second = confirm(on=TODAY, who="contractor_user")
    assert first != second
    revoke_address(session, world["contractor_user"], world.own, TODAY, NOW)
    with pytest.raises(Conflict):
        revoke_address(session, world["contractor_user"], world.own, TODAY, NOW)
    bare = AddressDraft(TODAY, "李某", "李某", "某街2号")
    with pytest.raises(Invalid) as raised:
        confirm_address(session, world["provincial_clerk"], world.own, bare, NOW)
    assert "evidence" in refused(raised.value)


def test_only_those_who_serve_record_service_and_others_see_no_document(serve, notice):
    with pytest.raises(Forbidden):
        serve(who="auditor")
    for stranger in ("other_user", "mianyang_clerk"):
        with pytest.raises(NotFound):
            serve(who=stranger)


@pytest.mark.db
def test_service_is_proved_by_the_ledger(session, serve, confirm):
    confirm()
    serve(**POSTED, **CAME_BACK)
    serve()
    found = verify_record(session, None)
    assert found.findings == ()


def test_the_pages_show_both_sides_how_and_when_it_was_served(serve, notice, client_as):
    clerk, party = client_as("provincial_clerk"), client_as("contractor_user")
    address, english = f"/service/event_step/{notice}", {"Accept-Language": "en"}
    before = party.get(address, headers=english).text
    assert "is a reminder and starts no clock" in before
    wrong = {"way": "direct", "received_on": "2026-11-09", "form_key": new_id()}
    page = clerk.post(address, data=wrong | {"place": "某街9号"}, headers=english)
    assert page.status_code == 422
    assert "某街9号" in page.text
    serve()
    assert (
        "The clocks of this document run from 9 November 2026."
        in party.get(address, headers=english).text
    )
    empty = clerk.get(f"{address}/receipt", headers=english).text
    assert "Signature or seal of the recipient" in empty
    assert "王某" not in empty
    of = party.get(address).text.split("of=")[1].split('"')[0]
    assert "王某" in clerk.get(f"{address}/receipt?of={of}").text
    assert client_as("other_user").get(address).status_code == 404


def test_a_contractor_files_and_revokes_its_own_confirmation(client_as, world):
    party, address = client_as("contractor_manager"), f"/address/{world.own}"
    page = party.post(address, data={"signed_on": "2026-11-20", "signed_by": "李某"})
    assert page.status_code == 422
    assert party.get(f"{address}?do=confirm").status_code == 200
    assert client_as("other_user").get(address).status_code == 404
    assert "2026-11-20" in page.text
