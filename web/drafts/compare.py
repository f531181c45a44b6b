"""What differs between a draft and a version, article by article."""

from __future__ import annotations

from typing import Any

from flask import request

import scoring
from services.rules.compare_rulesets import SectionDiff, compare_rulesets
from services.rules.show_rules import show_schemes, show_version
from web.access import actor, may
from web.choices import Options
from web.context import db, today
from web.drafts.blueprint import READ, bp, shown, the_draft
from web.language import _, pick


@bp.get("/<draft_id>/compare")
@may(*READ)
def compare(draft_id: str) -> Any:
    """The draft against the version that it was begun from, or another one."""
    draft = the_draft(draft_id)
    versions = version_options()
    against = request.args.get("with") or draft.base_id
    found = difference_from(against, draft.text) if against in dict(versions) else None
    return shown("compare", draft, "compare", found=found, against=against, versions=versions)


def difference_from(version_id: str, text: str) -> tuple[SectionDiff, ...] | None:
    """From a version to a text; None where the text cannot be read."""
    before = show_version(db(), actor(), version_id, today()).ruleset.text
    try:
        return compare_rulesets(before, text)
    except scoring.RulesetError:
        return None


def version_options() -> Options:
    """All versions that this person may read, newest first in each scheme."""
    return [
        (
            line.id,
            _(
                "%(title)s, version %(version)s",
                title=pick(s.title.zh, s.title.en),
                version=line.version,
            ),
        )
        for s in show_schemes(db(), actor(), today())
        for line in s.versions
    ]
