"""What the names in addresses stand for: one object of ours, one of somebody else's, and one of nobody's.

A route may name its parts only as listed here, so that every new route is walked without being told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import RoundSubject, new_id
from services.actor import SYSTEM
from services.apply import Private
from services.calendar.load_calendar import NoticeDraft, propose_year
from services.drafts.edit_draft import begin_draft
from services.files.new_file import NewFile, evidence_rows
from services.people.add_colleague import add_colleague
from services.people.change_roles import propose_role
from services.people.deputies import DeputyDraft, name_deputy
from services.people.hand_over import HandoverDraft, hand_over
from services.rounds.ask_review import RequestDraft, ask_review
from services.rounds.give_feedback import give_feedback
from services.rounds.open_round import RoundDraft, open_round
from services.rules.propose_ruleset import propose_ruleset, publish_ruleset
from services.writing import Writer, writing
from tests.calendars.notice import MADE_UP_2027
from tests.support.world import NOW, TODAY, World

RULESETS = Path(__file__).parents[2] / "rulesets"
NOBODYS = "0" * 32
DAY = date(2026, 10, 12).isoformat()
SCAN = NewFile("0" * 64, 100, "application/pdf", b"sealed", "scan.pdf")


@dataclass(frozen=True)
class Sides:
    """Values of the names in addresses, for the contractor `own` and for the `other`."""

    own: Mapping[str, str]
    other: Mapping[str, str]

    @property
    def none(self) -> dict[str, str]:
        """Well-formed ids of nothing; what is no id stays."""
        return {name: NOBODYS if len(part) == 32 else part for name, part in self.own.items()}


def build(session: Session, world: World) -> Sides:
    """Write the objects into a database of the world."""
    colleague = add_colleague(session, world["contractor_manager"], "郑某", "zheng.mou", False, NOW)
    grant = propose_role(
        session,
        world["security_administrator"],
        world["nobody"].account_id,
        "provincial_clerk",
        NOW,
    )
    ruleset = _ruleset(session, world)
    draft = begin_draft(session, world["business_administrator"], NOW, ruleset)
    notice = NoticeDraft(2027, "国办发明电〔2026〕0号", TODAY, MADE_UP_2027)
    calendar = propose_year(session, world["business_administrator"], notice, NOW)
    results = _round(session, world)
    with writing(session, SYSTEM, NOW) as writer:
        shared = _programme(writer) | {
            "office_id": world.offices["jinjiang"],
            "grant_id": grant,
            "ruleset_id": ruleset,
            "draft_id": draft,
            "calendar_id": calendar,
            "chapter": "general",
            "kind": "notice",
            "name": "start",
            "template": "entry_decision",
            "export_id": new_id(),
        }
        own = shared | _objects(writer, world, world.own, shared["programme_id"])
        other = shared | _objects(writer, world, world.other, shared["programme_id"])
    work = {"deputy_id": _deputy(session, world), "handover_id": _handover(session, world)}
    own |= results["own"] | work
    other |= results["other"] | work
    own["account_id"] = colleague
    other["account_id"] = world["other_user"].account_id
    session.rollback()
    return Sides(own, other)


def _ruleset(session: Session, world: World) -> str:
    """The scheme of the demo province, published by two persons."""
    text = (RULESETS / "land-survey" / "2026.toml").read_text(encoding="utf-8")
    ruleset_id = propose_ruleset(session, world["business_administrator"], text, NOW)
    publish_ruleset(session, world["second_business_administrator"], ruleset_id, NOW)
    return ruleset_id


def _deputy(session: Session, world: World) -> str:
    """The reviewer stands in for the clerk today; nobody has agreed to it yet."""
    clerk, reviewer = world["provincial_clerk"], world["provincial_reviewer"]
    draft = DeputyDraft(clerk.holder_id, reviewer.holder_id, "provincial_clerk", TODAY, TODAY)
    return name_deputy(session, clerk, draft, NOW)


def _handover(session: Session, world: World) -> str:
    """What is open of the clerk goes to the second one."""
    clerk, second = world["provincial_clerk"], world["second_clerk"]
    return hand_over(
        session, clerk, HandoverDraft(clerk.holder_id, second.holder_id, "调岗。"), NOW
    )


def _round(session: Session, world: World) -> dict[str, dict[str, str]]:
    """A round that was fed back, in which both contractors ask for a review."""
    clerk = world["provincial_clerk"]
    round_id = open_round(session, clerk, RoundDraft("land-survey", "评价批次", TODAY), NOW)
    give_feedback(session, clerk, round_id, 15, NOW)
    found = {}
    for side, manager in (("own", "contractor_manager"), ("other", "other_manager")):
        query = select(RoundSubject).where(
            RoundSubject.round_id == round_id,
            RoundSubject.subject_id == world.contractors[side],
        )
        row_id = session.scalars(query).one().id
        ask_review(session, world[manager], row_id, RequestDraft(("请复核。",), TODAY), NOW)
        row = session.get_one(RoundSubject, row_id, populate_existing=True)
        found[side] = {"round_id": round_id, "row_id": row_id, "request_id": row.requests[0].id}
    return found


def _programme(writer: Writer) -> dict[str, str]:
    programme_id = new_id()
    names = {"name_zh": "专项工作", "name_en": "Programme"}
    programme = {"id": programme_id, "scheme": "land-survey", "from_on": DAY, **names}
    stage = {"id": new_id(), "programme_id": programme_id, "position": 1, "due_on": DAY, **names}
    writer.add("programme.open", {"programme": programme, "stages": [stage]})
    return {"programme_id": programme_id, "scheme": "land-survey", "version": "2026"}


def _objects(writer: Writer, world: World, subject_id: str, programme_id: str) -> dict[str, str]:
    """One of each kind that belongs to a contractor."""
    write = _Of(writer, world, subject_id)
    event = write.event()
    return {
        "subject_id": subject_id,
        "relation_id": write.relation(),
        "assignment_id": write.assignment(programme_id),
        **event,
        **write.case(),
        **write.notice(),
        "objection_id": write.objection(event["event_id"]),
        "repair_id": write.repair(event["event_id"]),
        "listing_id": new_id(),
        "proposal_id": new_id(),
        "listed_id": new_id(),
    }


class _Of:
    """Rows of one contractor."""

    def __init__(self, writer: Writer, world: World, subject_id: str) -> None:
        self.writer, self.world, self.subject_id = writer, world, subject_id
        self.place = {"subject_id": subject_id, "office_id": world.offices["province"]}

    def _add(self, kind: str, data: dict[str, Any], private: Private | None = None) -> None:
        self.writer.add(kind, data, subject=self.subject_id, private=private)

    def relation(self) -> str:
        row = {"id": new_id(), "subject_id": self.subject_id, "kind": "legal_representative"}
        private = Private()
        private.keep("relation", row["id"], person_name="某甲")
        self._add("subject.relate", {"relation": row | {"from_on": DAY}}, private)
        return row["id"]

    def assignment(self, programme_id: str) -> str:
        row = {
            "id": new_id(),
            "programme_id": programme_id,
            "subject_id": self.subject_id,
            "region": "510100",
            "part": "sole",
            "from_on": DAY,
        }
        self._add("assignment.make", {"assignments": [row]})
        return row["id"]

    def event(self) -> dict[str, str]:
        """A confirmed record with a file."""
        event_id, private = new_id(), Private()
        private.keep("event", event_id, narrative="现场检查")
        files = evidence_rows("event", event_id, [SCAN], private)
        event = {
            "id": event_id,
            **self.place,
            "scheme": "land-survey",
            "behaviour": "S02",
            "occurred_on": DAY,
            "region": "510100",
            "entered_by": self.world["provincial_clerk"].holder_id,
            "confirm": "review",
        }
        confirmation = {
            "event_id": event_id,
            "counts_from": DAY,
            "way": "review",
            "entered_by": self.world["provincial_clerk"].holder_id,
            "confirmed_by": self.world["provincial_reviewer"].holder_id,
        }
        data = {"event": event, "evidence": files, "confirmation": confirmation}
        self._add("event.record", data, private)
        return {"event_id": event_id, "evidence_id": files[0]["id"]}

    def notice(self) -> dict[str, str]:
        """A notice of a record that waits; it has not been served yet."""
        event_id, step_id, private = new_id(), new_id(), Private()
        private.keep("event", event_id, narrative="现场检查")
        event = {
            "id": event_id,
            **self.place,
            "scheme": "land-survey",
            "behaviour": "M04",
            "occurred_on": DAY,
            "region": "510100",
            "entered_by": self.world["provincial_clerk"].holder_id,
            "confirm": "notice",
        }
        self._add("event.record", {"event": event}, private)
        step = {
            "id": step_id,
            "event_id": event_id,
            "kind": "notice",
            "on": DAY,
            "days": 5,
            "document_no": "示环告〔2026〕1号",
            "by": self.world["provincial_clerk"].holder_id,
            "on_behalf": False,
        }
        told = Private()
        told.keep("event_step", step_id, text="事实与依据")
        self._add("event.step", {"step": step}, told)
        return {"document_kind": "event_step", "document_id": step_id}

    def objection(self, event_id: str) -> str:
        """Filed by the party, and not decided yet."""
        objection_id = new_id()
        days = dict.fromkeys(("received_on", "marked_on"), TODAY.isoformat())
        objection = {
            "id": objection_id,
            **self.place,
            "scheme": "land-survey",
            "event_id": event_id,
            "ground": "wrong",
            "filed_by": self.world["contractor_manager"].holder_id,
            **days,
        }
        self._add("objection.file", {"objection": objection, "points": []})
        return objection_id

    def repair(self, event_id: str) -> str:
        """Asked for by the party, and not decided yet."""
        repair_id = new_id()
        repair = {
            "id": repair_id,
            **self.place,
            "scheme": "land-survey",
            "channel": "portal",
            "received_on": TODAY.isoformat(),
            "asked_by": self.world["contractor_manager"].holder_id,
        }
        item = {
            "id": new_id(),
            "repair_id": repair_id,
            "position": 0,
            "event_id": event_id,
            "norm": "order36",
            "severity": "general",
            "determined_on": DAY,
            "possible_from": DAY,
        }
        self._add("repair.ask", {"repair": repair, "items": [item]})
        return repair_id

    def case(self) -> dict[str, str]:
        """A proposed listing that nobody has decided yet."""
        case_id, private = new_id(), Private()
        private.keep("list_case", case_id, grounds="理由")
        case = {
            "id": case_id,
            **self.place,
            "scheme": "land-survey",
            "list_code": "disqualified",
            "origin": "person",
            "opened_on": TODAY.isoformat(),
            "opened_by": self.world["provincial_clerk"].holder_id,
        }
        self._add("case.open", {"case": case}, private)
        return {
            "case_id": case_id,
            "extension_id": self._extension(case_id),
            "paper_id": self._paper(case_id),
            "dossier_grant_id": self._dossier_grant(case_id),
        }

    def _dossier_grant(self, case_id: str) -> str:
        """The case's dossier, open to a court whose code is not used yet."""
        office = self.world["provincial_clerk"].office_id
        clerk, today = self.world["provincial_clerk"].holder_id, TODAY.isoformat()
        dossier_id, disclosure_id, grant_id = new_id(), new_id(), new_id()
        about = {"subject_id": self.subject_id}
        dossier = {"id": dossier_id, "case_id": case_id, **about, "whole": True, "on": today}
        disclosure = {
            "id": disclosure_id,
            **about,
            "recipient": "某市中级人民法院",
            "what": "案卷",
            "basis": "某法第一条",
            "given_on": today,
            "office_id": office,
            "by": clerk,
        }
        grant = {
            "id": grant_id,
            "dossier_id": dossier_id,
            "disclosure_id": disclosure_id,
            "reader": "court",
            "from_on": today,
            "until_on": today,
            "granted_by": clerk,
        }
        dossier |= {"pages": 3, "missing": 0, "sha256": "0" * 64, "by": clerk}
        data = {"dossier": dossier, "disclosure": disclosure, "grant": grant}
        self._add("dossier.grant", data)
        return grant_id

    def _paper(self, case_id: str) -> str:
        """The draft of the case's prior notice, which nobody has checked yet."""
        paper_id, private = new_id(), Private()
        private.keep("official_paper", paper_id, title="事先告知书", body="经查")
        clerk = self.world["provincial_clerk"].holder_id
        row = {
            "id": paper_id,
            "business": "case",
            "business_id": case_id,
            **self.place,
            "template": "prior_notice",
            "version": 1,
            "layout": "form",
            "number_form": "〔2026〕　　号",
            "drafted_by": clerk,
            "drafted_on": TODAY.isoformat(),
            "revised_by": clerk,
        }
        self._add("paper.draft", {"paper": row}, private)
        return paper_id

    def _extension(self, case_id: str) -> str:
        """More time asked for, which nobody has granted yet."""
        extension_id, private = new_id(), Private()
        private.keep("extension", extension_id, reason="案情复杂")
        row = {
            "id": extension_id,
            "code": "case_length",
            "business": "case",
            "business_id": case_id,
            "subject_id": self.subject_id,
            "due_on": TODAY.isoformat(),
            "n": 30,
            "state": "asked",
            "asked_by": self.world["provincial_clerk"].holder_id,
            "asked_on": TODAY.isoformat(),
        }
        self._add("extension.ask", {"extension": row}, private)
        return extension_id
