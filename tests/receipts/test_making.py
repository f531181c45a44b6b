"""What a receipt holds: the score as it was known at a signed size, every row of it, and nobody's name."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

import ledger
import scoring
from models import Event
from services.messages import Conflict, Forbidden, NotFound
from services.receipts.make_receipt import published_fingerprints
from services.rules.rulebook import rule_book
from services.standing.facts import facts
from services.standing.scores import explain
from tests.receipts.place import SCHEME, later_record
from tests.support.world import TODAY
from verify import score as second
from verify.check import check
from verify.derive import derive
from verify.trust import Trust


def told(receipt):
    return json.loads(receipt.content)


def proved(receipt, folder, name="r.json"):
    file = folder / name
    file.write_bytes(receipt.content)
    report = check(file, Trust())
    assert report.wrong == ()
    return report


def test_the_same_wish_gives_the_same_bytes(place):
    assert place.receipt().content == place.receipt(by="provincial_clerk").content


def test_the_result_is_the_score_of_the_page(place):
    result = told(place.receipt())["result"]
    score = explain(place.session, place.world.own, SCHEME, scoring.View(TODAY))
    assert result["points"] == score.points_text
    assert [line["kind"] for line in result["lines"]] == [line.kind for line in score.lines]
    assert len(result["next_changes"]) == len(score.next_changes)


def test_its_rows_are_columns_that_the_second_reading_takes(place):
    content = told(place.receipt())
    texts = [
        e["body"]["data"]["ruleset"]["text"]
        for e in content["entries"]
        if e["body"]["kind"] == "ruleset.propose"
    ]
    found = second.evaluate(texts, content["facts"], TODAY, None, content["decisions"])
    assert found["subjects"] == [content["result"]]


def test_its_entries_give_every_fact_that_scoring_reads(place):
    """Whatever new way there is to change a fact, a receipt must carry its entries."""
    content = told(place.receipt())
    derived = derive(content["subject_id"], SCHEME, content["entries"])
    known = facts(place.session, SCHEME, [place.world.own])
    assert derived.facts() == content["facts"]
    assert {row["event_id"] for row in derived.facts()[1:]} == {f.event_id for f in known.rows}
    for row, fact in zip(
        sorted(derived.facts()[1:], key=lambda r: r["event_id"]),
        sorted(known.rows, key=lambda f: f.event_id),
        strict=True,
    ):
        given = {name for name in scoring.Fact.__slots__ if getattr(fact, name) is not None}
        assert set(row) - {"scheme"} == given
    assert len(derived.decision_rows()) == len(known.decision_rows) == 2


def test_a_corrected_record_is_in_it_with_the_day_on_which_it_ended(place):
    voided = [row for row in told(place.receipt())["facts"] if "voided_at" in row]
    assert [row["behaviour"] for row in voided] == ["S02"]


def test_no_name_and_no_narrative_is_in_it(place):
    text = place.receipt().content.decode()
    names = {actor.name for actor in place.world.actors.values()}
    assert [name for name in names if name in text] == []
    for told_once in ("甲岭", "某地块现场检查", "事实清楚", "现场检查记录", "录入有误", "陈述申辩"):
        assert told_once not in text


def test_nothing_of_another_contractor_is_in_it(place):
    assert place.world.other not in place.receipt().content.decode()


def test_a_contractor_without_records_has_a_receipt_too(place, tmp_path):
    receipt = place.receipt(by="other_user", subject=place.world.other)
    assert told(receipt)["facts"] == [
        {"subject_id": place.world.other, "file_opened_on": "2024-01-02"}
    ]
    proved(receipt, tmp_path)


@pytest.mark.parametrize(
    ("on", "known_on"),
    [
        (TODAY, None),
        (date(2026, 5, 1), None),
        (date(2026, 9, 15), date(2026, 8, 20)),
        (date(2026, 3, 1), date(2026, 3, 1)),
        (TODAY + timedelta(days=400), None),
    ],
)
def test_any_day_and_any_knowledge_are_proved(place, tmp_path, on, known_on):
    proved(place.receipt(on=on, known_on=known_on), tmp_path)


def test_what_came_later_than_the_knowledge_is_not_in_it(place):
    before = told(place.receipt(known_on=date(2026, 8, 20)))
    assert not any("voided_at" in row for row in before["facts"])
    assert before["decisions"] == []
    assert before["known"] < told(place.receipt())["known"]


def test_younger_entries_are_counted_and_left_out(place, tmp_path):
    later_record(place)
    receipt = place.receipt()
    assert receipt.younger == 2
    proved(receipt, tmp_path)
    place.sign()
    newer = place.receipt()
    assert newer.younger == 0
    assert len(newer.facts) == len(receipt.facts) + 1
    proved(newer, tmp_path)


def test_a_receipt_of_an_earlier_checkpoint_is_made_again_as_it_was(place):
    first = place.receipt()
    later_record(place)
    place.sign()
    again = place.receipt(size=first.signed.checkpoint.size)
    assert again.content == first.content
    with pytest.raises(NotFound):
        place.receipt(size=3)


def test_nothing_is_proved_before_anything_is_signed(place):
    place.folder.joinpath("witness").rename(place.folder / "gone")
    with pytest.raises(Conflict, match="has not been signed yet"):
        place.receipt()


def test_a_record_that_does_not_fit_its_checkpoint_gives_no_receipt(place):
    tile = next((place.folder / "witness" / "tile").rglob("*.p/*"))
    data = bytearray(tile.read_bytes())
    data[-1] ^= 1
    tile.write_bytes(bytes(data))
    with pytest.raises(Conflict, match="does not fit its signed checkpoint"):
        place.receipt()


def test_a_day_before_the_rules_has_no_score_to_prove(place):
    with pytest.raises(Conflict, match="There is no score on this day"):
        place.receipt(on=date(2020, 1, 1))


def test_before_it_was_on_record_there_is_nothing_to_prove(place):
    with pytest.raises((Conflict, NotFound)):
        place.receipt(known_on=date(2024, 1, 1))


def test_whoever_sees_only_headings_cannot_have_every_record(place):
    with pytest.raises(Forbidden, match="lie outside your region"):
        place.receipt(by="prefecture_clerk")


def test_whoever_may_not_read_cases_cannot_have_the_decisions(place):
    region = replace(place.world["prefecture_clerk"], region="510000")
    place.world.actors["prefecture_clerk"] = region
    with pytest.raises(Forbidden, match="decisions on lists"):
        place.receipt(by="prefecture_clerk")


def test_another_contractor_does_not_learn_that_it_exists(place):
    with pytest.raises(NotFound):
        place.receipt(by="other_user")


def test_the_auditor_may_have_it(place):
    assert place.receipt(by="auditor").content == place.receipt().content


def test_making_one_writes_nothing(place):
    before = ledger.size(place.session)
    place.receipt()
    assert ledger.size(place.session) == before


def test_the_book_of_rules_is_the_one_known_then(place):
    receipt = place.receipt()
    known = receipt.score.view.known
    assert receipt.score.book_hash == rule_book(place.session, SCHEME, known).hash
    rows = told(receipt)["rulesets"]
    assert [row["version"] for row in rows] == [receipt.ruleset.version]
    assert rows[0]["sha256"] == receipt.ruleset.sha256


def test_every_record_of_the_subject_that_counts_is_in_it(place):
    counted = {
        event.id
        for event in place.session.scalars(select(Event).where(Event.subject_id == place.world.own))
        if event.confirmation
    }
    assert {row["event_id"] for row in place.receipt().facts[1:]} == counted


def test_the_keys_that_sign_are_told_to_everybody(place):
    ((name, mark),) = published_fingerprints(place.folder / "witness")
    assert (name, mark) == ("test.example/credit", place.receipt().fingerprint)
