"""Record a change of name from its day; every name stays searchable, documents keep that of their day."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from identity.names import fold
from models import Subject, new_id
from services.actor import Actor
from services.apply import Private
from services.clock import day_of
from services.locking import lock_subjects
from services.messages import Invalid, Message, say
from services.scope import subject_or_404
from services.subjects.look_alikes import alike_question
from services.subjects.subject_checks import past_day
from services.writing import Once, writing


def rename_subject(
    session: Session,
    actor: Actor,
    subject_id: str,
    name: str,
    from_on: date,
    now: datetime,
    another: bool = False,
    once: Once | None = None,
) -> str:
    """Give a subject its new name; returns its id.

    A name from the day of the present one corrects it. Raises ``Invalid`` by field; a look-alike is
    asked about in the field ``another``.
    """
    actor.require("subject.amend")
    with writing(session, actor, now, once) as writer:
        lock_subjects(session, [subject_id])
        subject = subject_or_404(session, actor, subject_id)
        problems = _faults(subject, name, from_on, day_of(now))
        if not problems and not another:
            problems = alike_question(session, name, but=subject.id)
        if problems:
            raise Invalid(problems)
        name_id, private = new_id(), Private()
        private.keep("subject_name", name_id, name=name)
        data = {
            "id": name_id,
            "subject_id": subject_id,
            "from_on": from_on.isoformat(),
            "position": len(subject.names),
        }
        writer.add("subject.rename", {"name": data}, subject=subject_id, private=private)
        writer.result = subject_id
    session.refresh(subject, ["names"])
    return writer.result


def _faults(subject: Subject, name: str, from_on: date, today: date) -> dict[str, Message]:
    if not fold(name):
        return {"name": say("A name has letters or characters; this one has only signs.")}
    if name == subject.name:
        return {"name": say("This is already its name.")}
    if fault := past_day(from_on, today):
        return {"from_on": fault}
    since = subject.names[-1].from_on
    if from_on < since:
        return {
            "from_on": say(
                "The present name was borne from %(day)s; a new one cannot begin before.",
                day=since.isoformat(),
            )
        }
    return {}
