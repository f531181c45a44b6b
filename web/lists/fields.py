"""The fields of the forms of a case: each described once, and the form of every act as rows of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from services.messages import Message, say
from web.language import tell

Kind = Literal[
    "day",
    "line",
    "text",
    "number",
    "choice",
    "cards",
    "flag",
    "files",
    "persons",
    "points",
    "answers",
]


@dataclass(frozen=True)
class Field:
    """``count``: rows of a text, persons or points to begin with; ``past``: a day not after today."""

    name: str
    label: Message
    kind: Kind = "line"
    hint: Message | None = None
    optional: bool = False
    count: int = 4
    past: bool = True


Rows = tuple[tuple[Field, ...], ...]

_ON = Field("on", say("Day of the paper"), "day")
_NUMBER = Field("document_no", say("Document number"))
_NUMBER_IF_ANY = Field("document_no", say("Document number"), optional=True)
_SCAN = Field("evidence", say("The paper"), "files")
_SCAN_IF_ANY = Field("evidence", say("The paper"), "files", optional=True)
_ENCLOSURES = Field("evidence", say("Enclosures"), "files", optional=True)
_REASON = Field("reason", say("Reasons"), "text")
_DATED: tuple[Field, ...] = (_ON, _NUMBER_IF_ANY)


def _text(
    label: Message, hint: Message | None = None, *, rows: int = 4, optional: bool = False
) -> Field:
    return Field("text", label, "text", hint, optional, rows)


_POINTS = Field(
    "points",
    say("Statement and defence, point by point"),
    "points",
    say("One matter a point. Each point gets its own answer before anything is decided."),
    count=2,
)
_CHAIR = Field(
    "person",
    say("Who presides"),
    "choice",
    say("not an investigator, and not who opened the case"),
)
_HEARD_PERSON = Field("regards", say("Request that is decided"), "choice")

PAPERS: Mapping[str, Rows] = {
    "investigators": (
        _DATED,
        (
            Field(
                "investigators",
                say("Investigators"),
                "persons",
                say("Two persons. Neither may later review, preside, decide or confirm."),
                count=2,
            ),
        ),
        (_text(say("Remarks"), optional=True, rows=2),),
        (_SCAN_IF_ANY,),
    ),
    "facts": (
        _DATED,
        (
            _text(
                say("Facts found, and how each is proved"),
                say(
                    "The prior notice is drafted from this text. Fixed anew later, notice must be given anew."
                ),
                rows=8,
            ),
        ),
        (Field("evidence", say("Evidence"), "files", optional=True),),
    ),
    "notice": (
        (_ON, _NUMBER),
        (
            Field(
                "days",
                say("Time to reply"),
                "number",
                say("five working days at least; it runs from the day of service"),
            ),
        ),
        (
            _text(
                say("Facts"),
                say(
                    "Drafted from the facts that were fixed; read it through and change what is not right."
                ),
                rows=8,
            ),
        ),
        (Field("reasons", say("Reasons, and what is intended"), "text", count=5),),
        (Field("basis", say("Basis"), "text", count=3),),
        (Field("rights", say("Rights of the party"), "text", count=5),),
        (_SCAN_IF_ANY,),
    ),
    "reply": (_DATED, (_POINTS,), (_SCAN,)),
    "waiver": (_DATED, (_text(say("What it says"), rows=2),), (_SCAN,)),
    "hearing_request": (_DATED, (_text(say("What it says"), rows=2),), (_SCAN,)),
    "hearing_notice": (
        (_ON, _NUMBER),
        (
            Field(
                "held_on",
                say("Day of the hearing"),
                "day",
                say("told seven working days ahead, counted from service"),
                past=False,
            ),
            Field("place", say("Hour and place")),
        ),
        (_CHAIR,),
        (_text(say("What is told besides"), rows=3, optional=True),),
        (_SCAN_IF_ANY,),
    ),
    "hearing_record": (
        _DATED,
        (_CHAIR,),
        (Field("present", say("Who was present"), "text", count=2),),
        (_text(say("Course of the hearing, and what each side said"), rows=8),),
        (Field("passed", say("Signature of the party"), "cards"),),
        (Field("evidence", say("Signed record"), "files"),),
    ),
    "answer": (
        (_ON, _NUMBER_IF_ANY),
        (Field("answers", say("Answer to each point"), "answers"),),
        (_SCAN_IF_ANY,),
    ),
    "review": (
        _DATED,
        (Field("passed", say("Result of the review"), "cards"),),
        (
            _text(
                say("Opinion of the legal review"),
                say("competence, facts and evidence, basis, procedure, proportion"),
                rows=6,
            ),
        ),
        (_SCAN_IF_ANY,),
    ),
    "discussion": (
        _DATED,
        (Field("present", say("Who took part"), "text", count=2),),
        (_text(say("Each opinion, and what was concluded"), rows=8),),
        (Field("evidence", say("Signed record"), "files"),),
    ),
    "approval": (
        (_ON, _NUMBER),
        (Field("office", say("Office above")), Field("signed_by", say("Signed by"))),
        (Field("passed", say("What the office above says"), "cards"),),
        (_text(say("Opinion"), rows=3, optional=True),),
        (_SCAN,),
    ),
    "repair_notice": (
        (_ON, _NUMBER_IF_ANY),
        (
            _text(
                say("Text of the repair notice: conditions, way, papers, telephone"),
                say("It reaches the party together with the decision."),
                rows=10,
            ),
        ),
        (_SCAN_IF_ANY,),
    ),
    "recusal_request": (
        _DATED,
        (Field("person", say("Who shall withdraw"), "choice"),),
        (_text(say("Reasons"), rows=3),),
        (_SCAN_IF_ANY,),
    ),
    "recusal_decision": (
        (_ON, _NUMBER_IF_ANY),
        (_HEARD_PERSON,),
        (Field("passed", say("Decision"), "cards"),),
        (_text(say("Reasons"), rows=3),),
        (_SCAN_IF_ANY,),
    ),
}
"""The papers that staff enters."""

OWN_PAPERS: Mapping[str, Rows] = {
    "reply": ((_POINTS,), (_ENCLOSURES,)),
    "waiver": (
        (
            _text(
                say("What it says"),
                say("After this the office may decide before the time to reply has passed."),
                rows=2,
            ),
        ),
    ),
    "hearing_request": (
        (_text(say("What shall be heard, and who will attend"), rows=3),),
        (_ENCLOSURES,),
    ),
    "recusal_request": (
        (Field("person", say("Who shall withdraw"), "choice"),),
        (_text(say("Reasons"), rows=3),),
        (_ENCLOSURES,),
    ),
}
"""The party's own papers; their day is today."""

_FROM = Field("from_on", say("First day on the list"), "day", optional=True, past=False)
_LAST = Field("last_day", say("Last day on the list"), "day", optional=True, past=False)
_LIFE = Field("for_life", say("For life"), "flag")
_CAUSE = Field("cause", say("Ground"), "choice")
_ORDERED = (
    Field("orderer", say("Who ordered it"), "choice"),
    Field("order_no", say("Number of the order"), optional=True),
)

_OF_RULING: Mapping[str, Rows] = {
    "enter": ((_FROM, _LAST), (_LIFE,)),
    "refuse": ((_CAUSE,),),
    "transfer": ((Field("addressee", say("To which authority")),),),
    "leave": ((Field("from_on", say("First day off the list"), "day", past=False),),),
    "correct": (
        (Field("corrects", say("What is corrected: as it stands, and as it is right"), "text"),),
    ),
    "stay": (
        _ORDERED,
        (
            Field("from_on", say("First day of the stay"), "day", past=False),
            Field("last_day", say("Last day of the stay"), "day", optional=True, past=False),
        ),
    ),
    "lift": (
        _ORDERED,
        (Field("from_on", say("First day after the stay"), "day", past=False),),
    ),
}


def ruling(code: str, *, typed: bool) -> Rows:
    """The form of a decision: taken here, or typed from the signed form."""
    special = _OF_RULING.get(code, ())
    if not typed:
        return (*special, (_REASON,), (_NUMBER_IF_ANY,), (_ENCLOSURES,))
    signed = (
        Field(
            "decided_by",
            say("Decided by"),
            "choice",
            say("who signed the form; nobody who opened or investigated the case"),
        ),
        Field("decided_on", say("Day of the decision"), "day"),
    )
    scan = Field("evidence", say("Scan of the signed form"), "files")
    return (signed, *special, (_REASON,), (_NUMBER,), (scan,))


def shown(rows: Rows) -> list[list[dict[str, Any]]]:
    """The rows in the reader's language, as the template takes them."""
    return [[_shown(field) for field in row] for row in rows]


def labels(rows: Rows) -> dict[str, str]:
    return {field.name: tell(field.label) for row in rows for field in row}


def _shown(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "label": tell(field.label),
        "kind": field.kind,
        "hint": tell(field.hint) if field.hint else "",
        "optional": field.optional,
        "count": field.count,
        "past": field.past,
        "unit": tell(_UNIT) if field.kind == "number" else "",
    }


_UNIT = say("working days")
