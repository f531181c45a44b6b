"""What is typed to ask for more time."""

from __future__ import annotations

from schemas.fields import Choice, Id, Paragraph, TypedSchema, Whole
from services.calendar.extensions import ASKS


class MoreTime(TypedSchema):
    business = Choice(("case", "proposal", "review"), required=True)
    business_id = Id(required=True)
    code = Choice(tuple(ASKS), required=True)
    n = Whole(required=True, least=1, greatest=1000)
    reason = Paragraph(required=True, most=1000)
