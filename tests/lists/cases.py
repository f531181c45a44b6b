"""Cases made the short way: opened, noticed, answered, decided, by the persons of the world."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from models import Case, Listing, Publication
from services.confirm_decision import confirm_decision
from services.confirm_event import NoticeDecision, confirm_by_notice
from services.decide_case import DecisionDraft, decide_case
from services.event_draft import EventDraft
from services.new_file import NewFile
from services.notice_event import StepDraft, steps_of, take_step
from services.open_case import CaseDraft, open_case
from services.propose_ruleset import propose_ruleset, publish_ruleset
from services.publish_listing import PublicationDraft, answer_publication, ask_publication
from services.record_event import record_event
from services.serve_document import serve_document
from services.take_case_step import CaseStepDraft, take_case_step
from tests.support.serving import delivered
from tests.support.world import NOW, TODAY, World

SCHEME, LIST = "land-survey", "disqualified"
RULES = Path(__file__).parents[2] / "rulesets" / SCHEME / "2026.toml"
SCAN = NewFile("0" * 64, 100, "application/pdf", b"sealed", "审批表.pdf")
BASIS = {
    "basis_title": "某省社会信用条例",
    "basis_number": "某省人大常委会公告第1号",
    "basis_article": "第二十五条",
    "basis_level": "local_regulation",
}


def publish_rules(session: Session, world: World) -> None:
    one, other = world["business_administrator"], world["second_business_administrator"]
    rules = RULES.read_text(encoding="utf-8")
    publish_ruleset(session, other, propose_ruleset(session, one, rules, NOW), NOW)


def by_hand(session: Session, statement: str, **values: Any) -> None:
    """Whoever has the database writes into it."""
    session.rollback()
    with session.begin():
        session.connection(execution_options={"writer": True})
        session.execute(text(statement), values)


def later(days: int) -> datetime:
    """Ten in the morning, so many days on."""
    return NOW + timedelta(days=days)


@dataclass(frozen=True)
class Cases:
    """``open`` → ``notice`` → (``reply`` → ``answer`` | ``waive`` | time runs out) → ``decide``."""

    session: Session
    world: World

    def open(self, subject: str = "", by: str = "provincial_clerk", **changes: Any) -> str:
        draft = CaseDraft(subject or self.world.own, SCHEME, LIST, "person", "抽查发现弄虚作假。")
        return open_case(self.session, self.world[by], replace(draft, **changes), NOW)

    def step(self, case_id: str, kind: str, by: str, day: int = 0, **changes: Any) -> str:
        draft = CaseStepDraft(kind, TODAY + timedelta(days=day), "详见所附。", **changes)  # type: ignore[arg-type]
        return take_case_step(self.session, self.world[by], case_id, draft, later(day))

    def notice(self, case_id: str, days: int = 5, **changes: Any) -> str:
        given: dict[str, Any] = {"document_no": "示环告〔2026〕3号", "way": "direct"}
        due = TODAY + timedelta(days=days)
        return self.step(case_id, "notice", "provincial_clerk", due_on=due, **(given | changes))

    def waive(self, case_id: str) -> str:
        return self.step(case_id, "waiver", "contractor_manager")

    def ready(self, subject: str = "") -> str:
        """A case in which the party has waived its statement."""
        case_id = self.open(subject)
        self.notice(case_id)
        by = "contractor_manager" if subject in ("", self.world.own) else "other_manager"
        return self.step(case_id, "waiver", by)

    def decide(
        self,
        case_id: str,
        action: str = "enter",
        by: str = "provincial_decider",
        day: int = 0,
        agreed: bool = True,
        **changes: Any,
    ) -> str:
        decided = TODAY + timedelta(days=day)
        draft = DecisionDraft(action, "事实清楚,依据充分。", decided, **changes)  # type: ignore[arg-type]
        done = decide_case(self.session, self.world[by], case_id, draft, later(day))
        if action in ("leave", "extend", "annul") and not draft.on_paper and agreed:
            self.agree(case_id, day)
        return done

    def agree(self, case_id: str, day: int = 0, by: str = "provincial_reviewer") -> str:
        """The second person confirms the decision that waits."""
        decision = next(d for d in self.case(case_id).decisions if d.waits)
        return confirm_decision(self.session, self.world[by], case_id, decision.id, later(day))

    def on_paper(self, case_id: str, by: str = "second_clerk", **changes: Any) -> str:
        decider = self.world["provincial_decider"].holder_id
        given: dict[str, Any] = {"decided_by": decider, "document_no": "示环决〔2026〕5号"}
        return self.decide(case_id, by=by, **({"files": (SCAN,)} | given | changes))

    def listed(self, subject: str = "", **changes: Any) -> str:
        """A case by which the party is on the list from today."""
        return self.decide(self.ready(subject), **changes)

    def ask(self, case_id: str, by: str = "business_administrator", **changes: Any) -> str:
        draft = PublicationDraft(**BASIS, from_on=TODAY, last_day=date(2027, 11, 20))
        return ask_publication(
            self.session, self.world[by], case_id, replace(draft, **changes), NOW
        )

    def public(self, subject: str = "") -> str:
        """A case by which the party is on the list, in public."""
        case_id = self.ask(self.listed(subject))
        answer_publication(
            self.session,
            self.world["provincial_decider"],
            case_id,
            self.publication(case_id).id,
            True,
            NOW,
        )
        return case_id

    def case(self, case_id: str) -> Case:
        return self.session.get_one(Case, case_id, populate_existing=True)

    def listing(self, case_id: str) -> Listing:
        """The listing that the case made; there must be one."""
        found = self.listing_if_any(case_id)
        assert found is not None
        return found

    def listing_if_any(self, case_id: str) -> Listing | None:
        query = select(Listing).where(Listing.case_id == case_id)
        return self.session.scalar(query.execution_options(populate_existing=True))

    def publication(self, case_id: str) -> Publication:
        query = select(Publication).join(Listing).where(Listing.case_id == case_id)
        return self.session.scalars(query.order_by(Publication.from_on.desc())).first()  # type: ignore[return-value]

    def proposal(self) -> None:
        """The rules propose the list: falsification, noticed and decided."""
        draft = EventDraft(
            subject_id=self.world.own,
            scheme=SCHEME,
            behaviour="H01",
            occurred_on=TODAY,
            region="510100",
            narrative="抽查发现采样记录系伪造。",
            document_no="示环罚〔2026〕1号",
            files=(SCAN,),
        )
        clerk, reviewer = self.world["provincial_clerk"], self.world["provincial_reviewer"]
        event_id = record_event(self.session, clerk, draft, NOW)
        notice = StepDraft("notice", TODAY, "事实", "示环告〔2026〕1号", 5)
        for step in (
            notice,
            StepDraft("reply", TODAY, "无异议"),
            StepDraft("answer", TODAY, "收悉"),
        ):
            take_step(self.session, clerk, event_id, step, NOW)
        told = steps_of(self.session, event_id)[0].id
        serve_document(self.session, clerk, delivered("event_step", told, TODAY), NOW)
        decision = NoticeDecision(TODAY, "示环认〔2026〕1号")
        confirm_by_notice(self.session, reviewer, event_id, decision, NOW)
