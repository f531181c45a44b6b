"""What a new article is asked for, and the changes that write it with everything it needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scoring.wording_of_choices import CHOICES
from services.drafts.draft_parts import Add, Change, Outline, Put, Row
from services.messages import Invalid, say
from web.choices import Options
from web.drafts.chapters import field_of, section_of, value
from web.drafts.names import listed, new_code
from web.drafts.typed import Sent
from web.language import _, pick

NEW = ""
"""The choice of a behaviour of the same name, written together with what reads it."""

PAPERS = ("document_no", "evidence")
"""What a record of a behaviour that is added in passing must come with."""

_NEEDS = {"amount": "amount_fen", "quantity": "quantity", "severity": "severity"}


@dataclass(frozen=True)
class Part:
    """One question: a choice if it has options."""

    name: str
    label: str
    options: Options | None = None
    type: str = "text"
    hint: str = ""


@dataclass(frozen=True)
class Addition:
    """What is asked for a new article of a section."""

    title: str
    parts: tuple[Part, ...] = ()


def additions(outline: Outline, dimension: str) -> Mapping[str, Addition]:
    """By section: the questions for a new article of it."""
    confirm = Part("confirm", _("How it comes to count"), _words("confirm"))
    severity = Part("class", _("How grave"), _words("class"))
    behaviour = Part("behaviour", _("Behaviour"), _behaviours(outline))
    points = Part("points", _("Points"), None, "decimal", _("−5 deducts, 2 adds"))
    dimensions = () if dimension else (_dimension_part(outline),)
    return {
        "indicators": Addition(
            _("Add an indicator"),
            (*dimensions, Part("kind", _("How it counts"), _kinds(outline, "indicators")),
             Part("base", _("Points are set"), _bases()), points, behaviour, severity, confirm),
        ),
        "behaviours": Addition(_("Add a behaviour"), (severity, confirm)),
        "grades": Addition(_("Add a grade"), (Part("colour", _("Colour"), _words("colour")),)),
        "overrides": Addition(
            _("Add a special provision"),
            (Part("kind", _("Kind"), _kinds(outline, "overrides")), behaviour,
             Part("grade", _("Grade"), _rows(outline, "grades", last_first=True))),
        ),
        "lists": Addition(_("Add a list"), (severity,)),
        "dimensions": Addition(_("Add a dimension")),
    }  # fmt: skip


def added(outline: Outline, section: str, sent: Sent, dimension: str) -> list[Change]:
    """The changes that write a new article; raises ``Invalid`` if it has no name."""
    zh, en = (sent.get(f"new/{language}", "").strip() for language in ("zh", "en"))
    if not (zh or en):
        raise Invalid({"new-zh": say("Give the new article a name.")})
    write = _WRITE.get(section)
    return write(_New(outline, sent, zh or en, en or zh, dimension)) if write else []


@dataclass(frozen=True)
class _New:
    """What was asked for, on the draft as it stands."""

    outline: Outline
    sent: Sent
    zh: str
    en: str
    dimension: str

    def asked(self, name: str) -> str:
        return self.sent.get(f"new/{name}", "").strip()

    @property
    def name(self) -> dict[str, str]:
        return {"zh": self.zh, "en": self.en}

    def code(self, section: str, stem: str) -> str:
        return new_code(self.zh, [row.code for row in self.rows(section)], stem)

    def rows(self, section: str) -> tuple[Row, ...]:
        return section_of(self.outline, section).group.rows

    def head(self, section: str) -> dict[str, object]:
        return {"code": self.code(section, section[:-1]), "label": self.name}


def _behaviour(
    new: _New, needs: tuple[str, ...] = (), grave: str = "general"
) -> tuple[list[Change], str]:
    """The behaviour that was chosen, or a new one of the same name."""
    chosen = new.asked("behaviour")
    if chosen != NEW:
        return [], chosen
    values = {
        **new.head("behaviours"),
        "class": new.asked("class") or grave,
        "confirm": new.asked("confirm") or "notice",
        "fields": (*needs, *PAPERS),
    }
    return [Add("behaviours", "", values)], str(values["code"])  # type: ignore[arg-type]


def _indicator(new: _New) -> list[Change]:
    kind, base = new.asked("kind") or "points", new.asked("base")
    needs = (_NEEDS[base],) if kind == "points" and base in _NEEDS else ()
    made, behaviour = _behaviour(new, needs)
    values = {
        **new.head("indicators"),
        "dimension": new.dimension or new.asked("dimension"),
        "behaviours": (behaviour,),
    }
    points = new.asked("points")
    if points and not needs and kind in ("points", "achieved", "clean"):
        values["points"] = points
    path = f"indicators/{len(new.rows('indicators')) + 1}"
    return [*made, Add("indicators", kind, values), *_base(path, base if needs else "", points)]  # type: ignore[arg-type]


def _base(path: str, base: str, points: str) -> list[Change]:
    if base == "severity":
        return [Put(f"{path}/by_severity", {"general": points})] if points else []
    if not base:
        return []
    first = {"points": points} if points else {}
    return [
        Add(f"{path}/ladder", base),
        Add(f"{path}/ladder/steps", "", first),
        Add(f"{path}/ladder/steps"),
    ]


def _special(new: _New) -> list[Change]:
    """What changes the grade; a new behaviour is weighed with no points, for something must weigh it."""
    made, behaviour = _behaviour(new, grave="serious")
    kind = new.asked("kind") or "veto"
    values: dict[str, object] = new.head("overrides")
    if kind != "lock":
        values["behaviours"] = (behaviour,)
    if kind in ("veto", "ceiling", "lock"):
        values["grade"] = new.asked("grade")
    weighed = _weighed(new, behaviour) if made else []
    return [*made, *weighed, Add("overrides", kind, values)]  # type: ignore[arg-type]


def _weighed(new: _New, behaviour: str) -> list[Change]:
    for row in new.rows("indicators"):
        if row.kind == "points" and value(row, "points") in ("0", "0.0", "0.00"):
            field = field_of(row, "behaviours")
            return [Put(f"{row.path}/behaviours", (*field.items, behaviour))] if field else []
    dimensions = [row.code for row in new.rows("dimensions")]
    values = {
        "code": new_code("", [row.code for row in new.rows("indicators")], "no-points"),
        "label": {"zh": "不计分的情形", "en": "Circumstances without points"},
        "dimension": dimensions[0] if dimensions else "",
        "behaviours": (behaviour,),
        "points": "0",
    }
    return [Add("indicators", "points", values)]  # type: ignore[arg-type]


def _plain_behaviour(new: _New) -> list[Change]:
    return _behaviour(new)[0]


def _grade(new: _New) -> list[Change]:
    code = new.code("grades", "grade")
    return [Add("grades", "", {"code": code, "name": new.name, "colour": new.asked("colour")})]


def _list(new: _New) -> list[Change]:
    head = section_of(new.outline, "head").group.rows[0]
    basis = [row.code for group in head.groups if group.name == "basis" for row in group.rows]
    values = {
        **new.head("lists"),
        "class": new.asked("class"),
        "basis": tuple(basis[:1]),
        "scope": "public",
        "mode": "decided",
        "length": {"unit": "decision"},
    }
    return [Add("lists", "", values)]  # type: ignore[arg-type]


def _dimension(new: _New) -> list[Change]:
    return [Add("dimensions", "", new.head("dimensions"))]  # type: ignore[arg-type]


_WRITE: Mapping[str, Callable[[_New], list[Change]]] = {
    "indicators": _indicator,
    "behaviours": _plain_behaviour,
    "grades": _grade,
    "overrides": _special,
    "lists": _list,
    "dimensions": _dimension,
}


def _bases() -> Options:
    return [
        ("fixed", _("the same for every record")),
        ("amount", _("by the amount in yuan, in steps")),
        ("quantity", _("by the quantity, in steps")),
        ("severity", _("by severity")),
    ]


def _words(key: str) -> Options:
    return [(code, pick(zh, en)) for code, (zh, en) in CHOICES[key].items()]


def _kinds(outline: Outline, section: str) -> Options:
    kinds = section_of(outline, section).group.kinds
    return [(kind.code, pick(kind.name.zh, kind.name.en)) for kind in kinds]


def _rows(outline: Outline, section: str, *, last_first: bool = False) -> Options:
    rows = section_of(outline, section).group.rows
    found = [(row.code, listed(row.heading, row.code)) for row in rows if row.code]
    return found[::-1] if last_first else found


def _behaviours(outline: Outline) -> Options:
    new = (NEW, _("a new one of the same name"))
    return [new, *_rows(outline, "behaviours")]


def _dimension_part(outline: Outline) -> Part:
    return Part("dimension", _("Dimension"), _rows(outline, "dimensions"))
