"""What staff read is kept in batches, for the auditor alone."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models import AccessLog


def reads(session):
    found = list(session.scalars(select(AccessLog.what).order_by(AccessLog.id)))
    session.rollback()
    return found


@pytest.fixture
def page(world):
    return f"/contractors/{world.own}/"


def test_a_page_that_staff_open_is_kept_with_the_next_batch(session, world, client_as, clock, page):
    clerk = client_as("provincial_clerk")
    before = reads(session)
    assert clerk.get(page.rstrip("/"), follow_redirects=True).status_code == 200
    assert reads(session) == before
    clock.advance(seconds=6)
    clerk.get("/lists/")
    assert reads(session)[len(before) :] == ["subject.view"]


def test_the_auditor_reads_it_at_once_and_nobody_else_does(world, client_as, page):
    client_as("provincial_clerk").get(page.rstrip("/"), follow_redirects=True)
    shown = client_as("auditor").get("/record/reading/?lang=en").text
    assert world["provincial_clerk"].name in shown
    assert "Account of a contractor" in shown
    for name in ("provincial_clerk", "contractor_manager", "system_administrator"):
        assert client_as(name).get("/record/reading/").status_code == 403


def test_a_contractor_reading_its_own_account_is_not_noted(session, client_as, clock, page):
    manager = client_as("contractor_manager")
    before = reads(session)
    manager.get(page.rstrip("/"), follow_redirects=True)
    clock.advance(seconds=6)
    manager.get("/")
    assert reads(session) == before
