"""The machine of cases: which acts there are, who may do them, and what each requires before it.

It is the only place that decides what is allowed. Articles are those of the Administrative Penalty Law.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from procedure import guards as g
from procedure.case_file import CLOSING, LATER, PAUSING, CaseFile, Clock, Paper, Stay
from procedure.guards import Guard, Missing

RULINGS = (*CLOSING, *PAUSING, *LATER)


@dataclass(frozen=True, slots=True)
class Action:
    """An act, the permission that it asks of staff, and that of the party for its own.

    ``typed`` is asked of a clerk who types what was signed on paper.
    """

    code: str
    permission: str
    guards: tuple[Guard, ...]
    own: str | None = None
    typed: str | None = None


_OPEN: tuple[Guard, ...] = (g.undecided, g.running)
_WITH_INVESTIGATORS = (*_OPEN, g.investigated)
_COMPLETE = (*_WITH_INVESTIGATORS, g.recusals_decided, g.facts_fixed, g.heard, g.answered)
_PARTY = (g.undecided, g.noticed)
_STANDING = (g.made_listing, g.not_over)


def _paper(code: str, *guards: Guard, permission: str = "list.step") -> Action:
    return Action(code, permission, guards)


def _of_party(code: str, *guards: Guard) -> Action:
    return Action(code, "list.step", guards, own="own.reply")


def _ruling(code: str, *guards: Guard) -> Action:
    return Action(code, "list.decide", guards, typed="list.type")


_ALL = (
    _paper("investigators", *_OPEN),
    _of_party("recusal_request", g.undecided),
    _paper("recusal_decision", g.undecided, g.recusal_asked, permission="list.decide"),
    _paper("facts", *_WITH_INVESTIGATORS),
    _paper("notice", *_WITH_INVESTIGATORS, g.facts_fixed, g.not_noticed),
    _of_party("reply", *_PARTY, g.statement_open),
    _of_party("waiver", *_PARTY, g.statement_open),
    _of_party("hearing_request", *_PARTY, g.statement_open, g.hearing_in_time),
    _paper("hearing_notice", *_WITH_INVESTIGATORS, g.notice_served, g.hearing_wanted),
    _paper(
        "hearing_record", *_WITH_INVESTIGATORS, g.notice_served, g.hearing_wanted, g.hearing_told
    ),
    _paper("answer", *_WITH_INVESTIGATORS, g.points_open),
    _paper("review", *_COMPLETE, g.not_reviewed, permission="list.review"),
    _paper("discussion", *_COMPLETE, g.reviewed, g.discussion_due),
    _ruling("enter", *_COMPLETE, g.reviewed, g.discussed),
    _ruling("refuse", *_WITH_INVESTIGATORS, g.recusals_decided, g.facts_fixed, g.answered),
    _ruling("not_filed", *_OPEN, g.never_noticed),
    _ruling("dismiss", *_WITH_INVESTIGATORS, g.recusals_decided),
    _ruling("transfer", *_OPEN, g.recusals_decided),
    _ruling("suspend", *_OPEN),
    _ruling("resume", g.undecided, g.suspended),
    _ruling("terminate", g.undecided),
    _paper("approval", g.entered, g.approval_due, permission="list.type"),
    _paper("repair_notice", g.entered, g.approved, g.repair_notice_due),
    _paper("serve_decision", g.entered, g.approved, g.repair_noticed),
    _ruling("leave", *_STANDING),
    _ruling("annul", g.made_listing),
    _ruling("correct", g.made_listing),
    _ruling("stay", *_STANDING, g.not_stayed),
    _ruling("lift", g.made_listing, g.stayed),
    _paper("confirm", g.something_waits, permission="list.confirm"),
    _paper("take_back", g.may_go_back, permission="list.confirm"),
    _paper("publish", *_STANDING, g.not_stayed, permission="list.publish"),
)
ACTIONS: Mapping[str, Action] = {action.code: action for action in _ALL}
"""In the order of the procedure."""

PARTY_SEES = frozenset(
    (
        *("notice", "reply", "waiver", "answer", "recusal_request", "recusal_decision"),
        *("hearing_request", "hearing_notice", "hearing_record", "repair_notice"),
    )
)
"""The papers that are the party's to see; the rest is the office's own."""


def missing(file: CaseFile, action: str, day: date, clock: Clock) -> tuple[Missing, ...]:
    """What the file lacks on a day for an act to be lawful; empty: it may be done.

    An act that is dated back is held against the file as it stood on that day.
    """
    standing = file.as_on(day)
    found = (one for guard in ACTIONS[action].guards for one in guard(standing, day, clock))
    return tuple(_once(found))


def _once(found: Iterable[Missing]) -> Iterator[Missing]:
    seen = set[str]()
    for one in found:
        if one.code not in seen:
            seen.add(one.code)
            yield one


def barred(file: CaseFile, action: str, persons: Iterable[str]) -> Missing | None:
    """Why these persons (one, or one and whom he stands in for) may not do an act in this case.

    Who investigates neither reviews, presides, decides nor confirms; who opened the case neither reviews,
    presides nor decides; who reviewed or presided does not investigate; who had to withdraw does nothing
    (articles 42, 43, 57, 58, 64 (4)).
    """
    acting = frozenset(persons)
    for code, found in _bars(file, action):
        if acting & found:
            return Missing(code)
    return None


def _bars(file: CaseFile, action: str) -> Iterator[tuple[str, frozenset[str]]]:
    if action in _RECUSED_NEVER:
        yield "recused", file.recused
    if action in _APART or action in RULINGS:
        yield "investigator", file.ever_investigated
    if action in _NOT_THE_OPENER or action in RULINGS:
        yield "own_case", file.opened_by
    if action in CLOSING:
        yield "reviewer", _named_in(file.of_kind("review"))
    if action == "investigators":
        yield "apart", _named_in((*file.of_kind("review"), *file.of_kind("hearing_record")))
    if action == "recusal_decision":
        asked = file.open_recusals
        yield "asks_himself", _named_in(asked).union(*(paper.by for paper in asked))
    if action == "confirm" and file.waiting is not None:
        yield "typed_myself", file.waiting.typed_by | file.waiting.decided_by
    if action == "approval" and file.entry is not None:
        yield "decided_myself", file.entry.decided_by | file.entry.typed_by


def _named_in(papers: Iterable[Paper]) -> frozenset[str]:
    return frozenset(person for paper in papers for person in paper.persons)


_NOT_THE_OPENER = frozenset({"review", "hearing_notice", "hearing_record"})
_APART = frozenset({"review", "hearing_notice", "hearing_record", "confirm", "recusal_decision"})
_RECUSED_NEVER = frozenset(ACTIONS) - {
    "recusal_request", "reply", "waiver", "hearing_request", "take_back"
}  # fmt: skip


def state(file: CaseFile, day: date, clock: Clock) -> str:
    """Where the case stands on a day: one of STATES."""
    if file.listing is not None:
        return listing_state(file.listing, day, stayed=file.stayed_on(day))
    closing = file.closing
    if closing is not None and closing.stands:
        return _ENDED.get(closing.action) or ("to_serve" if file.approved else "to_approve")
    if file.waiting is not None:
        return "typed"
    return _open_state(file.as_on(day), day, clock)


def listing_state(listing: Stay, day: date, *, stayed: bool) -> str:
    """annulled, coming, ended, stayed or listed."""
    if listing.end == "annul":
        return "annulled"
    if listing.from_on > day:
        return "coming"
    if listing.until_on is not None and listing.until_on <= day:
        return "ended"
    return "stayed" if stayed else "listed"


def _open_state(file: CaseFile, day: date, clock: Clock) -> str:
    if file.suspended:
        return "suspended"
    wanting = {
        one.code: None for guard in ACTIONS["enter"].guards for one in guard(file, day, clock)
    }
    return next((_WAITS_FOR[code] for code in _WAITS_FOR if code in wanting), "ripe")


_ENDED = {
    "refuse": "refused",
    "not_filed": "not_filed",
    "dismiss": "dismissed",
    "transfer": "transferred",
    "terminate": "terminated",
}
_WAITS_FOR = {
    "investigators": "opened",
    "investigator_recused": "opened",
    "facts": "to_fix",
    "notice": "to_notify",
    "notice_served": "to_serve_notice",
    "points": "to_answer",
    "hearing_record": "to_hear",
    "defence_running": "running",
    "defence_running_provisional": "running",
    "hearing_window": "running",
    "hearing_window_provisional": "running",
    "recusal_open": "to_recuse",
    "review": "to_review",
    "review_sent_back": "to_review",
    "discussion": "to_discuss",
}
"""What is wanting for an entry, in the order of the procedure -> the state of the case."""

OPEN_STATES = (*dict.fromkeys(_WAITS_FOR.values()), "ripe", "suspended", "typed")
STATES = (
    *OPEN_STATES, "to_approve", "to_serve", "coming", "listed", "stayed", "ended", "annulled",
    *_ENDED.values(),
)  # fmt: skip

_NEXT = {
    "opened": ("investigators",),
    "to_fix": ("facts",),
    "to_notify": ("notice",),
    "to_answer": ("answer",),
    "to_hear": ("hearing_record", "hearing_notice"),
    "to_recuse": ("recusal_decision",),
    "to_review": ("review",),
    "to_discuss": ("discussion",),
    "ripe": ("enter",),
    "suspended": ("resume",),
    "typed": ("confirm",),
    "to_approve": ("approval",),
    "to_serve": ("repair_notice",),
}


def next_action(file: CaseFile, day: date, clock: Clock) -> str | None:
    """The next lawful act of the department, where one is possible on this day (service apart)."""
    stands = state(file, day, clock)
    if stands == "to_hear" and _announced(file, day, clock):
        return None
    candidates = _NEXT.get(stands, ())
    return next(
        (code for code in candidates if not missing(file, code, borne_day(file, code, day), clock)),
        None,
    )


def borne_day(file: CaseFile, action: str, day: date) -> date:
    """The day that the paper of an act done on a day bears: the record of a hearing that of its hearing."""
    asked = g.hearing_asked(file) if action == "hearing_record" else None
    told = file.last("hearing_notice", asked.position) if asked else None
    return min(told.held_on, day) if told is not None and told.held_on is not None else day


def _announced(file: CaseFile, day: date, clock: Clock) -> bool:
    """Whether the day of the hearing is told and still to come; nothing is to be done but wait, and serve."""
    lacking = {one.code: one for one in missing(file, "hearing_record", day, clock)}
    later = lacking.get("hearing_day")
    told = later is not None and str(later.params["on"]) > day.isoformat()
    return told or "hearing_notice_served" in lacking
