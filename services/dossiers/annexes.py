"""A paper of a dossier that is not the case's own: of an extension of time, an objection or a repair."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from models import Extension
from procedure.dossier import PlaceState
from services.cases.shown_papers import ShownFile, Someone
from services.labels import Both
from services.objections.show_objections import Ruling, ShownObjection, ShownStep
from services.repairs.show_repair import RepairPart, ShownRepair

Kind = Literal["extension", "objection", "repair"]
Part: TypeAlias = ShownStep | Ruling | RepairPart
"""A step of an objection, its decision, or a paper or decision of a repair."""


@dataclass(frozen=True)
class ShownExtension:
    """More time that was asked for, and what became of it."""

    row: Extension
    label: Both
    unit: str
    asked_by: Someone
    decided_by: Someone | None


Matter: TypeAlias = ShownExtension | ShownObjection | ShownRepair


@dataclass(frozen=True)
class Annex:
    """``matter`` is the whole that the paper belongs to, ``part`` the paper in it, None of the application.

    ``code``: `application`, or the kind of paper, step or decision; of one that is missing what is missing.
    ``id``: of what is served, empty for the rest; ``owed``: whether it has to be served.
    """

    code: str
    matter: Matter
    part: Part | None = None
    state: PlaceState = "there"
    id: str = ""
    on: date | None = None
    document_no: str | None = None
    files: tuple[ShownFile, ...] = field(default=())
    owed: bool = False

    @property
    def kind(self) -> Kind:
        """What it is of."""
        if isinstance(self.matter, ShownExtension):
            return "extension"
        return "objection" if isinstance(self.matter, ShownObjection) else "repair"


def wanting(code: str, matter: Matter, *, late: bool) -> Annex:
    """What is to come, and missing once its time is over."""
    return Annex(code, matter, state="missing" if late else "to_come")
