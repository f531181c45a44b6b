"""What may be typed about subjects: registration, amendment, change of name, relations, successions."""

from __future__ import annotations

from schemas.events import WithFiles
from schemas.fields import (
    Choice,
    Choices,
    Day,
    Flag,
    Id,
    Line,
    Paragraph,
    RegionCode,
    TypedSchema,
    Whole,
)
from services.subjects.subject_words import KINDS, LEGAL_FORMS, PERSON, RELATIONS, SUCCESSIONS

MOST_NAME = 100
SUCCESSORS = ("successor", "successor_2", "successor_3")


class ContractorForm(TypedSchema):
    """A new contractor."""

    name = Line(required=True, most=MOST_NAME)
    code = Line(required=True, most=40)
    code_reason = Line(most=200)
    legal_form = Choice(tuple(LEGAL_FORMS), required=True)
    home_region = RegionCode()
    business = Choices(KINDS)
    head = Line(most=MOST_NAME)
    head_id = Id()
    address = Line(most=200)
    telephone = Line(most=40)
    known_successor = Flag()
    file_opened_on = Day()
    former_name = Line(most=MOST_NAME)
    renamed_on = Day()
    another = Flag()


class PersonForm(TypedSchema):
    """A new person; the identity number is optional and shown nowhere."""

    name = Line(required=True, most=MOST_NAME)
    practice_no = Line(required=True, most=40)
    identity_no = Line(most=40)
    home_region = RegionCode(required=True)
    business = Choices(KINDS)
    file_opened_on = Day()
    another = Flag()


class ContractorAmendment(TypedSchema):
    """A contractor as it should stand; ``version`` is that of the page."""

    version = Whole(required=True)
    code = Line(required=True, most=40)
    code_reason = Line(most=200)
    legal_form = Choice(tuple(LEGAL_FORMS), required=True)
    home_region = RegionCode(required=True)
    business = Choices(KINDS)
    head = Line(most=MOST_NAME)
    head_id = Id()
    address = Line(most=200)
    telephone = Line(most=40)


class PersonAmendment(TypedSchema):
    """A person as it should stand."""

    version = Whole(required=True)
    practice_no = Line(required=True, most=40)
    home_region = RegionCode(required=True)
    business = Choices(KINDS)


class Reason(TypedSchema):
    """Why a warning is dismissed."""

    reason = Paragraph(required=True, most=1000)


class NewName(TypedSchema):
    name = Line(required=True, most=MOST_NAME)
    from_on = Day(required=True)
    another = Flag()


class RelationForm(TypedSchema):
    """``other`` is a registered subject chosen from the list, or a bare name."""

    kind = Choice(tuple(RELATIONS), required=True)
    other = Line(required=True, most=MOST_NAME)
    other_id = Id()
    from_on = Day(required=True)


class EndForm(TypedSchema):
    """The day from which something no longer holds."""

    until_on = Day(required=True)


class SuccessionForm(WithFiles):
    """Up to three who carry on."""

    successor = Line(most=MOST_NAME)
    successor_id = Id()
    successor_2 = Line(most=MOST_NAME)
    successor_2_id = Id()
    successor_3 = Line(most=MOST_NAME)
    successor_3_id = Id()
    kind = Choice(tuple(SUCCESSIONS), required=True)
    on = Day(required=True)
    document_no = Line(required=True, most=80)
    survives = Flag()
    note = Paragraph(most=1000)


class DisclosureForm(TypedSchema):
    """What of a contractor's file was given to an office outside, on what basis."""

    recipient = Line(required=True, most=120)
    what = Paragraph(required=True, most=400)
    basis = Paragraph(required=True, most=400)
    document_no = Line(most=80)
    given_on = Day(required=True)
    listing_id = Id()
    tells_end = Flag()


class FindForm(TypedSchema):
    """The filter of the list, as it stands in the address; what cannot be is no wish."""

    q = Line(most=100, default="")
    kind = Choice(("contractor", PERSON))
    business = Choice(tuple(KINDS))
    region = RegionCode()
    grade = Line(most=130)
    listed = Line(most=130)
    state = Choice(("open", "closed"))
