"""The standing of a half-year's last day is sealed as it was known that night, and never computed again."""

from __future__ import annotations

import hashlib
import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from models import Evidence, Export
from services.exports.seal_standing import half_years
from services.record.verify_record import verify_record
from tests.exports.test_exports import record
from tests.lists.cases import SCHEME, Cases

NEW_YEARS_EVE = {"scheme": SCHEME, "on": "2026-12-31"}


def test_half_years_that_have_ended_may_be_sealed():
    assert half_years(date(2025, 1, 1), date(2026, 7, 1)) == [
        date(2026, 6, 30),
        date(2025, 12, 31),
        date(2025, 6, 30),
    ]
    assert half_years(date(2026, 1, 1), date(2026, 6, 30)) == []


@pytest.mark.db
def test_a_sealed_standing_is_taken_again_byte_for_byte_whatever_was_recorded_since(
    cases: Cases, client_as, session, clock, app
):
    record(cases)
    clock.advance(days=45)
    client = client_as("business_administrator")
    assert client.post("/exports/snapshots", data=NEW_YEARS_EVE).status_code == 303
    sealed = session.scalars(select(Export)).one()
    file = session.scalars(select(Evidence).where(Evidence.owner_kind == "export")).one()
    digest, address = sealed.sha256, f"/evidence/{file.id}/original"
    session.rollback()
    record(cases, rating=100)
    taken = client.post(address)
    assert hashlib.sha256(taken.data).hexdigest() == digest
    rows = CalamineWorkbook.from_object(io.BytesIO(taken.data)).get_sheet_by_index(0).to_python()
    assert any("甲岭检测技术有限公司" in row for row in rows)
    assert verify_record(session, app.extensions["xinheng.store"]).findings == ()


def test_a_standing_is_sealed_once(cases: Cases, client_as, clock, session):
    record(cases)
    clock.advance(days=45)
    client = client_as("business_administrator")
    assert client.post("/exports/snapshots", data=NEW_YEARS_EVE).status_code == 303
    assert client.post("/exports/snapshots", data=NEW_YEARS_EVE).status_code == 409
    assert len(session.scalars(select(Export)).all()) == 1


@pytest.mark.parametrize("on", ["2026-12-30", "2026-12-31", "2027-06-30", "tomorrow"])
def test_only_the_end_of_a_half_year_that_is_over_can_be_sealed(
    cases: Cases, client_as, session, on
):
    record(cases)
    client = client_as("business_administrator")
    assert client.post("/exports/snapshots", data={"scheme": SCHEME, "on": on}).status_code == 422
    assert session.scalars(select(Export)).all() == []


def test_who_may_not_export_may_not_seal(cases: Cases, client_as, clock):
    clock.advance(days=45)
    assert (
        client_as("prefecture_clerk").post("/exports/snapshots", data=NEW_YEARS_EVE).status_code
        == 403
    )
