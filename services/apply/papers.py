"""Official papers on their way, and the versions of their templates."""

from typing import TypeAlias

from sqlalchemy.orm import Session

from models import ListDecision, ObjectionDecision, OfficialPaper, PaperTemplate, RepairDecision
from services.apply.files import add_evidence
from services.apply.rows import Body, Private, add_row, applies, change_row

Numbered: TypeAlias = ListDecision | ObjectionDecision | RepairDecision

_NUMBERED: dict[str, type[Numbered]] = {
    "list_decision": ListDecision,
    "objection": ObjectionDecision,
    "repair": RepairDecision,
}
"""Acts that are decided before their paper has a number, and take it over."""


@applies("paper.draft")
def draft(session: Session, body: Body, private: Private) -> None:
    data = body["data"]["paper"] | {"revised_entry_id": body["id"]}
    add_row(session, OfficialPaper, body, data, private)


@applies("paper.revise")
def revise(session: Session, body: Body, private: Private) -> None:
    """A new text is nobody's checked text, and no longer the one that was sent back."""
    changes = {"revised_entry_id": body["id"], "sent_back_by": None, **body["data"]["changes"]}
    change_row(session, OfficialPaper, body["data"]["paper"], changes, private)


@applies("paper.check")
def check(session: Session, body: Body, private: Private) -> None:
    """``changes``: checked_by and checked_on, or sent_back_by."""
    change_row(session, OfficialPaper, body["data"]["paper"], body["data"]["changes"], private)


@applies("paper.send")
def send(session: Session, body: Body, private: Private) -> None:
    change_row(session, OfficialPaper, body["data"]["paper"], body["data"]["changes"], private)
    add_evidence(session, body, private)


@applies("paper.return")
def give_back(session: Session, body: Body, private: Private) -> None:
    """Its number stands on the decision that waits for one."""
    data = body["data"]
    paper = change_row(session, OfficialPaper, data["paper"], data["changes"], private)
    add_evidence(session, body, private)
    table = _NUMBERED.get(paper.document_kind or "")
    row: Numbered | None = session.get(table, paper.document_id) if table else None  # type: ignore[assignment]
    if row is not None and row.document_no is None:
        row.document_no = paper.number


@applies("paper.give_up")
def give_up(session: Session, body: Body, private: Private) -> None:
    changes = {"given_up_by": body["actor"]}
    change_row(session, OfficialPaper, body["data"]["paper"], changes, private)


@applies("paper.template")
def template(session: Session, body: Body, private: Private) -> None:
    add_row(session, PaperTemplate, body, body["data"]["template"], private)


@applies("paper.template.decide")
def decide_template(session: Session, body: Body, private: Private) -> None:
    """``changes``: state, decided_by and decided_on."""
    change_row(session, PaperTemplate, body["data"]["template"], body["data"]["changes"], private)


def take_over(session: Session, paper_id: str, kind: str, document_id: str) -> None:
    """The act that was recorded is the one whose paper this is."""
    changes = {"document_kind": kind, "document_id": document_id}
    change_row(session, OfficialPaper, paper_id, changes, Private())
