"""Whoever is in scope is reminded of its result; the reminder starts no clock."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import OutgoingMessage
from services.serving.show_reminders import reminders
from tests.rounds.rounds import Rounds
from tests.support.world import World


def test_everybody_in_scope_is_reminded_once_of_its_result(
    rounds: Rounds, world: World, session: Session
) -> None:
    round_id = rounds.feedback(rounds.open(), served=False)
    told = select(OutgoingMessage.subject_id).where(OutgoingMessage.template == "result")
    assert sorted(session.scalars(told)) == sorted((world.own, world.other))
    (reminder,) = reminders(session, world.own)
    assert reminder.about == ("round", rounds.row_of(round_id, world.own).id)
    assert "2026年第二批评价" in str(reminder.text)
