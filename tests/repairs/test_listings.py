"""A listing is repaired: in one act it ends, is public nowhere, and the score is renewed; got falsely, it is undone."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models import Listing, OutgoingMessage, Publication, RepairPaper
from scoring import View
from services.lists.public_register import find_public, public_page
from services.lists.publish_listing import (
    EarlyEnd,
    PublicationDraft,
    answer_publication,
    ask_publication,
    end_publication,
)
from services.lists.show_lists import ListFilter, show_lists
from services.lists.show_publicity import show_publicity
from services.messages import Conflict, Forbidden, Invalid
from services.objections.file_objection import ObjectionDraft, file_objection
from services.record.verify_record import verify_record
from services.repairs.repair_actions import actions_of
from services.repairs.repairable import repairables
from services.serving.correct_service import agree_to_take_back, ask_to_take_back
from services.serving.serve_document import serve_document
from services.serving.service_records import attempts
from services.standing.facts import facts
from services.standing.scores import explain
from tests.lists.cases import BASIS, Cases
from tests.receipts.place import Place
from tests.repairs.conftest import SCHEME, Repairs
from tests.statements.story import SCAN, at
from tests.support.serving import delivered
from tests.support.world import TODAY
from verify.check import check
from verify.trust import Trust

NAME = "甲岭检测技术有限公司"
FIRST_DAY = date(2027, 11, 21)
"""A serious list: a year after its decision."""
GRANTED = date(2027, 11, 24)
REVOKED = date(2028, 3, 1)
PUBLIC_UNTIL = date(2028, 6, 30)


@pytest.fixture
def listed(repairs: Repairs) -> str:
    """On the list for two years from today, and public nearly as long. The id of the listing."""
    cases = Cases(repairs.session, repairs.world)
    listing = cases.listing(cases.ask(cases.listed(), last_day=PUBLIC_UNTIL))
    decider = repairs.world["provincial_decider"]
    answer_publication(
        repairs.session, decider, listing.id, listing.publications[0].id, True, at(TODAY)
    )
    return str(listing.id)


def granted(repairs: Repairs, listing_id: str) -> str:
    repair = repairs.ask(listing_id, on=FIRST_DAY)
    repairs.check(repair, on=FIRST_DAY)
    return repairs.decide(repair, on=GRANTED)


def standing(repairs: Repairs, on: date) -> list[str]:
    score = explain(repairs.session, repairs.world.own, SCHEME, View(on))
    return [
        f"{line.list} {line.start} {line.until}" for line in score.lists if line.state == "in_force"
    ]


def in_register(repairs: Repairs, on: date) -> bool:
    found = find_public(repairs.session, NAME, on)
    assert bool(found) == bool(public_page(repairs.session, on).total)
    return bool(found)


@pytest.mark.db
def test_a_repaired_listing_ends_everywhere_at_once(repairs, listed):
    before = [one.kind for one in repairables(repairs.session, repairs.world.own, FIRST_DAY)]
    assert before == ["listing", "publication"]
    with pytest.raises(Invalid, match="2027-11-21"):
        repairs.ask(listed, on=FIRST_DAY - timedelta(days=1))
    repair = granted(repairs, listed)
    listing = repairs.session.get_one(Listing, listed, populate_existing=True)
    assert (listing.until_on, listing.end) == (GRANTED, "repair")
    assert listing.publications[0].ended_on == GRANTED
    days = (TODAY, FIRST_DAY, GRANTED - timedelta(days=1), GRANTED)
    assert [in_register(repairs, day) for day in days] == [False] * 4
    assert standing(repairs, GRANTED - timedelta(days=1)) != []
    assert standing(repairs, GRANTED) == []
    assert repairs.of(repair).stands
    assert repairables(repairs.session, repairs.world.own, GRANTED) == ()
    repairs.session.rollback()
    assert verify_record(repairs.session, None).findings == ()


def test_publicity_that_was_repaired_is_not_begun_anew(repairs, listed):
    listing = repairs.session.get_one(Listing, listed)
    publication = listing.publications[0].id
    repair = repairs.ask(publication, on=FIRST_DAY)
    repairs.check(repair, on=FIRST_DAY)
    repairs.decide(repair, on=FIRST_DAY)
    draft = PublicationDraft(**BASIS, from_on=FIRST_DAY, last_day=PUBLIC_UNTIL)
    asking = repairs.world["business_administrator"]
    with pytest.raises(Conflict, match="repaired"):
        ask_publication(repairs.session, asking, listed, draft, at(FIRST_DAY))
    assert "publish" not in show_publicity(repairs.session, asking, listed, FIRST_DAY).actions


def revoked(repairs: Repairs, repair_id: str) -> str:
    """Told, heard by waiver, decided and served."""
    repairs.paper(
        repair_id, "notice", "provincial_clerk", REVOKED, document_no="示环信告〔2028〕1号"
    )
    with pytest.raises(Invalid, match="not been served"):
        repairs.decide(repair_id, "revoke", on=REVOKED)
    serve(repairs, repairs.of(repair_id).papers[-1].id, REVOKED)
    repairs.paper(repair_id, "waiver", "contractor_user", REVOKED)
    repairs.decide(repair_id, "revoke", on=REVOKED)
    return repair_id


def serve(repairs: Repairs, document_id: str, on: date) -> None:
    clerk = repairs.world["provincial_clerk"]
    serve_document(repairs.session, clerk, delivered("repair", document_id, on), at(on))


@pytest.mark.db
def test_a_repair_got_falsely_is_revoked_and_the_rest_of_the_term_runs(repairs, listed):
    repair = revoked(repairs, granted(repairs, listed))
    decision = repairs.of(repair).unserved_revocation
    assert repairs.of(repair).stands, "it binds its party when it is served, not before"
    assert not in_register(repairs, REVOKED)
    served = REVOKED + timedelta(days=2)
    serve(repairs, decision.id, served)
    rows = repairs.session.scalars(select(Listing).order_by(Listing.from_on)).unique().all()
    assert [(row.from_on, row.until_on, row.end) for row in rows] == [
        (TODAY, GRANTED, "repair"),
        (served, date(2028, 11, 21), None),
    ]
    public = repairs.session.scalars(select(Publication).order_by(Publication.from_on)).all()
    assert [(row.from_on, row.ended_on) for row in public] == [(TODAY, GRANTED), (served, None)]
    assert public[1].until_on == PUBLIC_UNTIL + timedelta(days=1)
    assert in_register(repairs, served)
    assert not in_register(repairs, PUBLIC_UNTIL + timedelta(days=1))
    assert standing(repairs, served)
    again = served + timedelta(days=30)
    with pytest.raises(Invalid, match="2029-03-03"):
        repairs.ask(rows[1].id, on=again)
    page = show_lists(repairs.session, repairs.world["provincial_clerk"], ListFilter(), served)
    assert (page.total, page.ended_total) == (1, 1)
    repairs.session.rollback()
    assert verify_record(repairs.session, None).findings == ()


@pytest.mark.db
def test_a_record_whose_repair_was_revoked_weighs_again_and_what_was_known_stays(repairs):
    event = repairs.record()
    repair = repairs.granted(event)
    repairs.session.rollback()
    known = repairs.session.connection().exec_driver_sql("select max(seq) from ledger_entry")
    size = known.scalar_one()
    day = TODAY + timedelta(days=10)
    repairs.paper(repair, "notice", "provincial_clerk", day, document_no="示环信告〔2026〕9号")
    serve(repairs, repairs.of(repair).papers[-1].id, day)
    repairs.paper(repair, "waiver", "contractor_user", day)
    repairs.decide(repair, "revoke", on=day)
    serve(repairs, repairs.of(repair).unserved_revocation.id, day)
    assert repairs.points(day) == "97.0"
    assert (repairs.points(TODAY), repairs.points(TODAY, known=size)) == ("97.0", "100.0")
    own = repairs.world.own
    assert facts(repairs.session, SCHEME, [own]).rows[0].repaired_on is None
    assert facts(repairs.session, SCHEME, [own], size).rows[0].repaired_on == TODAY
    with pytest.raises(Conflict, match="Only a repair that stands"):
        repairs.paper(repair, "notice", "provincial_clerk", day)


def test_the_party_is_heard_before_a_repair_is_revoked(repairs):
    repair = repairs.granted(repairs.record())
    day = TODAY + timedelta(days=3)
    with pytest.raises(Invalid, match="prior notice"):
        repairs.decide(repair, "revoke", on=day)
    repairs.paper(repair, "notice", "provincial_clerk", day, document_no="示环信告〔2026〕9号")
    notice = repairs.session.scalars(select(RepairPaper).where(RepairPaper.kind == "notice")).one()
    serve(repairs, notice.id, day)
    with pytest.raises(Invalid, match="may reply until 2026-12-01"):
        repairs.decide(repair, "revoke", on=date(2026, 12, 1))
    repairs.paper(repair, "reply", "contractor_user", date(2026, 12, 1))
    with pytest.raises(Invalid, match="not answered yet: 1"):
        repairs.decide(repair, "revoke", on=date(2026, 12, 2))
    repairs.paper(repair, "answer", "provincial_clerk", date(2026, 12, 2))
    assert repairs.decide(repair, "revoke", on=date(2026, 12, 2))
    about = OutgoingMessage.about == f"repair/{repair}"
    told = repairs.session.scalars(select(OutgoingMessage.template).where(about)).all()
    assert {"notice", "decision", "served"} <= set(told)


def test_a_repair_is_not_revoked_before_the_hearing_that_was_asked_for(repairs):
    repair, clerk = repairs.granted(repairs.record()), "provincial_clerk"
    day, held = date(2026, 11, 24), date(2026, 12, 7)
    repairs.paper(repair, "notice", clerk, day, document_no="示环信告〔2026〕9号")
    serve(repairs, repairs.of(repair).papers[-1].id, day)
    repairs.paper(repair, "hearing_request", "contractor_user", day)
    late = date(2026, 12, 3)
    with pytest.raises(Invalid, match="must be held first"):
        repairs.decide(repair, "revoke", on=late)
    announced = {"document_no": "示环听告〔2026〕9号", "held_on": held}
    repairs.paper(repair, "hearing_notice", clerk, date(2026, 11, 25), **announced)
    serve(repairs, repairs.of(repair).papers[-1].id, date(2026, 11, 25))
    record, reviewer = {"on": held, "files": (SCAN,)}, repairs.world["provincial_reviewer"]
    able = actions_of(repairs.session, reviewer, repairs.of(repair), held + timedelta(days=2))
    assert "hearing_record" in able, "entered after its day, it bears that day"
    with pytest.raises(Forbidden, match="You gave the notice"):
        repairs.paper(repair, "hearing_record", clerk, **record)
    repairs.paper(repair, "hearing_record", "provincial_reviewer", **record)
    assert repairs.decide(repair, "revoke", on=held)
    repairs.session.rollback()
    assert verify_record(repairs.session, None).findings == ()


def test_publicity_ends_early_only_because_it_was_wrong_or_by_repair(repairs, listed):
    listing = repairs.session.get_one(Listing, listed)
    publication = listing.publications[0].id
    decider = repairs.world["provincial_decider"]

    def end(ground: str, on: date) -> None:
        early = EarlyEnd(ground, "依据已被撤销。")
        end_publication(repairs.session, decider, listed, publication, early, at(on))

    with pytest.raises(Invalid, match="2027-11-21"):
        end("other", FIRST_DAY - timedelta(days=1))
    end("basis_gone", TODAY)
    assert not in_register(repairs, TODAY)


def test_a_receipt_proves_repairs_lists_and_what_was_taken_back(repairs, listed, tmp_path):
    place = Place(repairs.session, repairs.world, tmp_path, repairs.story)
    events = [repairs.record(), repairs.record("M04", date(2026, 8, 20))]
    assert repairs.granted(*events)
    repair = revoked(repairs, granted(repairs, listed))
    place.sign()
    before = proved(place.receipt(on=GRANTED), tmp_path)
    serve(repairs, repairs.of(repair).unserved_revocation.id, REVOKED)
    place.sign()
    after = proved(place.receipt(on=GRANTED), tmp_path)
    assert [row["repaired_on"] for row in before["facts"][1:]] == [TODAY.isoformat()] * 2
    assert [row["action"] for row in before["decisions"]] == ["enter", "leave"]
    assert [row["action"] for row in after["decisions"]] == ["enter", "leave", "enter"]
    again = repairs.session.scalars(select(Listing.id).where(Listing.from_on == REVOKED)).one()
    repairs.session.rollback()
    draft = ObjectionDraft("listing", again, "wrong", ("剩余期限有误。",))
    file_objection(repairs.session, repairs.world["contractor_manager"], draft, at(REVOKED))
    place.sign()
    disputed = proved(place.receipt(on=GRANTED), tmp_path)["disputes"]
    assert disputed == [{"list": "disqualified", "since": REVOKED.isoformat()}]


def proved(receipt, folder):
    file = folder / "receipt.json"
    file.write_bytes(receipt.content)
    assert check(file, Trust()).wrong == ()
    return json.loads(receipt.content)


@pytest.mark.db
def test_a_revocation_that_was_not_served_after_all_leaves_the_repair_standing(repairs, listed):
    repair = revoked(repairs, granted(repairs, listed))
    decision = repairs.of(repair).unserved_revocation.id
    served, session = REVOKED + timedelta(days=2), repairs.session
    serve(repairs, decision, served)
    known = session.connection().exec_driver_sql("select max(seq) from ledger_entry").scalar_one()
    wrong = attempts(session, decision)[0].id
    session.rollback()
    ask_to_take_back(session, repairs.world["provincial_clerk"], wrong, "误登记。", at(served))
    agree_to_take_back(session, repairs.world["second_reviewer"], wrong, at(served))
    assert repairs.of(repair).stands
    assert (in_register(repairs, served), standing(repairs, served)) == (False, [])
    then = explain(session, repairs.world.own, SCHEME, View(served, known=known)).lists
    assert [line.state for line in then] == ["ended", "in_force"]
    session.rollback()
    serve(repairs, decision, served + timedelta(days=1))
    assert in_register(repairs, served + timedelta(days=1))
    assert verify_record(session, None).findings == ()
