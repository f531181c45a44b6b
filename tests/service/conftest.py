"""A record of which a notice was drawn up, ready to be served."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models import Service
from services.events.event_draft import EventDraft
from services.events.notice_event import StepDraft, steps_of, take_step
from services.events.record_event import record_event
from services.serving.serve_document import serve_document
from services.serving.service_records import attempts
from tests.lists.cases import SCHEME, publish_rules
from tests.support.serving import RECEIPT, delivered
from tests.support.world import NOW, TODAY, World

Serve = Callable[..., Service]


@pytest.fixture
def notice(session: Session, world: World) -> str:
    """The id of the notice."""
    publish_rules(session, world)
    clerk = world["provincial_clerk"]
    draft = EventDraft(
        subject_id=world.own,
        scheme=SCHEME,
        behaviour="M04",
        occurred_on=TODAY.replace(day=2),
        region="510100",
        narrative="项目负责人长期不在岗。",
        files=(RECEIPT,),
    )
    event_id = record_event(session, clerk, draft, NOW)
    step = StepDraft("notice", TODAY.replace(day=5), "事实与依据。", "示环告〔2026〕1号", 5)
    take_step(session, clerk, event_id, step, NOW)
    found = steps_of(session, event_id)[0].id
    session.rollback()
    return found


@pytest.fixture
def serve(session: Session, world: World, notice: str) -> Serve:
    """Serve the notice; handed over on 9 November where nothing else is said. Returns the last attempt."""

    def write(who: str = "provincial_clerk", **changes: Any) -> Service:
        on = changes.pop("on", TODAY.replace(day=9))
        draft = delivered("event_step", notice, on)
        fields = {name: getattr(draft, name) for name in draft.__dataclass_fields__}
        serve_document(session, world[who], type(draft)(**(fields | changes)), NOW)
        session.expire_all()
        found = attempts(session, notice)[-1]
        session.rollback()
        return found

    return write
