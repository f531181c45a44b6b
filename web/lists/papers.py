"""The papers of a case: entered by staff, or brought by the party itself, each by its own form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from procedure.cases import ACTIONS
from schemas.lists import OWN_PAPERS, PAPERS
from services.cases.take_case_step import CaseStepDraft, Investigator, PointAnswer, take_case_step
from services.messages import Invalid, say
from web import case_words as words
from web.access import actor, may
from web.context import db, now, today
from web.form import Form, load, typed
from web.language import _, tell
from web.lists.blueprint import bp
from web.lists.case import do, page, refused, shown_case
from web.uploads import Uploads, receive_uploads

Given = dict[str, Any]


def _paper(kind: str) -> Callable[[str], Any]:
    """The view that records a paper of this kind."""

    def record(case_id: str) -> Any:
        said = _("%(paper)s: recorded.", paper=tell(words.PAPERS[kind]))
        return _record(case_id, kind, PAPERS[kind], said)

    return record


def _own(kind: str) -> Callable[[str], Any]:
    """The view by which the party brings a paper of this kind, today."""

    def bring(case_id: str) -> Any:
        return _record(case_id, kind, OWN_PAPERS[kind], tell(words.BROUGHT[kind]))

    return bring


def _record(case_id: str, kind: str, schema: Any, said: str) -> Any:
    shown_case(case_id)
    form, uploads = typed(), receive_uploads(party=False)
    try:
        given = load(schema())
        if given.pop("then", None) == "more":
            return page(shown_case(case_id), kind, form, uploads, more=True)
        draft = _draft(kind, given, uploads)
    except Invalid as problem:
        return refused(case_id, kind, problem, form, uploads)
    return _take(case_id, draft, said, form, uploads)


def _take(case_id: str, draft: CaseStepDraft, said: str, form: Form, uploads: Uploads) -> Any:
    return do(
        case_id,
        draft.kind,
        said,
        lambda key: take_case_step(db(), actor(), case_id, draft, now(), key),
        form,
        uploads,
    )


def _draft(kind: str, given: Given, uploads: Uploads) -> CaseStepDraft:
    """What was typed, as the service takes it."""
    if "passed" in given:
        given["passed"] = {"yes": True, "no": False, None: None}[given["passed"]]
    if "investigators" in given:
        given["investigators"] = _investigators(given)
    if "answers" in given:
        given["answers"] = _answers(given)
    if "points" in given:
        given["points"] = tuple(point for point in given["points"] if point)
    given.setdefault("on", today())
    given["text"] = given.get("text") or ""
    return CaseStepDraft(kind, files=uploads.files(), **given)


def _investigators(given: Given) -> tuple[Investigator, ...]:
    named = zip(given["investigators"], given.pop("certificate"), strict=False)
    return tuple(Investigator(who, number or "") for who, number in named if who)


def _answers(given: Given) -> tuple[PointAnswer, ...]:
    """Those that were given; a point that was only half answered is refused."""
    rows = list(zip(given.pop("point"), given.pop("taken_up"), given["answers"], strict=False))
    if any(bool(taken_up) != bool(reasons) for _point, taken_up, reasons in rows):
        raise Invalid(
            {"answers": say("Each answer says whether the point is taken up, and the reasons.")}
        )
    return tuple(PointAnswer(point, up == "yes", reasons) for point, up, reasons in rows if up)


for _kind in PAPERS:
    _view = may(ACTIONS[_kind].permission)(_paper(_kind))
    bp.add_url_rule(f"/cases/<case_id>/{_kind}", f"paper_{_kind}", _view, methods=["POST"])
for _kind in OWN_PAPERS:
    _view = may("own.reply")(_own(_kind))
    bp.add_url_rule(f"/cases/<case_id>/own/{_kind}", f"own_{_kind}", _view, methods=["POST"])
