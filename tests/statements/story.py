"""A year in the life of a contractor: records entered and confirmed by the product's own services, day by day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from models import Programme
from services.actor import Actor
from services.events.confirm_event import NoticeDecision, confirm_by_notice, confirm_events
from services.events.correct_event import agree_correction, ask_correction
from services.events.event_draft import EventDraft
from services.events.notice_event import StepDraft, steps_of, take_step
from services.events.record_event import record_event
from services.files.new_file import NewFile
from services.programmes.open_programme import NewProgramme, NewStage, open_programme
from services.rules.propose_ruleset import propose_ruleset, publish_ruleset
from services.serving.serve_document import serve_document
from tests.support.files import ROOT
from tests.support.serving import delivered
from tests.support.world import World

SCAN = NewFile("0" * 64, 100, "application/pdf", b"sealed", "现场检查记录.pdf", party_may_see=True)
LAND_SURVEY = (ROOT / "rulesets/land-survey/2026.toml").read_text("utf-8")
FIELDS: dict[str, Any] = {
    "narrative": "某地块现场检查。",
    "files": (SCAN,),
    "document_no": "川环函〔2026〕1号",
}


def at(day: date) -> datetime:
    """Noon in China on a day."""
    return datetime.combine(day, time(4), UTC)


@dataclass
class Story:
    """Writes records as the world's people do; `clerk` enters and `reviewer` confirms."""

    session: Session
    world: World
    clerk: Actor
    reviewer: Actor
    scheme: str = "land-survey"
    number: count[int] = field(default_factory=lambda: count(1))
    stage: dict[str, Any] = field(default_factory=dict)
    """The programme and the stage that records name."""

    def publish(self, text: str, on: date) -> None:
        """A version proposed by one person and published by another."""
        maker, other = (
            self.world[name] for name in ("business_administrator", "second_business_administrator")
        )
        publish_ruleset(
            self.session, other, propose_ruleset(self.session, maker, text, at(on)), at(on)
        )

    def record(
        self, subject: str, behaviour: str, on: date, known: date | None = None, **given: Any
    ) -> str:
        """Entered on the day it happened, or later (`known`)."""
        draft = EventDraft(
            subject_id=subject,
            scheme=self.scheme,
            behaviour=behaviour,
            occurred_on=on,
            region=given.pop("region", self.clerk.region or "510100"),
            **(FIELDS | given),
        )
        return record_event(self.session, self.clerk, draft, at(known or on), anyway=True)

    def confirmed(self, subject: str, behaviour: str, on: date, **given: Any) -> str:
        """Entered, and confirmed by another person on the same day."""
        event = self.record(subject, behaviour, on, **given)
        confirm_events(self.session, self.reviewer, [event], at(on))
        return event

    def noticed(self, subject: str, behaviour: str, on: date, **given: Any) -> str:
        """Entered, and the contractor served a notice of it, with five working days to reply."""
        event = self.record(subject, behaviour, on, **given)
        step = StepDraft("notice", on, "拟认定，请于期限内陈述申辩。", "川环告〔2026〕1号", 5)
        take_step(self.session, self.clerk, event, step, at(on))
        notice = steps_of(self.session, event)[0].id
        serve_document(self.session, self.clerk, delivered("event_step", notice, on), at(on))
        return event

    def decided(self, subject: str, behaviour: str, on: date, end: date, **given: Any) -> str:
        """Through the whole notice procedure to its decision."""
        event = self.noticed(subject, behaviour, on, **given)
        number = f"川环信〔2026〕{next(self.number)}号"
        confirm_by_notice(self.session, self.reviewer, event, NoticeDecision(end, number), at(end))
        return event

    def corrected(self, event: str, on: date, reason: str = "录入有误") -> None:
        """Ended as wrong from the start, without a replacement."""
        ask_correction(self.session, self.clerk, event, reason, None, at(on))
        agree_correction(self.session, self.reviewer, event, at(on))


def a_year(session: Session, world: World) -> Story:
    """The rules published, and a year of records about the contractor `own`."""
    story = Story(session, world, world["provincial_clerk"], world["provincial_reviewer"])
    story.publish(LAND_SURVEY, date(2026, 1, 26))
    own, stage = world.own, stage_of(story)
    story.record(own, "Q01", date(2026, 2, 3), numerator=46, denominator=48, **stage)
    story.confirmed(own, "S02", date(2026, 2, 20))
    story.decided(own, "S03", date(2026, 3, 2), date(2026, 3, 16))
    story.record(own, "Q03", date(2026, 4, 8), numerator=30, denominator=40, **stage)
    days = date(2026, 4, 10), date(2026, 4, 20)
    story.decided(own, "Q12", *days, quantity=2, **stage)
    story.confirmed(own, "P02", date(2026, 5, 6), quantity=4)
    story.record(own, "Q03", date(2026, 6, 2), numerator=39, denominator=40, **stage)
    for day, rating in ((4, 300), (5, 350), (6, 400)):
        story.record(own, "S01", date(2026, 6, day), rating=rating)
    story.confirmed(own, "B01", date(2026, 7, 1), severity="province")
    wrong = story.confirmed(own, "S02", date(2026, 8, 3))
    story.corrected(wrong, date(2026, 9, 1))
    story.confirmed(own, "Q11", date(2026, 9, 14), quantity=9, region="510700", **stage)
    return story


def stage_of(story: Story) -> dict[str, Any]:
    """A programme under the scheme with one stage, as records name them."""
    stages = (NewStage("现场采样", "Sampling", date(2026, 12, 31)),)
    typed = NewProgramme("用地调查", "Land survey", story.scheme, date(2026, 1, 26), stages)
    programme_id = open_programme(story.session, story.clerk, typed, at(date(2026, 1, 26)))
    programme = story.session.get_one(Programme, programme_id)
    return {"programme_id": programme_id, "stage_id": programme.stages[0].id}
