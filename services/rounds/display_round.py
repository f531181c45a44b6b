"""结果公示: the results are displayed to everybody, with a text, a telephone, an address and the dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from services.actor import Actor
from services.calendar.deadlines import deadline, due_of
from services.clock import day_of
from services.messages import Invalid, Message, say
from services.rounds.round_file import check, locked_round, move_on, unserved
from services.writing import Once, writing

_LATEST_BEGINNING = timedelta(days=30)


@dataclass(frozen=True)
class DisplayDraft:
    """``until_on`` is the last day, inclusive. ``leave_out``: those whom the feedback has not reached are left
    out of the round; without it there must be none.
    """

    text: str
    telephone: str
    address: str
    from_on: date
    until_on: date
    leave_out: bool = False


def display_round(
    session: Session,
    actor: Actor,
    round_id: str,
    draft: DisplayDraft,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Nobody's time to ask for a review runs any more, and every request is answered. Returns the id.

    Nothing is displayed of whoever was not served its feedback.
    """
    actor.require("round.manage")
    with writing(session, actor, now, once) as writer:
        round_ = locked_round(session, actor, round_id)
        check(session, actor, round_, "display", day_of(now))
        not_reached = session.scalars(unserved(round_.id)).all()
        if problems := _problems(session, draft, day_of(now), len(not_reached)):
            raise Invalid(problems)
        changes = {
            "state": "display",
            "display_text": draft.text,
            "display_telephone": draft.telephone,
            "display_address": draft.address,
            "display_from": draft.from_on,
            "display_until": draft.until_on,
            "display_by": actor.holder_id,
        }
        writer.result = move_on(writer, round_, "round.display", changes, left_out=not_reached)
    return writer.result


def _problems(
    session: Session, draft: DisplayDraft, today: date, not_reached: int
) -> dict[str, Message]:
    problems = {
        name: say("Please fill this in.")
        for name in ("text", "telephone", "address")
        if not getattr(draft, name).strip()
    }
    if not_reached and not draft.leave_out:
        problems["leave_out"] = say(
            "The feedback has not been served on %(count)s contractors, so their time to ask for a review"
            " has not begun. Serve it first, or say that they are left out of this round.",
            count=not_reached,
        )
    if not today <= draft.from_on <= today + _LATEST_BEGINNING:
        problems["from_on"] = say("The display begins today or within thirty days.")
    earliest = earliest_end(session, draft.from_on)
    if draft.until_on < earliest:
        problems["until_on"] = say(
            "A display takes at least %(count)s days: until %(day)s.",
            count=deadline("round_display").n,
            day=earliest.isoformat(),
        )
    return problems


def earliest_end(session: Session, from_on: date) -> date:
    """The first day that may be the last of a display."""
    return due_of(session, "round_display", from_on).on
