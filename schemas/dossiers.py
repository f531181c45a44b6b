"""What is typed to open a dossier to a reader outside, and what the reader types."""

from __future__ import annotations

from models.dossier import READERS
from schemas.fields import Choice, Line, Paragraph, TypedSchema, Whole


class GrantForm(TypedSchema):
    """To whom, on what basis, for how many days."""

    reader = Choice(READERS, required=True)
    recipient = Line(required=True, most=120)
    basis = Paragraph(required=True, most=400)
    document_no = Line(most=80)
    days = Whole(required=True)


class CodeForm(TypedSchema):
    """The one-time code of a letter."""

    code = Line(required=True, most=60)
