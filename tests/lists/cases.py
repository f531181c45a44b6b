"""Cases made the short way: opened, noticed, answered, decided, by the persons of the world."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from models import Case, CaseStep, Listing, Publication
from procedure.case_file import LATER
from services.cases.confirm_decision import confirm_decision
from services.cases.decide_case import DecisionDraft, decide_case
from services.cases.open_case import CaseDraft, open_case
from services.cases.take_case_step import CaseStepDraft, Investigator, PointAnswer, take_case_step
from services.events.confirm_event import NoticeDecision, confirm_by_notice
from services.events.event_draft import EventDraft
from services.events.notice_event import StepDraft, steps_of, take_step
from services.events.record_event import record_event
from services.files.new_file import NewFile
from services.lists.publish_listing import PublicationDraft, answer_publication, ask_publication
from services.rules.propose_ruleset import propose_ruleset, publish_ruleset
from services.serving.serve_document import serve_document
from tests.support.serving import delivered
from tests.support.world import NOW, TODAY, World

SCHEME, LIST = "land-survey", "disqualified"
RULES = Path(__file__).parents[2] / "rulesets" / SCHEME / "2026.toml"
SCAN = NewFile("0" * 64, 100, "application/pdf", b"sealed", "审批表.pdf")
BASIS: dict[str, Any] = {
    "basis_title": "某省社会信用条例",
    "basis_number": "某省人大常委会公告第1号",
    "basis_article": "第二十五条",
    "basis_level": "local_regulation",
}


INVESTIGATORS = (("prefecture_clerk", "川00010023"), ("mianyang_clerk", "川00010047"))
"""Two officers who take no other part in the case, with their certificates."""

NOTICE_TEXTS = {
    "reasons": "符合列入情形，拟列入名单。",
    "basis": "承担任务合同约定的资格条件。",
    "rights": "可以陈述申辩、要求听证、申请回避。",
}
NEEDED_BY_DECISION: dict[str, dict[str, Any]] = {
    "refuse": {"cause": "minor"},
    "transfer": {"addressee": "某市公安局"},
    "stay": {"orderer": "court", "order_no": "〔2026〕示行初1号"},
    "correct": {"corrects": "列入决定书当事人名称中的错字。"},
}
"""What a decision must say besides its reasons."""


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
    """``open`` → ``fix`` → ``notice`` → ``serve`` → (``reply`` → ``answer`` | ``waive`` | time runs out) → ``review``
    → ``decide`` → ``deliver``, by which the listing takes effect."""

    session: Session
    world: World

    def open(self, subject: str = "", by: str = "provincial_clerk", **changes: Any) -> str:
        draft = CaseDraft(subject or self.world.own, SCHEME, LIST, "person", "抽查发现弄虚作假。")
        return open_case(self.session, self.world[by], replace(draft, **changes), NOW)

    def step(
        self, case_id: str, kind: str, by: str = "provincial_clerk", day: int = 0, **changes: Any
    ) -> str:
        """A paper of this kind, with a text that says nothing in particular."""
        draft = CaseStepDraft(kind, TODAY + timedelta(days=day), "详见所附。")
        return take_case_step(
            self.session, self.world[by], case_id, replace(draft, **changes), later(day)
        )

    def fix(self, case_id: str) -> str:
        """Two investigators, and the facts fixed."""
        named = tuple(
            Investigator(self.world[who].holder_id, number) for who, number in INVESTIGATORS
        )
        self.step(case_id, "investigators", investigators=named)
        return self.step(case_id, "facts", files=(SCAN,))

    def notice(self, case_id: str, days: int = 5, served: bool = True, **changes: Any) -> str:
        """The facts fixed, the prior notice made out and handed over on the same day."""
        if not any(step.kind == "facts" for step in self.case(case_id).steps):
            self.fix(case_id)
        given: dict[str, Any] = {"document_no": "示环告〔2026〕3号", "days": days, **NOTICE_TEXTS}
        self.step(case_id, "notice", **(given | changes))
        if served:
            self.serve(case_id, "notice")
        return case_id

    def paper(self, case_id: str, kind: str) -> CaseStep:
        """The newest paper of a kind."""
        return [step for step in self.case(case_id).steps if step.kind == kind][-1]

    def serve(self, case_id: str, kind: str, day: int = 0) -> None:
        """Hand over a paper, or the decision of this action."""
        on = TODAY + timedelta(days=day)
        case = self.case(case_id)
        papers = [("case_step", step.id) for step in case.steps if step.kind == kind]
        decisions = [("list_decision", d.id) for d in case.decisions if d.action == kind]
        document = (papers + decisions)[-1]
        clerk = self.world["provincial_clerk"]
        serve_document(self.session, clerk, delivered(*document, on), later(day))

    def waive(self, case_id: str, by: str = "contractor_manager", day: int = 0) -> str:
        return self.step(case_id, "waiver", by, day)

    def reply(
        self,
        case_id: str,
        *points: str,
        by: str = "contractor_manager",
        day: int = 0,
        **changes: Any,
    ) -> str:
        said = points or ("已全部复测。", "请求缩短期限。")
        return self.step(case_id, "reply", by, day, points=said, **changes)

    def answer(self, case_id: str, day: int = 0) -> str:
        """Every point that stands unanswered, none taken up."""
        points = [p for step in self.case(case_id).steps for p in step.points if p.answer is None]
        answers = tuple(PointAnswer(point.id, False, "与事实不符。") for point in points)
        return self.step(case_id, "answer", day=day, answers=answers)

    def review(self, case_id: str, day: int = 0, by: str = "provincial_reviewer") -> str:
        """Passed by the legal review; a serious matter is discussed, too."""
        self.step(case_id, "review", by, day, passed=True)
        return self.step(case_id, "discussion", day=day, present="负责人4人", files=(SCAN,))

    def ready(self, subject: str = "") -> str:
        """A case that only its decision lacks: the party has waived its statement."""
        case_id = self.open(subject)
        self.notice(case_id)
        mine = subject in ("", self.world.own)
        self.waive(case_id, "contractor_manager" if mine else "other_manager")
        return self.review(case_id)

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
        needed = NEEDED_BY_DECISION.get(action, {})
        draft = DecisionDraft(action, "事实清楚,依据充分。", decided, **(needed | changes))
        done = decide_case(self.session, self.world[by], case_id, draft, later(day))
        if action in LATER and not draft.on_paper and agreed:
            self.agree(case_id, day)
        return done

    def deliver(self, case_id: str, day: int = 0) -> str:
        """The repair notice made out, and both papers handed over: the listing takes effect."""
        self.step(case_id, "repair_notice", day=day)
        self.serve(case_id, "enter", day)
        self.serve(case_id, "repair_notice", day)
        return case_id

    def agree(self, case_id: str, day: int = 0, by: str = "second_reviewer") -> str:
        """The second person confirms the decision that waits."""
        decision = next(d for d in self.case(case_id).decisions if d.waits)
        return confirm_decision(self.session, self.world[by], case_id, decision.id, later(day))

    def on_paper(self, case_id: str, by: str = "second_clerk", **changes: Any) -> str:
        decider = self.world["provincial_decider"].holder_id
        given: dict[str, Any] = {"decided_by": decider, "document_no": "示环决〔2026〕5号"}
        return self.decide(case_id, by=by, **({"files": (SCAN,)} | given | changes))

    def listed(self, subject: str = "", **changes: Any) -> str:
        """A case by which the party is on the list from today."""
        return self.deliver(self.decide(self.ready(subject), **changes))

    def ask(self, case_id: str, by: str = "business_administrator", **changes: Any) -> str:
        draft = PublicationDraft(**BASIS, from_on=TODAY, last_day=date(2027, 11, 20))
        listing_id = self.listing(case_id).id
        ask_publication(self.session, self.world[by], listing_id, replace(draft, **changes), NOW)
        return case_id

    def public(self, subject: str = "") -> str:
        """A case by which the party is on the list, in public."""
        case_id = self.ask(self.listed(subject))
        publication, decider = self.publication(case_id), self.world["provincial_decider"]
        answer_publication(self.session, decider, publication.listing_id, publication.id, True, NOW)
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
