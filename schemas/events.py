"""What may be typed about records: entry, grid rows, papers of the notice procedure, corrections, review."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import fields, post_load

from schemas.fields import (
    Choice,
    Day,
    Flag,
    Hundredths,
    Id,
    Line,
    Paragraph,
    RegionCode,
    TypedSchema,
    Whole,
    wrong,
)
from services.events.reply_time import MOST_DAYS
from services.messages import say

_WORK = re.compile("([0-9a-f]{32})(?:/([0-9a-f]{32}))?")
_ABOUT_FILES = ("party", "reason", "kept", "kept_party", "kept_reason")


class Work(Line):
    """A programme, or a stage of one: ``programme`` or ``programme/stage``, read as a pair of ids."""

    def read(self, text: str) -> tuple[str, str | None]:
        found = _WORK.fullmatch(text)
        if not found:
            raise wrong(say("Please choose one of those offered."))
        return found[1], found[2]


class WithFiles(TypedSchema):
    """A form with files; what is said about the files is read together with them, not here."""

    evidence_party = fields.Raw()
    evidence_reason = fields.Raw()
    evidence_kept = fields.Raw()
    evidence_kept_party = fields.Raw()
    evidence_kept_reason = fields.Raw()

    @post_load
    def without_files(self, data: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        """What is left when the answers about files are taken out."""
        aside = {f"evidence_{name}" for name in _ABOUT_FILES}
        return {name: value for name, value in data.items() if name not in aside}


class Numbers(TypedSchema):
    """The fields that rules read; which of them a behaviour asks for is checked against the catalogue."""

    severity = Line(most=20)
    quantity = Whole()
    amount_fen = Hundredths()
    numerator = Whole()
    denominator = Whole()
    rating = Hundredths()
    until_on = Day()
    incident_id = Line(most=80)
    document_no = Line(most=80)


class EntryForm(Numbers, WithFiles):
    """One record. ``contractor`` and ``behaviour`` come as typed, with the id of what was chosen."""

    contractor = Line(required=True, most=100)
    contractor_id = Id()
    behaviour = Line(required=True, most=200)
    behaviour_id = Line(most=140)
    occurred_on = Day(required=True)
    region = RegionCode(required=True)
    work = Work(most=65)
    narrative = Paragraph(required=True)
    second_officer = Line(most=80)
    anyway = Flag()
    then = Choice(("again",))


class CorrectionForm(EntryForm):
    """Why a record is wrong from the start, and the record that takes its place, if any."""

    reason = Paragraph(required=True, most=2000)
    replace = Choice(("yes", "no"), required=True)


class EndingForm(TypedSchema):
    """A correction without a replacement: whatever stands in the fields of the record is passed over."""

    reason = Paragraph(required=True, most=2000)


class GridForm(WithFiles):
    """What the rows of a grid share. ``narrative`` and ``occurred_on`` hold where a row says nothing."""

    behaviour = Line(most=140)
    occurred_on = Day(required=True)
    region = RegionCode(required=True)
    work = Work(most=65)
    narrative = Paragraph()
    second_officer = Line(most=80)
    rows = Paragraph(required=True, most=1_000_000)
    anyway = Flag()


class GridRow(Numbers):
    """One row, its cells by column."""

    contractor = Line(required=True, most=100)
    occurred_on = Day()
    narrative = Paragraph()


class ReasonForm(TypedSchema):
    reason = Paragraph(required=True, most=2000)


class StepForm(WithFiles):
    """A paper of a noticed record; ``days`` belongs to a notice."""

    on = Day(required=True)
    text = Paragraph(required=True)
    document_no = Line(most=80)
    days = Whole(least=1, greatest=MOST_DAYS)


class OwnPaperForm(WithFiles):
    """The party's own paper: its day is today."""

    text = Paragraph(required=True)


class DecisionForm(TypedSchema):
    decided_on = Day(required=True)
    document_no = Line(required=True, most=80)


class ReviewForm(TypedSchema):
    """A checked selection; the ids come as a list."""

    event = fields.Raw()
    action = Choice(("confirm", "refuse"), required=True)
    reason = Paragraph(most=2000)


class QueueFilter(TypedSchema):
    region = RegionCode()
    behaviour = Line(most=140)
