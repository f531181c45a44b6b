"""What may be typed about lists: their filter, a case, its papers, decisions and publicity."""

from __future__ import annotations

from schemas.events import WithFiles
from schemas.fields import Choice, Day, Flag, Id, Line, Paragraph, RegionCode, TypedSchema, Whole
from services.decide_case import FIRST, LATER

MOST_KEY = 130


class ListsFilter(TypedSchema):
    """The filter in the address; ``list`` is ``scheme/list``, ``by`` asks for who stands there by rule."""

    q = Line(most=100)
    list = Line(most=MOST_KEY)
    region = RegionCode()
    by = Choice(("rules",))
    page = Whole(least=1, greatest=1_000_000)


class CaseForm(TypedSchema):
    """A new case; ``list`` is ``scheme/list``, ``origin`` says whether it answers the rules' proposal."""

    contractor = Line(required=True, most=100)
    contractor_id = Id()
    list = Line(required=True, most=MOST_KEY)
    origin = Choice(("rule", "person"), default="person")
    grounds = Paragraph(required=True)


class DecisionFields(WithFiles):
    """``from_on``: first day on the list, or off it; ``last_day`` is inclusive."""

    reason = Paragraph(required=True)
    from_on = Day()
    last_day = Day()
    for_life = Flag()
    document_no = Line(most=80)


class FirstDecision(DecisionFields):
    action = Choice(FIRST, required=True)


class LaterDecision(DecisionFields):
    action = Choice(LATER, required=True)


class OnPaper(TypedSchema):
    """Who signed it, and when."""

    decided_by = Id(required=True)
    decided_on = Day(required=True)


class FirstPaperDecision(FirstDecision, OnPaper):
    pass


class LaterPaperDecision(LaterDecision, OnPaper):
    pass


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
