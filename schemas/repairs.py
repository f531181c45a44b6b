"""What may be typed about repair: an application, its papers and decisions, a rectification and its answer."""

from __future__ import annotations

from marshmallow import EXCLUDE

from models.repair import CHANNELS
from schemas.fields import Choice, Day, Id, Line, Paragraph, Several, TypedSchema

STAFF_CHANNELS = tuple(channel for channel in CHANNELS if channel != "portal")


class _WithFiles(TypedSchema):
    """Files come beside the fields and are read apart."""

    class Meta:
        unknown = EXCLUDE


class OwnApplication(_WithFiles):
    """What the party asks for, and how it did its duties."""

    targets = Several(Id())
    duties = Paragraph()


class Application(OwnApplication):
    """The same, entered from paper or from 信用中国 by staff."""

    channel = Choice(STAFF_CHANNELS, required=True)
    received_on = Day(required=True)
    reference_no = Line(most=80)


class Paper(_WithFiles):
    on = Day(required=True)
    document_no = Line(most=80)
    held_on = Day()
    text = Paragraph(required=True)


class OwnPaper(_WithFiles):
    """The party's own paper: its day is today."""

    text = Paragraph(required=True)


class Ruling(_WithFiles):
    action = Choice(("grant", "refuse", "revoke"), required=True)
    reason = Paragraph(required=True)
    document_no = Line(most=80)


class PaperRuling(Ruling):
    """A decision that was signed on paper."""

    decided_by = Id(required=True)
    decided_on = Day(required=True)


class OneDecision(TypedSchema):
    id = Id(required=True)


class OwnRectification(_WithFiles):
    on = Day(required=True)
    text = Paragraph(required=True)


class RectificationPaper(OwnRectification):
    handed_in_on = Day(required=True)


class RectificationAnswer(TypedSchema):
    answer = Choice(("accept", "refuse"), required=True)
    reason = Paragraph()
