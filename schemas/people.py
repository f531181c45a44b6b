"""What is typed about people: names and passwords, accounts, roles, offices."""

from __future__ import annotations

import re

from schemas.fields import (
    Choice,
    Day,
    Flag,
    Id,
    Line,
    Paragraph,
    RegionCode,
    Secret,
    TypedSchema,
    Whole,
    wrong,
)
from services.actor import roles
from services.messages import say

_USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,31}")
_TELEPHONE = re.compile(r"[0-9+() -]{5,40}")


class Username(Line):
    """A new username: small letters, digits and . _ -, beginning with a letter."""

    def read(self, text: str) -> str:
        folded = text.casefold()
        if not _USERNAME.fullmatch(folded):
            raise wrong(
                say(
                    "A username has 3 to 32 letters, digits or the signs . _ - and begins with a letter."
                )
            )
        return folded


class Telephone(Line):
    def read(self, text: str) -> str:
        if not _TELEPHONE.fullmatch(text):
            raise wrong(say("A telephone number is written like 028-1234 5678."))
        return text


class SignIn(TypedSchema):
    username = Line(required=True, most=64)
    password = Secret(required=True)
    next = Line(most=2000)


class NewPassword(TypedSchema):
    """``password`` twice, for what is typed cannot be seen."""

    password = Secret(required=True)
    again = Secret(required=True)


class PasswordChange(NewPassword):
    current = Secret(required=True)


class Activation(NewPassword):
    username = Line(required=True, most=64)
    code = Line(required=True, most=64)


class StaffAccount(TypedSchema):
    """``same_person`` settles whether a person of this name in this office is the one already known."""

    name = Line(required=True, most=40)
    office_id = Id(required=True)
    username = Username(required=True)
    same_person = Choice(("yes", "no"))


class ContractorAccount(TypedSchema):
    """``mandate_kept`` is the ticket of a scan that came with the form before (web/uploads reads it)."""

    name = Line(required=True, most=40)
    username = Username(required=True)
    mandate_no = Line(required=True, most=80)
    mandate_on = Day(required=True)
    mandate_kept = Line(most=4000)


class Colleague(TypedSchema):
    name = Line(required=True, most=40)
    username = Username(required=True)
    manager = Flag()


class RoleProposal(TypedSchema):
    account_id = Id(required=True)
    role = Choice([code for code, role in roles().items() if role.scope != "own"], required=True)


class DeputyForm(TypedSchema):
    """Who is away, who acts, with which role, from which day to which (inclusive)."""

    holder_id = Id(required=True)
    deputy_id = Id(required=True)
    role = Choice([code for code, role in roles().items() if role.scope != "own"], required=True)
    from_on = Day(required=True)
    last_day = Day(required=True)


class HandoverForm(TypedSchema):
    from_id = Id(required=True)
    to_id = Id(required=True)
    reason = Paragraph(required=True)


class OfficeForm(TypedSchema):
    name_zh = Line(required=True, most=60)
    name_en = Line(required=True, most=100)
    telephone = Telephone(required=True, most=40)
    address = Line(required=True, most=200)


class NewOffice(OfficeForm):
    region = RegionCode(required=True)


class AccountSearch(TypedSchema):
    kind = Choice(("staff", "contractor"), default="staff")
    q = Line(most=80, default="")
    page = Whole(least=1, greatest=100_000)
