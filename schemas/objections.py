"""What may be typed about objections: the objection itself, the office's steps, the decision with its answers."""

from __future__ import annotations

from marshmallow import EXCLUDE

from models.objection import GROUNDS, OUTCOMES
from schemas.events import WithFiles
from schemas.fields import Choice, Day, Id, Line, Paragraph, TypedSchema, Whole


class ObjectionForm(WithFiles):
    """The party's own; every line of ``points`` is a point."""

    ground = Choice(GROUNDS, required=True)
    points = Paragraph(required=True, most=40_000)


class PaperObjectionForm(ObjectionForm):
    """Typed from the party's paper."""

    received_on = Day(required=True)
    posted_on = Day()


class StepForm(TypedSchema):
    """A step; which fields its kind needs is checked where it is written."""

    text = Paragraph()
    office_id = Id()
    days = Whole(least=1, greatest=365)


class RulingForm(WithFiles):
    """A decision but for its answers, which come point by point."""

    class Meta:
        unknown = EXCLUDE

    outcome = Choice(OUTCOMES, required=True)
    reason = Paragraph(required=True)
    document_no = Line(most=80)


class PaperRulingForm(RulingForm):
    decided_by = Id(required=True)
    decided_on = Day(required=True)


class AnswerForm(TypedSchema):
    taken_up = Choice(("yes", "no"), required=True)
    text = Paragraph(required=True)
