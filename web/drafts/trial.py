"""Try a draft on one contractor: what is published and what is drafted, line by line."""

from __future__ import annotations

from datetime import date
from typing import Any

from schemas.fields import Day, Id, Line, TypedSchema
from services.drafts.check_draft import check_draft
from services.drafts.try_draft import try_draft
from services.messages import Invalid
from web.access import actor, may
from web.context import db, today
from web.contractors import chosen
from web.drafts.blueprint import READ, bp, shown, the_draft
from web.form import asked


class Trial(TypedSchema):
    """Whom to try it on (as chosen from the suggestions), and for which day."""

    subject = Line()
    subject_id = Id()
    on = Day()


@bp.get("/<draft_id>/trial")
@may(*READ)
def trial(draft_id: str) -> Any:
    """The score of one subject under both, with every line that differs marked."""
    draft = the_draft(draft_id)
    wanted, form = asked(Trial())
    ruleset = check_draft(db(), draft.text, today()).ruleset
    tried = None
    try:
        subject_id = chosen(wanted["subject"], wanted["subject_id"], "subject")
        if ruleset and subject_id:
            on: date = max(wanted["on"] or today(), ruleset.effective_from)
            tried = try_draft(db(), actor(), ruleset, subject_id, on)
    except Invalid as problem:
        form.refuse(problem)
    return shown("trial", draft, "trial", form=form, tried=tried, ruleset=ruleset)
