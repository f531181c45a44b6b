"""A draft of the rules, as text."""

from schemas.fields import Flag, Paragraph, TypedSchema

# A ruleset of a thousand indicators is well under this.
MOST_CHARACTERS = 1_000_000


class FileText(Paragraph):
    """A text file: it ends with its last line."""

    def read(self, text: str) -> str:
        return f"{text}\n"


class DraftSchema(TypedSchema):
    """``propose``: not only look at the effect, but hand the draft in."""

    text = FileText(required=True, most=MOST_CHARACTERS)
    propose = Flag()
