"""What may be asked of a score on its page: of which line, what is supposed, and against which other view."""

from schemas.fields import Choice, Day, Line, TypedSchema

SUPPOSED = ("absent", "repair", "rectify", "older")
"""A record did not exist, was repaired, was rectified; the version of the rules before were in force."""


class WhySchema(TypedSchema):
    """A line of the account: record.ID, indicator.CODE, dimension.CODE or total."""

    of = Line(most=140, default="total")


class WhatIfSchema(TypedSchema):
    """What is supposed, of which record, and since when."""

    suppose = Choice(SUPPOSED)
    record = Line(most=64)
    since = Day()


class SecondViewSchema(TypedSchema):
    """The view against which the account is held: another day, as known on another."""

    on2 = Day()
    known2 = Day()
