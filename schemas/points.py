"""Which points are looked at, what is noted on one, thresholds, and a person's time."""

from schemas.fields import Choice, Day, Id, Line, Paragraph, TypedSchema, Whole
from services.points import KINDS
from services.points.point_thresholds import thresholds
from services.points.show_points import STATES


class PointsSchema(TypedSchema):
    """A span of days, an office, a kind, a state, a page."""

    from_on = Day()
    until_on = Day()
    office_id = Id()
    kind = Choice(KINDS)
    state = Choice(STATES, default="open")
    page = Whole(least=1, greatest=1_000_000)


class OnePointSchema(TypedSchema):
    """One point of a span, by its kind and its name."""

    from_on = Day(required=True)
    until_on = Day(required=True)
    kind = Choice(KINDS, required=True)
    about = Line(required=True, most=140)


class NoteForm(OnePointSchema):
    """What is noted on it."""

    text = Paragraph(required=True, most=2000)


class PersonSchema(TypedSchema):
    """A person and a span of days."""

    holder_id = Id()
    from_on = Day()
    until_on = Day()


ThresholdsForm: type[TypedSchema] = type(
    "ThresholdsForm",
    (TypedSchema,),
    {
        code: Whole(required=True, least=one.least, greatest=one.greatest)
        for code, one in thresholds().items()
    }
    | {"reason": Paragraph(required=True, most=1000)},
)
"""Every threshold, and why it is changed."""
