"""A question to the public register."""

from schemas.fields import Line, TypedSchema, Whole


class RegisterPage(TypedSchema):
    """Which page of the register."""

    page = Whole(least=1, greatest=10**6)


class RegisterSchema(RegisterPage):
    """A name or a unified social credit code."""

    q = Line(most=200)
