"""What may be typed about lists: their filter, a case, its papers, decisions and publicity."""

from __future__ import annotations

from procedure.cases import RULINGS
from schemas.events import WithFiles
from schemas.fields import (
    Choice,
    Day,
    Flag,
    Id,
    Line,
    Paragraph,
    RegionCode,
    Several,
    TypedSchema,
    Whole,
)
from services.cases.decide_case import CAUSES, ORDERERS

MOST_KEY = 130
YES_NO = ("yes", "no")


class ListsFilter(TypedSchema):
    """The filter in the address; ``list`` is ``scheme/list``."""

    q = Line(most=100)
    list = Line(most=MOST_KEY)
    region = RegionCode()
    page = Whole(least=1, greatest=1_000_000)


class CaseForm(TypedSchema):
    """A new case; ``list`` is ``scheme/list``, ``origin`` says whether it answers the rules' proposal."""

    contractor = Line(required=True, most=100)
    contractor_id = Id()
    list = Line(required=True, most=MOST_KEY)
    origin = Choice(("rule", "person", "affiliate"), default="person")
    grounds = Paragraph(required=True)


class Grounds(TypedSchema):
    """Why no case is opened on a proposal."""

    grounds = Paragraph(required=True)


class ShownRows(TypedSchema):
    """What a page showed of the rows that are to be confirmed, as a fingerprint."""

    shown = Line(required=True, most=64)


class CasePaper(WithFiles):
    """What every paper of a case has, entered by staff; what its kind needs is checked where it is written."""

    on = Day(required=True)
    document_no = Line(most=80)
    text = Paragraph()


class OwnPaper(WithFiles):
    """The party's own paper: its day is today."""

    text = Paragraph()


class Investigators(CasePaper):
    """Persons and certificates in the same order."""

    investigators = Several(Id())
    certificate = Several(Line(most=40))


class Notice(CasePaper):
    """``days``: working days to reply; the four texts that the law asks for."""

    days = Whole(least=1, greatest=365)
    reasons = Paragraph()
    basis = Paragraph()
    rights = Paragraph()


class Points(TypedSchema):
    """A statement point by point; ``then`` asks for one more field and records nothing."""

    points = Several(Paragraph())
    then = Choice(("more",))


class Reply(CasePaper, Points):
    pass


class OwnReply(OwnPaper, Points):
    pass


class HearingNotice(CasePaper):
    held_on = Day()
    place = Line(most=200)
    person = Id()


class HearingRecord(CasePaper):
    person = Id()
    present = Paragraph(most=1000)
    passed = Choice(YES_NO)


class Answers(CasePaper):
    """For each point its id, whether it is taken up, and the reasons, in the same order."""

    point = Several(Id())
    taken_up = Several(Choice(YES_NO))
    answers = Several(Paragraph())


class WithOutcome(CasePaper):
    passed = Choice(YES_NO)


class Discussion(CasePaper):
    present = Paragraph(most=1000)


class Approval(WithOutcome):
    office = Line(most=200)
    signed_by = Line(most=80)


class RecusalRequest(CasePaper):
    person = Id()


class OwnRecusalRequest(OwnPaper):
    person = Id()


class RecusalDecision(WithOutcome):
    regards = Id()


PAPERS: dict[str, type[CasePaper]] = {
    "investigators": Investigators,
    "recusal_request": RecusalRequest,
    "recusal_decision": RecusalDecision,
    "facts": CasePaper,
    "notice": Notice,
    "reply": Reply,
    "waiver": CasePaper,
    "hearing_request": CasePaper,
    "hearing_notice": HearingNotice,
    "hearing_record": HearingRecord,
    "answer": Answers,
    "review": WithOutcome,
    "discussion": Discussion,
    "approval": Approval,
    "repair_notice": CasePaper,
}
OWN_PAPERS: dict[str, type[OwnPaper]] = {
    "recusal_request": OwnRecusalRequest,
    "reply": OwnReply,
    "waiver": OwnPaper,
    "hearing_request": OwnPaper,
}


class DecisionFields(WithFiles):
    reason = Paragraph(required=True)
    document_no = Line(most=80)


class Entry(DecisionFields):
    """``last_day`` is inclusive; left empty, the list's own length holds."""

    from_on = Day()
    last_day = Day()
    for_life = Flag()


class NotListed(DecisionFields):
    cause = Choice(CAUSES)


class Transfer(DecisionFields):
    addressee = Line(most=200)


class Leave(DecisionFields):
    """``from_on``: the first day off the list."""

    from_on = Day()


class Correction(DecisionFields):
    corrects = Paragraph(most=1000)


class Lift(DecisionFields):
    orderer = Choice(ORDERERS)
    order_no = Line(most=80)
    from_on = Day()


class Stay(Lift):
    last_day = Day()


class OnPaper(TypedSchema):
    """Who signed it, and when."""

    decided_by = Id(required=True)
    decided_on = Day(required=True)


_SPECIAL: dict[str, type[DecisionFields]] = {
    "enter": Entry,
    "refuse": NotListed,
    "transfer": Transfer,
    "leave": Leave,
    "correct": Correction,
    "stay": Stay,
    "lift": Lift,
}
DECISIONS: dict[str, type[DecisionFields]] = {
    action: _SPECIAL.get(action, DecisionFields) for action in RULINGS
}
TYPED_DECISIONS: dict[str, type[DecisionFields]] = {
    action: type(f"Typed{schema.__name__}", (schema, OnPaper), {})
    for action, schema in DECISIONS.items()
}


class ThisOne(TypedSchema):
    """Which decision or publication a button is about, as its page showed it."""

    id = Id(required=True)


class PublicationForm(TypedSchema):
    """The legal basis; the level is checked against those that the law accepts."""

    basis_title = Line(required=True, most=200)
    basis_number = Line(required=True, most=80)
    basis_article = Line(required=True, most=80)
    basis_level = Line(required=True, most=40)
    from_on = Day(required=True)
    last_day = Day(required=True)


class EarlyEndForm(TypedSchema):
    """Why publicity ends before its last day."""

    id = Id(required=True)
    ground = Choice(("wrong", "basis_gone", "other"), required=True)
    reason = Paragraph(required=True, most=2000)
