"""What is typed about rounds: opening, steps, requests for review and their answers."""

from __future__ import annotations

from schemas.events import WithFiles
from schemas.fields import Choice, Day, Flag, Id, Line, Paragraph, TypedSchema, Whole
from services.rounds.ask_review import MOST_POINTS
from services.rounds.change_scope import OUT

POINTS = tuple(f"point_{n}" for n in range(1, MOST_POINTS + 1))


class NewRound(TypedSchema):
    scheme = Line(required=True, most=60)
    title = Line(required=True, most=120)
    on = Day(required=True)


class TableFilter(TypedSchema):
    """What the table of a round shows."""

    q = Line(most=100)
    grade = Line(most=40)
    what = Choice(("unserved", "requests", "changed", "affected"))
    sort = Line(most=20)
    page = Whole(least=1, greatest=100_000)
    do = Line(most=20)


class FeedbackForm(TypedSchema):
    days = Whole(required=True, least=1, greatest=365)


class DisplayForm(TypedSchema):
    text = Paragraph(required=True, most=2000)
    telephone = Line(required=True, most=60)
    address = Line(required=True, most=200)
    from_on = Day(required=True)
    until_on = Day(required=True)
    leave_out = Flag()


class ServingForm(WithFiles):
    received_on = Day(required=True)


class AdoptForm(TypedSchema):
    opinion = Paragraph(required=True, most=2000)


class SignedForm(WithFiles):
    """An adoption as it was signed on paper."""

    decided_by = Id(required=True)
    decided_on = Day(required=True)
    opinion = Paragraph(required=True, most=2000)


class NumberForm(TypedSchema):
    document_no = Line(required=True, most=80)
    published_on = Day(required=True)


class CancelForm(TypedSchema):
    reason = Paragraph(required=True, most=2000)


class OutForm(TypedSchema):
    out = Choice(tuple(OUT), required=True)
    note = Paragraph(required=True, most=400)


RequestForm = TypedSchema.from_dict(
    {"on": Day(), **{name: Paragraph(most=2000) for name in POINTS}}, name="RequestForm"
)
"""Up to so many points; blank ones are none. The day belongs to what is entered from paper."""

AnswerForm = TypedSchema.from_dict(
    {
        "document_no": Line(most=80),
        "recompute": Flag(),
        **{f"taken_{n}": Choice(("yes", "no")) for n in range(1, MOST_POINTS + 1)},
        **{f"answer_{n}": Paragraph(most=2000) for n in range(1, MOST_POINTS + 1)},
    },
    name="AnswerForm",
)


class ReopenForm(TypedSchema):
    stands = Choice(("yes", "no"), required=True)
    reason = Paragraph(required=True, most=2000)
    document_no = Line(required=True, most=80)


class CodeForm(TypedSchema):
    """The code on a printed paper."""

    code = Line(most=60)


class DisplayFilter(TypedSchema):
    q = Line(most=100)
    page = Whole(least=1, greatest=100_000)
