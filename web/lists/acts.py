"""The form of one act in a case: its fields, what there is to choose, and what a fresh one holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from procedure.cases import RULINGS, barred, borne_day
from services.actor import Actor
from services.cases.case_state import Offer
from services.cases.decide_case import CAUSES, ORDERERS
from services.cases.show_case import ShownCase
from services.cases.take_case_step import NEEDED
from services.labels import row_label
from services.people.who_may import who_may
from web import case_words as words
from web import list_words, show
from web.choices import Options
from web.context import db, today
from web.form import Form
from web.language import _, pick, tell
from web.lists import drafted, fields
from web.lists.fields import Rows
from web.paper_words import back_for

TYPED = "type_"
"""What stands before the code of a decision that is typed from paper."""


@dataclass(frozen=True)
class Act:
    """``rows``: the fields as the template takes them; ``offered``: what there is to choose, by field."""

    code: str
    id: str
    title: str
    hint: str
    submit: str
    address: str
    rows: list[list[dict[str, Any]]]
    labels: dict[str, str]
    offered: dict[str, Any]
    suggested: dict[str, Any]
    wide: bool = False


def may_here(offer: Offer) -> bool:
    """Whether this person may do it himself now."""
    return offer.here and not offer.missing and offer.barred is None


def may_type(offer: Offer) -> bool:
    """Whether this person may enter now what somebody else has signed."""
    return offer.typed and not offer.missing


def act_of(
    shown: ShownCase, who: Actor, doing: str, form: Form | None, *, more: bool = False
) -> Act | None:
    """The form that was asked for, where this person may use it now."""
    typed = doing.startswith(TYPED)
    code = doing.removeprefix(TYPED)
    offer = shown.offers.get(code)
    if offer is None or not (may_type(offer) if typed else may_here(offer)):
        return None
    rows = _rows(code, own=who.subject_id is not None, typed=typed)
    if rows is None:
        return None
    return Act(
        code=doing,
        id=f"{doing}-{shown.case.id}",
        title=title_of(code, own=who.subject_id is not None, typed=typed),
        hint=_hint(shown, code),
        submit=_submit(code, own=who.subject_id is not None, typed=typed),
        address=_address(shown, code, own=who.subject_id is not None, typed=typed),
        rows=_grown(fields.shown(rows), form, more=more),
        labels=fields.labels(rows),
        offered=_offered(shown, code, rows),
        suggested=_suggested(shown, code),
        wide=code == "answer",
    )


def _rows(code: str, *, own: bool, typed: bool) -> Rows | None:
    if own:
        return fields.OWN_PAPERS.get(code)
    if code in RULINGS:
        return fields.ruling(code, typed=typed)
    return fields.PAPERS.get(code)


def title_of(code: str, *, own: bool = False, typed: bool = False) -> str:
    """The name of an act, as its button says it."""
    if own:
        return tell(words.OWN_ACTS[code])
    title = tell(words.ACTS[code])
    return str(_("%(decision)s (signed on paper)", decision=title)) if typed else title


def _hint(shown: ShownCase, code: str) -> str:
    return list_words.length_hint(shown.rule, today()) if code == "enter" else hint_of(code)


def hint_of(code: str) -> str:
    """When a decision is the right one."""
    return tell(words.DECISIONS[code][1]) if code in words.DECISIONS else ""


def _submit(code: str, *, own: bool, typed: bool) -> str:
    if own:
        return str(_("Hand in"))
    if typed:
        return str(_("Hand over to the second clerk"))
    if code in words.LATER:
        return str(_("Hand over to the second person"))
    return str(_("Decide now")) if code in RULINGS else str(_("Record it"))


def _address(shown: ShownCase, code: str, *, own: bool, typed: bool) -> str:
    kind = "own" if own else "typed" if typed else "decide" if code in RULINGS else "paper"
    return url_for(f"lists.{kind}_{code}", case_id=shown.case.id)


def _grown(
    rows: list[list[dict[str, Any]]], form: Form | None, *, more: bool
) -> list[list[dict[str, Any]]]:
    """As many fields for points as were filled, and one more where that was asked for."""
    typed = several(form, "points")
    for row in rows:
        for field in row:
            if field["kind"] == "points":
                field["count"] = max(field["count"], len(typed) + more)
                field["more"] = more
    return rows


def several(form: Form | None, name: str) -> list[str]:
    """What was typed in a field that may come several times."""
    sent = getattr(form.values, "getlist", None) if form else None
    return list(sent(name)) if sent else []


def _offered(shown: ShownCase, code: str, rows: Rows) -> dict[str, Any]:
    """What there is to choose in the fields of these rows."""
    named = {field.name for row in rows for field in row}
    found: dict[str, Any] = {"days": (show.day(shown.case.opened_on), show.day(today()))}
    if named & {"investigators"}:
        found["investigators"] = _persons(shown, code, "list.step")
    if "person" in named:
        found["person"] = (
            _asked(shown) if code == "recusal_request" else _persons(shown, code, "list.review")
        )
    if "regards" in named:
        found["regards"] = _requests(shown)
    if "passed" in named:
        yes, no = words.OUTCOMES[code]
        found["passed"] = [("yes", tell(yes)), ("no", tell(no))]
    if "answers" in named:
        found["answers"] = _unanswered(shown)
        found["taken_up"] = [("yes", _("taken up")), ("no", _("not taken up"))]
    if "decided_by" in named:
        found["decided_by"] = _persons(shown, code, "list.decide")
    found["cause"] = [(cause, tell(words.CAUSES[cause])) for cause in CAUSES]
    found["orderer"] = [(one, tell(words.ORDERERS[one])) for one in ORDERERS]
    return found


def _persons(shown: ShownCase, code: str, permission: str) -> Options:
    """Whoever may be named in this part of this case, with the office."""
    return [
        (
            holder.id,
            " · ".join(
                filter(
                    None,
                    (holder.name, pick(*_both(holder.office)) if holder.office else ""),
                )
            ),
        )
        for holder in who_may(db(), permission)
        if barred(shown.file, code, [holder.id]) is None
    ]


def _both(office: Any) -> tuple[str, str]:
    label = row_label(office)
    return label.zh, label.en


def _asked(shown: ShownCase) -> Options:
    """The investigators, whom the party knows by name and certificate, and who presides; the office also
    sees who reviewed. Administrative Penalty Law, articles 43 and 64 (4)."""
    found = {
        person.holder_id: _(
            "%(name)s, certificate %(number)s",
            name=person.someone.name,
            number=person.certificate,
        )
        for person in shown.investigators
    }
    for paper in shown.papers:
        for person in paper.persons:
            if person.part in ("chair", "reviewer") and person.holder_id not in shown.file.recused:
                part = tell(words.PARTS[person.part])
                found.setdefault(person.holder_id, f"{person.someone.name} · {part}")
    return list(found.items())


def _requests(shown: ShownCase) -> Options:
    """The requests that are not decided yet: whom each is about, and its day."""
    still = {paper.id for paper in shown.file.open_recusals}
    return [
        (p.id, " · ".join((*(person.someone.name for person in p.persons), show.day(p.on))))
        for p in shown.papers
        if p.id in still
    ]


def _unanswered(shown: ShownCase) -> list[dict[str, str]]:
    still = {point.id for point in shown.file.unanswered}
    return [
        {"id": point.id, "text": point.text}
        for paper in shown.papers
        for point in paper.points
        if point.id in still
    ]


def _suggested(shown: ShownCase, code: str) -> dict[str, Any]:
    """What a fresh form holds: today, and the text that can be written from the case."""
    on = borne_day(shown.file, code, today())
    values: dict[str, Any] = {"on": show.day(on), "decided_on": show.day(today())}
    if code in ("enter", "leave", "stay", "lift"):
        values["from_on"] = show.day(today())
    back = back_for(shown.case.id, code)
    if back is not None:
        values |= {"document_no": back.number, "on": show.day(back.signed_on)}
    return values | drafted.values(shown, code)


def typed_labels() -> dict[str, str]:
    """Every field of text that any form of a case has."""
    found: dict[str, str] = {}
    for code in NEEDED:
        found |= fields.labels(fields.PAPERS[code])
    for code in RULINGS:
        found |= fields.labels(fields.ruling(code, typed=True))
    return found
