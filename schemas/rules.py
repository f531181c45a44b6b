"""A draft of the rules, as text."""

from schemas.fields import Flag, Paragraph, TypedSchema

# A ruleset of a thousand indicators is well under this.
MOST_CHARACTERS = 1_000_000


class DraftSchema(TypedSchema):
    """``propose``: not only look at the effect, but hand the draft in."""

    text = Paragraph(required=True, most=MOST_CHARACTERS)
    propose = Flag()
