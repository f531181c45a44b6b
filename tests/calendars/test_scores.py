"""A scheme that counts working days reckons with the holidays in the record, and its receipts carry them."""

import json
from datetime import date, timedelta

import pytest

import ledger
import scoring
from models import Score
from services.calendar.load_calendar import load_shipped
from services.receipts.make_receipt import Asked, make_receipt
from services.record.verify_record import verify_record
from services.rules.rulebook import rule_book
from services.standing.scores import explain, renew_due
from services.statements.show_statement import Axes
from services.writing import unrecorded, writing
from tests.receipts.place import Place
from tests.statements.story import LAND_SURVEY, Story
from tests.support.world import NOW, TODAY
from verify.check import check
from verify.trust import Trust

pytestmark = pytest.mark.db

SCHEME = "land-survey"
DELAYED = LAND_SURVEY.replace(
    'behaviours = ["S02"]\npoints = -1\n',
    'behaviours = ["S02"]\npoints = -1\ndelay = { working_days = 8 }\n',
)
CONFIRMED = date(2026, 9, 24)
BY_WEEKENDS = date(2026, 10, 6)
BY_THE_CALENDAR = date(2026, 10, 13)
"""28, 29, 30 September, 8, 9, 10 (a worked Saturday), 12, 13 October."""


@pytest.fixture
def story(session, world):
    found = Story(session, world, world["provincial_clerk"], world["provincial_reviewer"])
    found.publish(DELAYED, date(2026, 9, 1))
    found.confirmed(world.own, "S02", CONFIRMED)
    return found


def weighs_on(session, subject, day, known=None):
    score = explain(session, subject, SCHEME, scoring.View(day, known))
    return any(line.event_id for line in score.lines)


def load_holidays(session, world):
    with writing(session, world["system_administrator"], NOW) as writer:
        load_shipped(writer)
        renew_due(session, TODAY)


def first_day(session, subject, known=None):
    days = (CONFIRMED + timedelta(days=n) for n in range(40))
    return next(day for day in days if weighs_on(session, subject, day, known))


def test_the_delay_follows_the_holidays_from_the_entry_on_that_loads_them(session, world, story):
    size = ledger.size(session)
    assert first_day(session, world.own) == BY_WEEKENDS
    load_holidays(session, world)
    assert first_day(session, world.own) == BY_THE_CALENDAR
    assert first_day(session, world.own, size) == BY_WEEKENDS
    stored = session.get_one(Score, (world.own, SCHEME))
    assert stored.book_sha256 == rule_book(session, SCHEME).hash
    assert stored.book_sha256 != rule_book(session, SCHEME, size).hash
    assert verify_record(session, None, today=TODAY).findings == ()


def test_a_scheme_that_counts_no_working_days_is_not_touched(session, world):
    story = Story(session, world, world["provincial_clerk"], world["provincial_reviewer"])
    story.publish(LAND_SURVEY, date(2026, 9, 1))
    before = rule_book(session, SCHEME)
    load_holidays(session, world)
    assert rule_book(session, SCHEME) is before


def test_a_receipt_carries_the_holidays_and_is_checked_with_them(session, world, story, tmp_path):
    load_holidays(session, world)
    place = Place(session, world, tmp_path, story)
    place.sign()
    asked = Asked(world.own, SCHEME, Axes(date(2026, 10, 12), None))
    with unrecorded(session):
        receipt = make_receipt(
            session, world["contractor_user"], asked, tmp_path / "witness", TODAY
        )
    content = json.loads(receipt.content)
    assert {"day": "2026-10-10", "works": "yes"} in content["calendar"]
    file = tmp_path / "receipt.json"
    file.write_bytes(receipt.content)
    assert check(file, Trust()).wrong == ()
    forged = content | {"calendar": [row for row in content["calendar"] if row["works"] == "no"]}
    file.write_bytes(ledger.canonical.encode(forged))
    assert check(file, Trust()).wrong != ()
