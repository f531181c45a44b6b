"""A question to the public register."""

from schemas.fields import Line, TypedSchema


class RegisterSchema(TypedSchema):
    """A name or a unified social credit code."""

    q = Line(most=200)
