"""Hold two views of one account side by side: for any two days, each as known on any day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from services.actor import Actor
from services.messages import Invalid, Message, say
from services.scope import subject_or_404
from services.statements.score_differences import Difference, Pair
from services.statements.show_statement import (
    Account,
    Axes,
    NoAccount,
    account_of,
    check_axes,
    known_size,
)
from services.statements.statement_lines import Teller
from services.statements.two_figures import causes_between


@dataclass(frozen=True)
class Compared:
    """``before`` + Σ moved of the differences = ``after``; ``verdicts`` say what else moves the grade."""

    before: Account
    after: Account
    differences: tuple[Difference, ...]
    verdicts: tuple[Message, ...]


def compare_views(
    session: Session,
    actor: Actor,
    subject_id: str,
    scheme: str,
    views: tuple[Axes, Axes],
    today: date,
) -> Compared:
    """Raises ``NotFound`` for whom this person may not see, ``Invalid`` for a view that has no score.

    Its fields are ``on`` and ``known`` of the first view, ``on2`` and ``known2`` of the second.
    """
    subject = subject_or_404(session, actor, subject_id)
    found: list[Account] = []
    for axes, suffix in zip(views, ("", "2"), strict=True):
        _check(axes, today, suffix)
        known = known_size(session, axes, today)
        account = account_of(session, actor, subject, scheme, axes, known)
        found.append(_scored(account, suffix))
    before, after = found
    sizes = (account.score.view.known for account in found)
    causes = causes_between(session, after.knowledge.events, *sizes)
    pair = Pair(
        Teller(before.knowledge, before.score), Teller(after.knowledge, after.score), causes
    )
    return Compared(before, after, pair.differences(), pair.verdicts())


def _check(axes: Axes, today: date, suffix: str) -> None:
    try:
        check_axes(axes, today)
    except Invalid as problem:
        raise Invalid({f"{name}{suffix}": told for name, told in problem.fields.items()}) from None


def _scored(account: Account | NoAccount | None, suffix: str) -> Account:
    if account is None:
        raise Invalid({f"known{suffix}": say("No rules for it were published by then.")})
    if isinstance(account, NoAccount):
        first = account.first_day.isoformat()
        raise Invalid(
            {f"on{suffix}": say("The first version of these rules acts from %(day)s.", day=first)}
        )
    return account
