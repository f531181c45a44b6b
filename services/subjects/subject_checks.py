"""What is wrong with a code, a number or a day, in sentences; the same for forms and imported rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from identity import regions
from identity.codes import CodeCheck, check_code, check_eia_number, check_identity_number
from services.messages import Message, say

_CODE_FAULTS: dict[str, Message] = {
    "empty": say("Please give the unified social credit code."),
    "length": say("The code has %(length)s characters; a credit code has %(expected)s."),
    "characters": say("A credit code never holds %(characters)s (place %(positions)s)."),
    "authority": say("No registering authority begins its codes with %(characters)s."),
    "division": say("Places 3 to 8 of a credit code are digits; here they are %(characters)s."),
    "organisation_check": say("Place 17 is %(written)s where the check asks for %(expected)s."),
    "check_character": say("Place 18 is %(written)s where the check asks for %(expected)s."),
    "check_written_y": say("Place 18 is Y where the check asks for %(expected)s."),
}


def credit_code_fault(check: CodeCheck) -> Message | None:
    """The first thing that is wrong with a credit code, and what may have been meant."""
    if check.valid:
        return None
    problem = check.problems[0]
    fault = replace(_CODE_FAULTS[problem.code], params=problem.params)
    if check.suggestions:
        return say(
            "%(fault)s Perhaps %(codes)s is meant; please look at the certificate.",
            fault=fault,
            codes=" / ".join(check.suggestions),
        )
    if check.may_be_overridden:
        return say(
            "%(fault)s If the certificate really shows this code, give the reason below.",
            fault=fault,
        )
    return fault


def code_faults(code: str | None, reason: str | None) -> dict[str, Message]:
    """Messages by field; none if the code is right, or really in use and explained."""
    check = check_code(code or "")
    fault = credit_code_fault(check)
    if fault is None or (check.may_be_overridden and reason):
        return {}
    return {"code": fault}


def practice_number(text: str) -> tuple[str, Message | None]:
    """A person's number as it is kept, and what is wrong with it: EIA numbers have a shape of their own."""
    check = check_eia_number(text)
    if not check.code.startswith(("BH", "8H")) or len(check.code) > 10:
        return check.code, None if check.code else say("Please give the person's number.")
    if check.valid:
        return check.code, None
    meant = check.suggestions[0] if check.suggestions else "BH000001"
    return check.code, say(
        "An EIA credit number is BH and six digits, such as %(meant)s.", meant=meant
    )


_IDENTITY_FAULTS: dict[str, Message] = {
    "length": say("An identity number has 18 characters."),
    "characters": say("An identity number is 17 digits and a digit or X."),
    "division": say("No identity number begins with these digits."),
    "empty": say("Please give the identity number."),
    "birth_date": say("Places 7 to 14 are no possible day of birth."),
    "check_character": say(
        "The last character does not fit the others. Please compare with the card."
    ),
}


def identity_number(text: str, today: date) -> tuple[str, Message | None]:
    """A citizen's number as it is sealed, and what is wrong with it (without ever repeating it)."""
    check = check_identity_number(text, today)
    if check.valid:
        return check.code, None
    return check.code, _IDENTITY_FAULTS[check.problems[0].code]


def past_day(day: date, today: date) -> Message | None:
    """A day on which something happened cannot be still to come."""
    return say("This day is still to come.") if day > today else None


def region_of_code(code: str | None) -> str | None:
    """The province or prefecture that a credit code was first registered in, as it is today."""
    digits = check_code(code or "").code[2:8]
    for candidate in (digits, digits[:4] + "00", digits[:2] + "0000"):
        region = regions.current(candidate)
        if region is not None and region.name not in regions.UNNAMED:
            return region.code
    return None
