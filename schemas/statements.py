"""Which account of a subject to show: its scheme, for which day, and as known when."""

from schemas.fields import Day, Line, TypedSchema


class StatementSchema(TypedSchema):
    """All optional: the first scheme, today, as known now."""

    scheme = Line(most=64)
    on = Day()
    known = Day()
