"""A receipt of a subject whose listing was disputed, annulled, stayed or taken back, by decision or by rule."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from models import Event, Listing
from services.cases.confirm_decision import withdraw_decision
from services.lists.confirm_by_rule import annul_by_rule, confirm_by_rule
from services.lists.rule_stays import fingerprint, unconfirmed
from services.objections.file_objection import ObjectionDraft, file_objection
from services.serving.correct_service import agree_to_take_back, ask_to_take_back
from services.serving.service_records import attempts
from tests.lists.cases import Cases, later
from tests.proposals.acts import SCHEME as EIA
from tests.proposals.acts import Acts
from tests.receipts.place import SCHEME, Place, story_of
from tests.statements.story import at
from tests.support.world import TODAY
from verify.check import check
from verify.receipt import canonical, digest_of
from verify.said import Said
from verify.trust import Trust

FIRST = date(2026, 3, 2)


def objected(place: Place, scheme: str, list_code: str) -> str:
    """The party disputes its only stay on a list; returns the listing's id."""
    query = select(Listing).where(Listing.scheme == scheme, Listing.list_code == list_code)
    listing_id = place.session.scalars(query).unique().one().id
    place.session.rollback()
    draft = ObjectionDraft("listing", listing_id, "wrongly_listed", ("不符合列入条件。",))
    file_objection(place.session, place.world["contractor_manager"], draft, at(TODAY))
    return listing_id


def proved(place: Place, folder: Path, scheme: str = SCHEME) -> dict[str, Any]:
    """The receipt of today over everything so far, in which the checker finds nothing wrong."""
    place.sign()
    content: dict[str, Any] = json.loads(place.receipt(scheme=scheme).content)
    assert wrong(content, folder) == ()
    return content


def wrong(content: dict[str, Any], folder: Path) -> tuple[Said, ...]:
    """What the checker says of this content, its digest made to fit."""
    file = folder / "receipt.json"
    file.write_bytes(canonical({**content, "digest": digest_of(content)}))
    return check(file, Trust()).wrong


def said(content: dict[str, Any], folder: Path) -> str:
    return " ".join(one.en for one in wrong(content, folder))


def without(content: dict[str, Any], kind: str) -> dict[str, Any]:
    return content | {"entries": [e for e in content["entries"] if e["body"]["kind"] != kind]}


@pytest.fixture
def by_rule(session, world, instance) -> Place:
    """Four records by which the rules put `own` on two lists, confirmed by a person."""
    acts = Acts(session, world)
    acts.publish()
    acts.record("criticised", FIRST, times=4)
    session.rollback()
    shown = fingerprint(unconfirmed(session, FIRST, EIA))
    confirm_by_rule(session, world["provincial_reviewer"], EIA, shown, at(FIRST))
    return Place(session, world, instance, story_of(session, world))


@pytest.mark.db
def test_an_objection_to_a_listing_by_rule_is_proved_by_the_entry_that_began_it(by_rule, tmp_path):
    assert proved(by_rule, tmp_path, EIA)["disputes"] == []
    objected(by_rule, EIA, "key-supervision")
    content = proved(by_rule, tmp_path, EIA)
    assert content["disputes"] == [{"list": "key-supervision", "since": TODAY.isoformat()}]
    moved = [{"list": "rectification", "since": TODAY.isoformat()}]
    assert "“list”" in said(content | {"disputes": moved}, tmp_path)
    assert "(objection.file) has nothing to do" in said(
        without(content, "listing.enter_by_rule"), tmp_path
    )
    assert "(listing.enter_by_rule) has nothing to do" in said(
        without(content, "objection.file"), tmp_path
    )


def test_the_mark_of_a_listing_by_rule_ends_with_its_annulment_and_stays_in_earlier_receipts(
    by_rule, tmp_path
):
    acts = Acts(by_rule.session, by_rule.world)
    first = acts.session.scalars(select(Event.id).where(Event.scheme == EIA)).first()
    objected(by_rule, EIA, "rectification")
    acts.refute(str(first), TODAY)
    doubted = acts.known("annul")[0].id
    disputed = proved(by_rule, tmp_path, EIA)
    assert [row["list"] for row in disputed["disputes"]] == ["rectification"]
    annul_by_rule(acts.session, acts.world["provincial_reviewer"], doubted, at(TODAY))
    assert proved(by_rule, tmp_path, EIA)["disputes"] == []
    earlier = by_rule.receipt(scheme=EIA, size=disputed["known"])
    assert json.loads(earlier.content) == disputed


def test_a_disputed_listing_by_decision_is_stayed_nearly_left_and_annulled(place, tmp_path):
    cases = Cases(place.session, place.world)
    listing_id = objected(place, SCHEME, "disqualified")
    case_id = str(place.session.get_one(Listing, listing_id).case_id)
    disputed = proved(place, tmp_path)
    assert disputed["disputes"] == [{"list": "disqualified", "since": TODAY.isoformat()}]
    cases.decide(case_id, "stay", day=1)
    cases.decide(case_id, "annul", day=2, agreed=False)
    waits = next(one.id for one in cases.case(case_id).decisions if one.waits)
    decider = place.world["provincial_decider"]
    assert proved(place, tmp_path)["decisions"] == disputed["decisions"]
    place.session.rollback()
    withdraw_decision(place.session, decider, case_id, waits, later(2))
    cases.decide(case_id, "annul", day=3)
    annulled = proved(place, tmp_path)
    assert [row["action"] for row in annulled["decisions"]] == ["enter", "leave", "annul"]
    assert (annulled["disputes"], annulled["result"]["lists"]) == ([], [])
    earlier = place.receipt(size=disputed["known"])
    assert json.loads(earlier.content) == disputed


@pytest.mark.db
def test_a_listing_whose_service_was_taken_back_stays_in_earlier_receipts_alone(place, tmp_path):
    cases, world = Cases(place.session, place.world), place.world
    case_id = cases.listed(world.other)
    size = place.sign()
    listed = json.loads(place.receipt("other_user", world.other, size=size).content)
    assert [row["action"] for row in listed["decisions"]] == ["enter"]
    entry = cases.case(case_id).decisions[0].id
    wrong_one = attempts(place.session, entry)[0].id
    place.session.rollback()
    ask_to_take_back(place.session, world["provincial_clerk"], wrong_one, "误登记。", at(TODAY))
    agree_to_take_back(place.session, world["second_reviewer"], wrong_one, at(TODAY))
    place.sign()
    now = json.loads(place.receipt("other_user", world.other).content)
    assert (now["decisions"], wrong(now, tmp_path)) == ([], ())
    earlier = json.loads(place.receipt("other_user", world.other, size=size).content)
    assert earlier == listed
    assert wrong(earlier, tmp_path) == ()
    cases.serve(case_id, "enter")
    place.sign()
    again = json.loads(place.receipt("other_user", world.other).content)
    assert ([row["action"] for row in again["decisions"]], wrong(again, tmp_path)) == (
        ["enter"],
        (),
    )
