"""What is to be served stands on the office's page, what was served on the party's; reminders on both."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from models import OutgoingMessage
from services.serving.remind_of_deadlines import remind_of_deadlines
from tests.support.world import NOW

ENGLISH = {"Accept-Language": "en"}


def test_a_notice_stands_to_be_served_until_it_was(serve, notice, client_as):
    clerk, party = client_as("provincial_clerk"), client_as("contractor_user")
    assert notice in clerk.get("/service/", headers=ENGLISH).text
    assert notice not in party.get("/service/", headers=ENGLISH).text
    assert notice not in client_as("mianyang_clerk").get("/service/").text
    serve()
    assert notice not in clerk.get("/service/", headers=ENGLISH).text
    page = party.get("/service/", headers=ENGLISH).text
    assert notice in page
    assert "2026-11-09" in page
    assert "This reminder is not its service" in page
    assert notice not in client_as("other_user").get("/service/").text


def test_who_has_not_replied_is_reminded_once_before_the_time_ends(session, serve, notice):
    serve(on=NOW.date() - timedelta(days=5))  # Monday the 16th: five working days end on the 23rd
    too_early = NOW - timedelta(days=3)
    assert remind_of_deadlines(session, too_early) == 0
    for _ in range(2):
        assert remind_of_deadlines(session, NOW) == 1
    put = session.scalars(select(OutgoingMessage).where(OutgoingMessage.template == "deadline"))
    (message,) = put
    assert "2026-11-23" in message.params
