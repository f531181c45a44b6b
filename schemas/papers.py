"""What may be typed about official papers: their text, a remark, what came back, a template."""

from __future__ import annotations

from marshmallow import EXCLUDE

from models.official_paper import LAYOUTS
from schemas.fields import Choice, Day, Id, Line, Paragraph, TypedSchema, Whole

MOST_BODY = 20_000


class PaperTextForm(TypedSchema):
    """The title may take several lines: where it breaks is a matter of sense."""

    title = Paragraph(required=True, most=200)
    addressee = Line(most=400)
    body = Paragraph(required=True, most=MOST_BODY)
    enclosures = Paragraph(most=1000)
    contact = Line(most=200)
    copies = Line(most=400)


class Remark(TypedSchema):
    remark = Paragraph(required=True, most=1000)


class Returned(TypedSchema):
    """The sealed file comes beside the fields and is read apart."""

    class Meta:
        unknown = EXCLUDE

    number = Line(required=True, most=80)
    signed_by = Line(required=True, most=80)
    signed_on = Day(required=True)


class TemplateForm(TypedSchema):
    """``made_of``: the version that was on the page; ``then``: only look at the effect, or keep it."""

    made_of = Whole(required=True, least=1, greatest=1_000_000)
    then = Choice(("look", "keep"), default="look")
    layout = Choice(LAYOUTS, required=True)
    number = Line(required=True, most=80)
    title = Paragraph(required=True, most=200)
    addressee = Line(most=400)
    body = Paragraph(required=True, most=MOST_BODY)
    enclosures = Paragraph(most=1000)
    copies = Line(most=400)


class OneVersion(TypedSchema):
    """The version of a template that was on the page."""

    id = Id(required=True)


class WantedPaper(TypedSchema):
    """Which paper the address asks for."""

    business = Line(most=20)
    business_id = Id()
    template = Line(most=40)
    document_id = Id()
