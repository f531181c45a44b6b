"""What may be typed about programmes: opening one, assigning its work, ending an assignment."""

from __future__ import annotations

from schemas.fields import Choice, Day, Id, Line, Paragraph, RegionCode, TypedSchema
from services.programmes.end_assignment import END_GROUNDS

MOST_NAME = 100
MEMBERS = ("member_1", "member_2", "member_3", "member_4")


class ProgrammeForm(TypedSchema):
    """``stages`` are lines of name, English name and due day, with tabs between."""

    name_zh = Line(required=True, most=MOST_NAME)
    name_en = Line(most=MOST_NAME)
    scheme = Line(required=True, most=60)
    from_on = Day(required=True)
    stages = Paragraph(required=True, most=8000)


class StageRow(TypedSchema):
    """One line of the stages."""

    name_zh = Line(required=True, most=MOST_NAME)
    name_en = Line(most=MOST_NAME)
    due_on = Day(required=True)


class AssignmentForm(TypedSchema):
    """A contractor alone, or a leader with up to four members."""

    region = RegionCode(required=True)
    part = Choice(("sole", "consortium"), required=True)
    leader = Line(required=True, most=MOST_NAME)
    leader_id = Id()
    member_1 = Line(most=MOST_NAME)
    member_1_id = Id()
    member_2 = Line(most=MOST_NAME)
    member_2_id = Id()
    member_3 = Line(most=MOST_NAME)
    member_3_id = Id()
    member_4 = Line(most=MOST_NAME)
    member_4_id = Id()
    from_on = Day(required=True)


class WorkEndForm(TypedSchema):
    """The day from which the work is no longer this contractor's, and why."""

    until_on = Day(required=True)
    ground = Choice(END_GROUNDS, required=True)
