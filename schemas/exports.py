"""What may be asked of an export: which table, which rows, which days, which kind of file."""

from __future__ import annotations

from schemas.fields import Choice, Day, Line, RegionCode, TypedSchema
from services.exports.make_export import FORMATS, LIST_FORMATS, REGISTER_FORMATS
from services.exports.read_register import SCOPES


class ListsExport(TypedSchema):
    """Which listings; ``list`` is ``scheme/list``, without it all of them. The days are included."""

    list = Line(most=130)
    region = RegionCode()
    from_on = Day(required=True)
    until_on = Day(required=True)
    format = Choice(LIST_FORMATS, required=True)


class Snapshot(TypedSchema):
    """The standing of a half-year's last day, ``on``, to be sealed."""

    scheme = Line(required=True, most=60)
    on = Day(required=True)


class ScoresExport(TypedSchema):
    """``on`` is the day of the scores, ``known`` the day until whose end records are known."""

    scheme = Line(required=True, most=60)
    region = RegionCode()
    on = Day(required=True)
    known = Day()
    format = Choice(FORMATS, required=True)


class RegisterExport(TypedSchema):
    """The register of today; a delta needs the number of the earlier export, ``since``."""

    scope = Choice(SCOPES, required=True)
    format = Choice(REGISTER_FORMATS, required=True)
    since = Line(most=32)
