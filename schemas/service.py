"""What may be typed about service: one attempt, and a party's signed confirmation of address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import post_load

from procedure.service import WAYS
from schemas.events import WithFiles
from schemas.fields import Choice, Day, Flag, Id, Line, Paragraph, TypedSchema
from services.serving.confirm_address import KINDS


class ServiceForm(WithFiles):
    """One attempt; what its way needs is checked where it is written.

    A document that is handed over or left is sent on the day on which it is received, so its form asks
    for one day only.
    """

    way = Choice(WAYS, required=True)
    failed = Flag()
    sent_on = Day()
    received_on = Day()
    recipient = Line(most=80)
    place = Line(most=200)
    server_1 = Line(most=80)
    server_2 = Line(most=80)
    waybill = Line(most=80)
    through = Line(most=100)
    witness = Line(most=200)
    reason = Paragraph(most=2000)
    published_in = Line(most=200)
    remark = Paragraph(most=2000)

    @post_load
    def together(self, data: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        """Both servers in one, and the day of sending where only the other was asked for."""
        found = {n: v for n, v in data.items() if n not in ("server_1", "server_2")}
        found["servers"] = tuple(filter(None, (data["server_1"], data["server_2"])))
        found["sent_on"] = data["sent_on"] or data["received_on"]
        return found


class CorrectionForm(TypedSchema):
    """Which record of service is taken back, or stands, and why."""

    service = Id(required=True)
    reason = Paragraph(required=True, most=2000)


class AgreementForm(TypedSchema):
    service = Id(required=True)


class AddressForm(WithFiles):
    signed_on = Day(required=True)
    signed_by = Line(required=True, most=80)
    recipient = Line(required=True, most=80)
    telephone = Line(most=40)
    postal = Line(required=True, most=200)
    electronic_kind = Choice(KINDS)
    electronic = Line(most=200)


class RevocationForm(TypedSchema):
    revoked_on = Day(required=True)
