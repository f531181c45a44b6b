"""A paper in a case, from the naming of the investigators to the repair notice: one draft, checked by its kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from models import Case, new_id
from procedure.case_file import CaseFile
from procedure.cases import ACTIONS, barred, missing
from services.actor import Actor
from services.apply import Private
from services.apply.rows import body_value
from services.calendar.deadlines import deadline
from services.cases.case_file import case_clock, case_file
from services.cases.case_reminders import remind_of_paper
from services.cases.case_words import refuse
from services.clock import day_of
from services.files.new_file import NewFile, evidence_rows
from services.locking import lock_case, lock_subjects
from services.messages import Forbidden, Invalid, Message, say
from services.papers.standing_papers import loose_paper_numbered
from services.people.who_may import who_may
from services.scope import case_or_404
from services.writing import Once, writing


@dataclass(frozen=True)
class Investigator:
    holder_id: str
    certificate_no: str


@dataclass(frozen=True)
class PointAnswer:
    point_id: str
    taken_up: bool
    reasons: str


@dataclass(frozen=True)
class CaseStepDraft:
    """Which of the fields a kind needs stands in NEEDED; a party's own paper may be entered 代录 by staff.

    ``text``: what the paper says (of a notice: the facts). ``days``: working days to reply that a notice
    grants. ``person``: the chair of a hearing, or who is asked to withdraw. ``regards``: the request, or the
    decision, that this paper answers. ``passed``: the outcome of a review, a recusal or an approval; of the
    record of a hearing: signed by the party.
    """

    kind: str
    on: date
    text: str = ""
    document_no: str | None = None
    reasons: str | None = None
    basis: str | None = None
    rights: str | None = None
    days: int | None = None
    held_on: date | None = None
    place: str | None = None
    present: str | None = None
    office: str | None = None
    signed_by: str | None = None
    regards: str | None = None
    passed: bool | None = None
    person: str | None = None
    investigators: tuple[Investigator, ...] = ()
    points: tuple[str, ...] = ()
    answers: tuple[PointAnswer, ...] = ()
    files: tuple[NewFile, ...] = ()


_TEXT = say("Please say what the paper says.")
_CHAIR = say("Say who presides.")
NEEDED: dict[str, dict[str, Message]] = {
    "investigators": {"investigators": say("Name two investigators with their certificates.")},
    "recusal_request": {"person": say("Say who is asked to withdraw."), "text": _TEXT},
    "recusal_decision": {
        "regards": say("Say which request is decided."),
        "passed": say("Say whether the person has to withdraw."),
        "text": _TEXT,
    },
    "facts": {"text": say("Please give the facts and name the evidence.")},
    "notice": {
        "text": say("Please give the facts."),
        "reasons": say("Please give the reasons."),
        "basis": say("Please give the legal basis."),
        "rights": say("Please tell the party its rights."),
        "document_no": say("A notice has a document number."),
        "days": say("Say how many working days the party has to reply."),
    },
    "reply": {"points": say("Please state your points, one by one.")},
    "waiver": {"text": _TEXT},
    "hearing_request": {"text": _TEXT},
    "hearing_notice": {
        "document_no": say("A notice has a document number."),
        "held_on": say("Say on which day the hearing is held."),
        "place": say("Say where the hearing is held."),
        "person": _CHAIR,
    },
    "hearing_record": {
        "person": _CHAIR,
        "passed": say("Say whether the party signed the record."),
        "text": _TEXT,
        "files": say("The record of a hearing needs the scan of the signed paper."),
    },
    "answer": {"answers": say("Answer each point: taken up or not, with the reasons.")},
    "review": {"passed": say("Say whether the review passes."), "text": _TEXT},
    "discussion": {"present": say("Say who took part."), "text": _TEXT},
    "approval": {
        "office": say("Say which office approved."),
        "signed_by": say("Say who signed the approval."),
        "document_no": say("An approval has a document number."),
        "passed": say("Say whether the entry was approved."),
        "files": say("An approval needs the scan of the signed paper."),
    },
    "repair_notice": {"text": say("Say what the party can do to leave the list.")},
}
"""What each kind of paper must say."""

_IN_BODY = ("kind", "on", "document_no", "days", "held_on", "regards", "passed")
_PRIVATE = ("text", "reasons", "basis", "rights", "place", "present", "office", "signed_by")
_BORNE_BY_NAMED = ("investigators", "hearing_notice", "hearing_record")
"""Papers whose part in the case is that of the persons named, whoever types them."""
_PARTS = {"hearing_notice": "chair", "hearing_record": "chair", "recusal_request": "asked"}


def take_case_step(
    session: Session,
    actor: Actor,
    case_id: str,
    draft: CaseStepDraft,
    now: datetime,
    once: Once | None = None,
) -> str:
    """Record one paper; the party itself brings its own. Returns the case's id."""
    own = actor.subject_id is not None
    _require(actor, draft.kind)
    with writing(session, actor, now, once) as writer:
        case = locked_case(session, actor, case_id)
        file, on_behalf = case_file(session, case), not own and ACTIONS[draft.kind].own is not None
        if own and draft.on != day_of(now):
            raise Invalid({"on": say("What is handed in here is of today.")})
        if problems := _problems(case, draft, day_of(now), on_behalf=on_behalf):
            raise Invalid(problems)
        refuse(missing(file, draft.kind, draft.on, case_clock(session)))
        _check_persons(session, actor, file, draft)
        _check_references(file, draft)
        private = Private()
        data = _body(actor, case, draft, private, on_behalf=on_behalf)
        data |= _official(session, case, draft)
        writer.add("case.step", data, case.subject_id, private)
        remind_of_paper(session, case, data["step"], now)
        session.expire(case)
        writer.result = case.id
    return writer.result


def locked_case(session: Session, actor: Actor, case_id: str) -> Case:
    """The case as it is now, and nobody else writes to it until the transaction ends."""
    case = case_or_404(session, actor, case_id)
    lock_subjects(session, [case.subject_id])
    lock_case(session, case.id)
    session.refresh(case)
    return case


def _require(actor: Actor, kind: str) -> None:
    if kind not in NEEDED:
        raise Invalid({"kind": say("There is no such paper.")})
    action = ACTIONS[kind]
    if actor.subject_id is None:
        actor.require(action.permission)
    elif action.own is None:
        raise Forbidden(say("Your roles do not allow this."))
    else:
        actor.require(action.own)


def _problems(
    case: Case, draft: CaseStepDraft, today: date, *, on_behalf: bool
) -> dict[str, Message]:
    """What is wrong with the paper itself, by field."""
    if not case.opened_on <= draft.on <= today:
        return {"on": say("This day must lie between the opening of the case and today.")}
    found = {
        "evidence" if name == "files" else name: message
        for name, message in NEEDED[draft.kind].items()
        if _empty(getattr(draft, name))
    }
    if on_behalf and not draft.files:
        found["evidence"] = say("What is entered for the contractor needs the scan of its paper.")
    return found or _of_kind(draft)


def _empty(value: Any) -> bool:
    return value is None or value == () or (isinstance(value, str) and not value.strip())


def _of_kind(draft: CaseStepDraft) -> dict[str, Message]:
    if draft.kind == "investigators":
        return _investigator_problems(draft.investigators)
    if draft.kind == "notice":
        least = deadline("defence").n
        if draft.days is not None and draft.days < least:
            return {"days": say("The time granted is at least %(least)s.", least=least)}
    if draft.kind == "reply" and any(not point.strip() for point in draft.points):
        return {"points": NEEDED["reply"]["points"]}
    if draft.kind == "answer" and any(not one.reasons.strip() for one in draft.answers):
        return {"answers": NEEDED["answer"]["answers"]}
    return {}


def _investigator_problems(named: tuple[Investigator, ...]) -> dict[str, Message]:
    different = len({one.holder_id for one in named}) == len(named) == 2
    if not different or any(not one.certificate_no.strip() for one in named):
        return {"investigators": NEEDED["investigators"]["investigators"]}
    return {}


def _check_persons(session: Session, actor: Actor, file: CaseFile, draft: CaseStepDraft) -> None:
    """Nobody acts, and nobody is named, in a part that the law keeps from him."""
    named: set[str]
    if draft.kind == "investigators":
        named = {one.holder_id for one in draft.investigators}
    else:
        named = {draft.person} if draft.person else set()
    if not named <= {holder.id for holder in who_may(session, "contractor.read")}:
        raise Invalid({"person": say("Please choose a person from the list.")})
    borne_by = named if draft.kind in _BORNE_BY_NAMED else actor.persons
    refuse((), barred(file, draft.kind, borne_by))


def _check_references(file: CaseFile, draft: CaseStepDraft) -> None:
    """What a paper answers must be there to be answered."""
    if draft.kind == "recusal_decision" and draft.regards not in {p.id for p in file.open_recusals}:
        raise Invalid({"regards": NEEDED["recusal_decision"]["regards"]})
    if draft.kind == "answer":
        open_points = [point.id for point in file.unanswered]
        answered = [one.point_id for one in draft.answers]
        if len(set(answered)) < len(answered) or not set(answered) <= set(open_points):
            raise Invalid({"answers": NEEDED["answer"]["answers"]})


def _body(
    actor: Actor, case: Case, draft: CaseStepDraft, private: Private, *, on_behalf: bool
) -> dict[str, Any]:
    step_id = new_id()
    texts = {name: getattr(draft, name) or None for name in _PRIVATE}
    private.keep("case_step", step_id, **texts)
    fields = {name: body_value(getattr(draft, name)) for name in _IN_BODY}
    if draft.kind == "approval":
        fields["regards"] = _entry_id(case)
    step = {
        "id": step_id,
        "case_id": case.id,
        "position": next_position(case),
        "typed_by": actor.holder_id,
        "on_behalf": on_behalf,
        **fields,
    }
    data: dict[str, Any] = {"step": step}
    data["persons"] = _persons(actor, step_id, draft)
    data["points"] = [_point(step_id, n, text, private) for n, text in enumerate(draft.points, 1)]
    data["answers"] = [_answer(step_id, one, private) for one in draft.answers]
    if draft.files:
        data["evidence"] = evidence_rows("case_step", step_id, draft.files, private)
    return data


def _official(session: Session, case: Case, draft: CaseStepDraft) -> dict[str, str]:
    """The official paper that came back before this was recorded, known by its number."""
    paper = loose_paper_numbered(session, "case", case.id, draft.document_no)
    return {"paper": paper.id} if paper is not None else {}


def next_position(case: Case) -> int:
    """Papers and decisions stand in one row, in the order in which they were entered."""
    return len(case.steps) + len(case.decisions) + 1


def _entry_id(case: Case) -> str:
    """The decision that is approved."""
    entry = (d for d in case.decisions if d.action == "enter" and d.withdrawn_by is None)
    return next(entry).id


def _persons(actor: Actor, step_id: str, draft: CaseStepDraft) -> list[dict[str, Any]]:
    named: list[tuple[str, str, str | None]] = [
        (one.holder_id, "investigator", one.certificate_no.strip()) for one in draft.investigators
    ]
    if draft.kind == "review":
        named = [(actor.holder_id, "reviewer", None)]
    elif draft.kind in _PARTS and draft.person:
        named = [(draft.person, _PARTS[draft.kind], None)]
    return [
        {
            "id": new_id(),
            "step_id": step_id,
            "position": position,
            "holder_id": holder_id,
            "part": part,
            "certificate_no": certificate,
        }
        for position, (holder_id, part, certificate) in enumerate(named, 1)
    ]


def _point(step_id: str, position: int, text: str, private: Private) -> dict[str, Any]:
    point_id = new_id()
    private.keep("case_point", point_id, text=text)
    return {"id": point_id, "step_id": step_id, "position": position}


def _answer(step_id: str, one: PointAnswer, private: Private) -> dict[str, Any]:
    answer_id = new_id()
    private.keep("case_answer", answer_id, reasons=one.reasons)
    return {
        "id": answer_id,
        "step_id": step_id,
        "point_id": one.point_id,
        "taken_up": one.taken_up,
    }
