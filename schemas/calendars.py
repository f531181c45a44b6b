"""What is typed about a year's holidays: the State Council's notice."""

from __future__ import annotations

from schemas.fields import Day, Line, Paragraph, TypedSchema, Whole


class Notice(TypedSchema):
    year = Whole(required=True, least=2000, greatest=2199)
    document_no = Line(required=True, most=80)
    issued_on = Day(required=True)
    text = Paragraph(required=True, most=4000)
