"""What leaves the department: exact cells, its filter and its days on it, its hash in the record."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from models import Export
from services.events.event_draft import EventDraft
from services.events.record_event import record_event
from services.exports.read_export import (
    ExportFilter,
    Span,
    half_year_before,
    last_months,
    read_scores,
)
from services.exports.read_listings import read_listings
from services.messages import Forbidden, Invalid
from services.record.verify_record import verify_record
from services.statements.show_statement import Axes
from tests.lists.cases import SCHEME, Cases, later
from tests.support.world import NOW, TODAY

HALF = {"from_on": "2026-05-22", "until_on": TODAY.isoformat()}
OWN = "甲岭检测技术有限公司"


def names(answer) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(answer.data)).namelist()


def rows_of(answer) -> list[list[Any]]:
    book = CalamineWorkbook.from_object(io.BytesIO(answer.data))
    return book.get_sheet_by_index(0).to_python()


def table(answer) -> list[list[Any]]:
    """The rows from the head on."""
    rows = rows_of(answer)
    return rows[next(n for n, row in enumerate(rows) if "Credit code" in row) :]


def record(cases: Cases, behaviour: str = "S01", **changes) -> str:
    draft: dict[str, Any] = {
        "subject_id": cases.world.own,
        "scheme": SCHEME,
        "behaviour": behaviour,
        "occurred_on": TODAY,
        "region": "510100",
        "narrative": "服务态度评价。",
        "rating": 450,
    } | changes
    clerk = cases.world["prefecture_clerk"]
    return record_event(cases.session, clerk, EventDraft(**draft), NOW, anyway=True)


@pytest.mark.db
def test_the_report_of_the_last_half_year_is_two_clicks_away(cases: Cases, client_as, session):
    cases.listed(document_no="示环决〔2026〕5号")
    client = client_as("business_administrator")
    home = client.get("/lists/?lang=en").text
    assert 'href="/exports/"' in home
    page = client.get("/exports/?lang=en").text
    (form,) = re.findall(r'<form class="onebutton".*?</form>', page, re.DOTALL)[:1]
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    answer = client.post("/exports/lists", data=sent)
    assert answer.status_code == 200
    assert answer.mimetype.endswith("spreadsheetml.sheet")
    head, row = table(answer)[:2]
    found = dict(zip(head, row, strict=True))
    assert found["Name of contractor"] == OWN
    assert (found["Entered on"], found["Last day"]) == (TODAY, date(2028, 11, 20))
    assert found["Document number"] == "示环决〔2026〕5号"


@pytest.mark.db
def test_every_file_is_in_the_record_by_the_hash_of_its_bytes(cases: Cases, client_as, session):
    cases.listed()
    client = client_as("business_administrator")
    for form in ("xlsx", "csv", "json"):
        for kind, wishes in (
            ("lists", HALF),
            ("scores", {"scheme": SCHEME, "on": TODAY.isoformat()}),
        ):
            answer = client.post(f"/exports/{kind}", data=wishes | {"format": form})
            assert answer.status_code == 200, answer.text
            digest = hashlib.sha256(answer.data).hexdigest()
            made = session.scalar(select(Export).where(Export.sha256 == digest))
            assert (made.kind, made.format) == (kind, form)
            session.rollback()
    assert len(session.scalars(select(Export)).all()) == 6
    session.rollback()
    assert verify_record(session, None).findings == ()
    page = client.get("/exports/").text
    assert page.count("SHA-256") == 6


def test_a_file_says_its_filter_its_days_its_number_and_that_it_is_a_demonstration(
    cases: Cases, client_as, session, app
):
    cases.listed()
    config = app.extensions["xinheng.config"]
    app.extensions["xinheng.config"] = config.__class__(**{**config.__dict__, "demo": True})
    sent = HALF | {"format": "json", "region": "510100", "list": f"{SCHEME}/disqualified"}
    client = client_as("business_administrator")
    client.get("/exports/?lang=en")
    stamp = json.loads(client.post("/exports/lists", data=sent).data)["stamp"]
    made = session.scalar(select(Export))
    assert stamp["export_id"] == made.id
    assert (stamp["as_of"], stamp["known_on"]) == ("2026-11-21", "2026-11-21")
    assert stamp["demo"].startswith("Demonstration data")
    assert "Region of registration: Chengdu" in stamp["filters"]
    assert json.loads(made.filter) == {
        "scheme": SCHEME,
        "list": "disqualified",
        "region": "510100",
        "from": "2026-05-22",
        "until": "2026-11-21",
    }


def test_a_csv_comes_with_its_stamp_beside_it(cases: Cases, client_as):
    cases.listed()
    answer = client_as("business_administrator").post(
        "/exports/lists", data=HALF | {"format": "csv"}
    )
    csv_name, stamp_name = names(answer)
    bundle = zipfile.ZipFile(io.BytesIO(answer.data))
    stamp = json.loads(bundle.read(stamp_name))
    assert stamp["sha256"] == hashlib.sha256(bundle.read(csv_name)).hexdigest()


def test_no_cell_from_data_is_ever_a_formula(cases: Cases, client_as):
    cases.listed(document_no="=1+1")
    client = client_as("business_administrator")
    answer = client.post("/exports/lists", data=HALF | {"format": "xlsx"})
    assert any("=1+1" in row for row in rows_of(answer))
    written = zipfile.ZipFile(io.BytesIO(answer.data)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in written
    assert b"<f " not in written


def test_the_score_table_knows_any_day_and_what_was_known_then(cases: Cases, world, session):
    record(cases)
    admin = world["business_administrator"]
    session.rollback()
    now = read_scores(session, admin, ExportFilter(SCHEME), Axes(TODAY), TODAY)
    assert [(row.name, row.events) for row in now.rows] == [(OWN, 1)]
    before = read_scores(
        session, admin, ExportFilter(SCHEME), Axes(TODAY - timedelta(days=1)), TODAY
    )
    assert before.rows == ()
    known_today = read_scores(
        session, admin, ExportFilter(SCHEME), Axes(later(1).date(), TODAY), later(1).date()
    )
    assert [row.points for row in known_today.rows] == [row.points for row in now.rows]
    assert sum(count for _grade, count in now.by_grade()) == 1


def test_a_scheme_not_known_on_the_day_has_no_scores(cases: Cases, world, session):
    admin = world["business_administrator"]
    axes = Axes(TODAY, TODAY - timedelta(days=30))
    with pytest.raises(Invalid) as raised:
        read_scores(session, admin, ExportFilter(SCHEME), axes, TODAY)
    assert list(raised.value.fields) == ["known"]


def test_before_its_first_version_a_scheme_has_no_scores(cases: Cases, world, session):
    admin = world["business_administrator"]
    with pytest.raises(Invalid, match="from 2026-01-01 on"):
        read_scores(session, admin, ExportFilter(SCHEME), Axes(date(2025, 12, 31)), TODAY)


@pytest.mark.db
def test_a_report_holds_whoever_stood_on_a_list_on_one_of_its_days(cases: Cases, world, session):
    cases.listed(last_day=TODAY + timedelta(days=9))
    cases.decide(cases.listed(world.other), "annul", day=2)
    admin, day = world["business_administrator"], TODAY + timedelta(days=60)
    session.rollback()

    def found(first: int, last: int) -> list[str]:
        span = Span(TODAY + timedelta(days=first), TODAY + timedelta(days=last))
        rows = read_listings(session, admin, ExportFilter(), span, day).rows
        return [f"{row.name} {row.state}" for row in rows]

    assert found(-9, -1) == []
    assert found(-9, 0) == [f"{OWN} listed"]
    assert found(9, 9) == [f"{OWN} listed"]
    assert found(5, 30) == [f"{OWN} ended"]
    assert found(11, 30) == []


@pytest.mark.db
def test_a_listing_whose_execution_is_stayed_leaves_as_such_and_stands_nevertheless(
    cases: Cases, client_as, world, session
):
    cases.decide(cases.public(), "stay")
    session.rollback()
    found = read_listings(
        session, world["business_administrator"], ExportFilter(), Span(TODAY, TODAY), TODAY
    )
    assert [(row.state, row.is_public) for row in found.standing] == [("stayed", False)]
    session.rollback()
    sent = HALF | {"format": "ftm"}
    answer = client_as("business_administrator").post("/exports/lists", data=sent)
    party, sanction = (json.loads(line)["properties"] for line in answer.data.splitlines())
    assert sanction["status"] == ["Suspended"]
    assert "topics" not in party


def test_half_years():
    assert last_months(date(2026, 8, 31)) == Span(date(2026, 3, 1), date(2026, 8, 31))
    assert half_year_before(date(2026, 11, 21)) == Span(date(2026, 1, 1), date(2026, 6, 30))
    assert half_year_before(date(2026, 6, 30)) == Span(date(2025, 7, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("lists", {"from_on": "2026-11-22"}),
        ("lists", {"until_on": "2026-11-22"}),
        ("lists", {"from_on": "1900-01-01"}),
        ("lists", {"from_on": "0000-00-00"}),
        ("lists", {"from_on": ""}),
        ("lists", {"format": "exe"}),
        ("lists", {"list": "x/y"}),
        ("lists", {"list": "land-survey"}),
        ("lists", {"region": "999999"}),
        ("lists", {"other": "1"}),
        ("scores", {"scheme": "x"}),
        ("scores", {"scheme": ""}),
        ("scores", {"on": "1990-01-01"}),
        ("scores", {"on": "2200-12-31"}),
        ("scores", {"known": "2026-11-22"}),
        ("scores", {"known": "1990-01-01"}),
        ("scores", {"on": "\x00"}),
    ],
)
def test_what_cannot_be_exported_is_said_and_nothing_is_recorded(
    cases: Cases, client_as, session, kind, changes
):
    right = {"lists": HALF, "scores": {"scheme": SCHEME, "on": TODAY.isoformat()}}[kind]
    client = client_as("business_administrator")
    answer = client.post(f"/exports/{kind}", data=right | {"format": "xlsx"} | changes)
    assert answer.status_code == 422
    assert "notice--error" in answer.text
    assert session.scalars(select(Export)).all() == []


@pytest.mark.parametrize("username", ["provincial_clerk", "auditor", "prefecture_clerk"])
def test_exports_are_for_those_who_may_make_them(cases: Cases, client_as, world, session, username):
    assert client_as(username).get("/exports/").status_code == 403
    answer = client_as(username).post("/exports/lists", data=HALF | {"format": "xlsx"})
    assert answer.status_code == 403
    with pytest.raises(Forbidden):
        read_listings(session, world[username], ExportFilter(), last_months(TODAY), TODAY)


def test_the_page_says_before_the_click_what_a_file_will_hold_and_paper_says_what_it_cannot(
    cases: Cases, client_as, monkeypatch
):
    cases.public()
    cases.listed(cases.world.other)
    client = client_as("business_administrator")
    told = "Rows today: 1 in the public register, 2 on all lists. Paper holds up to 3000;"
    assert told in client.get("/exports/?lang=en").text
    for scope, count in (("public", 1), ("all", 2)):
        answer = client.post("/exports/register", data={"scope": scope, "format": "json"})
        assert len(json.loads(answer.data)["rows"]) == count
    for place in ("reports.report_paper", "web.export_page", "web.export_making"):
        monkeypatch.setattr(f"{place}.MOST_ROWS", 1)
    refused = client.post("/exports/register", data={"scope": "all", "format": "pdf"})
    assert refused.status_code == 422
    assert "Paper holds up to 1 rows, and these are 2." in refused.text
    monkeypatch.setattr("web.export_page.MOST_ROWS", 0)
    assert client.get("/exports/").text.count('<option value="pdf"') == 1
