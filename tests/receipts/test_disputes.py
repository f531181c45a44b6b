"""The dispute mark in a receipt: proved like everything else, and without any weight."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from models import Event, Objection
from services.objections.decide_objection import Answer, ObjectionDecisionDraft, decide_objection
from services.objections.dispute_marks import marks_known
from services.objections.file_objection import ObjectionDraft, file_objection
from services.objections.take_objection_step import withdraw_objection
from tests.receipts.place import SCHEME, Place
from tests.statements.story import at
from tests.support.world import TODAY
from verify.check import check
from verify.receipt import canonical, digest_of
from verify.trust import Trust


def objected(place: Place) -> tuple[str, str]:
    """A record that counts and the objection to it, both under a signature."""
    query = select(Event.id).where(Event.subject_id == place.world.own, Event.behaviour == "B01")
    event_id = place.session.scalars(query).one()
    place.session.rollback()
    draft = ObjectionDraft("event", event_id, "wrong", ("数量有误。",))
    filed = file_objection(place.session, place.world["contractor_manager"], draft, at(TODAY))
    place.sign()
    return event_id, filed


def wrong(content: dict[str, Any], folder: Path) -> str:
    """What the checker says of an altered receipt."""
    file = folder / "altered.json"
    file.write_bytes(canonical({**content, "digest": digest_of(content)}))
    return " ".join(said.en for said in check(file, Trust()).wrong)


def test_a_receipt_carries_the_mark_with_its_date_and_the_score_is_untouched(place, tmp_path):
    before = json.loads(place.receipt().content)
    event_id, filed = objected(place)
    receipt = place.receipt()
    content = json.loads(receipt.content)
    assert content["disputes"] == [{"event_id": event_id, "since": TODAY.isoformat()}]
    assert content["result"] == before["result"]
    file = tmp_path / "receipt.json"
    file.write_bytes(receipt.content)
    report = check(file, Trust())
    assert report.wrong == ()
    assert any(f"since {TODAY}" in said.en for said in report.told)
    withdraw_objection(place.session, place.world["contractor_manager"], filed, at(TODAY))
    earlier = json.loads(place.receipt(size=receipt.signed.checkpoint.size).content)
    assert earlier["disputes"] == content["disputes"]
    place.sign()
    assert json.loads(place.receipt().content)["disputes"] == []
    known = receipt.signed.checkpoint.size
    assert len(marks_known(place.session, place.world.own, SCHEME, known)) == 1


def test_what_was_upheld_keeps_its_mark_in_a_receipt_until_it_is_put_right(place):
    event_id, filed = objected(place)
    decider = place.world["provincial_decider"]
    points = place.session.get_one(Objection, filed).points
    place.session.rollback()
    draft = ObjectionDecisionDraft(
        "upheld",
        "数量确有误。",
        tuple(Answer(point.id, True, "采纳。") for point in points),
        TODAY,
        "〔2026〕9号",
    )
    decide_objection(place.session, decider, filed, draft, at(TODAY))
    place.sign()
    assert [row["event_id"] for row in json.loads(place.receipt().content)["disputes"]] == [
        event_id
    ]


def test_a_mark_taken_out_moved_or_invented_is_found(place, tmp_path):
    event_id, _filed = objected(place)
    content = json.loads(place.receipt().content)
    assert "0 rows of disputes" in wrong(content | {"disputes": []}, tmp_path)
    later = [{"event_id": event_id, "since": date(2026, 12, 1).isoformat()}]
    assert "“since”" in wrong(content | {"disputes": later}, tmp_path)
    entries = [e for e in content["entries"] if e["body"]["kind"] != "objection.file"]
    assert "its entries give 0" in wrong(content | {"entries": entries}, tmp_path)
