"""What is asked of the slip desk."""

from schemas.fields import Line, Paragraph, TypedSchema

MOST_PASTED = 60_000
"""Characters of one form; 200 firms of a hundred characters each are far fewer."""


class SlipForm(TypedSchema):
    """Names or codes, one firm a line."""

    firms = Paragraph(required=True, most=MOST_PASTED)


class SlipNumber(TypedSchema):
    """Number and code of a slip, in one field."""

    slip = Line(most=200)
