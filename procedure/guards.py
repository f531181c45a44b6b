"""What each act of a case requires to have happened before it, one guard a requirement."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from procedure.case_file import CaseFile, Clock, Paper
from procedure.deadlines import Due


@dataclass(frozen=True, slots=True)
class Missing:
    """Why an act may not be done: a code, and what its sentence says (days as ISO text)."""

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)


Found = Iterator[Missing]
Guard = Callable[[CaseFile, date, Clock], Found]


def undecided(file: CaseFile, day: date, clock: Clock) -> Found:
    """Nothing has closed the case, and no decision waits for its second person."""
    if file.waiting is not None:
        yield Missing("waits")
    elif file.closing is not None:
        yield Missing("closed", {"by": file.closing.action})


def running(file: CaseFile, day: date, clock: Clock) -> Found:
    """Nothing is done while the case stands still, nor dated back into that time later."""
    if file.suspended:
        yield Missing("suspended")
    elif file.suspended_on(day):
        yield Missing("stood_still")


def suspended(file: CaseFile, day: date, clock: Clock) -> Found:
    if not file.suspended:
        yield Missing("not_suspended")


def investigated(file: CaseFile, day: date, clock: Clock) -> Found:
    """Two investigators at least: Administrative Penalty Law, article 42."""
    if len(set(file.investigators)) < 2:
        named = file.last("investigators")
        yield Missing("investigator_recused" if named else "investigators")


def recusal_asked(file: CaseFile, day: date, clock: Clock) -> Found:
    if not file.open_recusals:
        yield Missing("no_recusal_request")


def recusals_decided(file: CaseFile, day: date, clock: Clock) -> Found:
    """The inquiry goes on while a recusal is asked, the decision waits for it: article 43."""
    if file.open_recusals:
        yield Missing("recusal_open")


def facts_fixed(file: CaseFile, day: date, clock: Clock) -> Found:
    if not file.begun:
        yield Missing("facts")


def not_noticed(file: CaseFile, day: date, clock: Clock) -> Found:
    if file.notice is not None:
        yield Missing("notice_made")


def never_noticed(file: CaseFile, day: date, clock: Clock) -> Found:
    """Who was told that a listing is intended is owed a decision on it."""
    if any(file.of_kind("notice")):
        yield Missing("too_late_not_to_file")


def noticed(file: CaseFile, day: date, clock: Clock) -> Found:
    if file.notice is None:
        yield Missing("notice")


def notice_served(file: CaseFile, day: date, clock: Clock) -> Found:
    """The party knows facts, reasons, basis and rights: article 44."""
    if file.notice is None:
        yield Missing("notice")
    elif file.notice.served_on is None:
        yield Missing("notice_served")


def defence_limit(file: CaseFile, clock: Clock) -> Due | None:
    """The last day of the statement and defence; None while the notice is not served."""
    notice = file.notice
    if notice is None or notice.served_on is None:
        return None
    return clock("defence", notice.served_on, notice.days)


def hearing_limit(file: CaseFile, clock: Clock) -> Due | None:
    """The last day on which a hearing may be asked: article 64 (1)."""
    notice = file.notice
    if notice is None or notice.served_on is None:
        return None
    return clock("hearing_request", notice.served_on, None)


def hearing_asked(file: CaseFile) -> Paper | None:
    """The request for a hearing that was neither taken back (a waiver after it) nor followed by one."""
    asked = file.last("hearing_request", file.begun)
    if asked is None:
        return None
    later = (file.last("waiver", asked.position), file.last("hearing_record", asked.position))
    return None if any(later) else asked


def waived(file: CaseFile) -> bool:
    """Whether the party's last word is that it says nothing more and wants no hearing."""
    waiver = file.last("waiver", file.begun)
    return waiver is not None and file.last("hearing_request", waiver.position) is None


def held(file: CaseFile) -> bool:
    return file.last("hearing_record", file.begun) is not None


def heard(file: CaseFile, day: date, clock: Clock) -> Found:
    """The party was heard, or its time has passed (never on a provisional date): articles 44, 45, 63, 64."""
    yield from notice_served(file, day, clock)
    defence, hearing = defence_limit(file, clock), hearing_limit(file, clock)
    if defence is None or hearing is None:
        return
    if hearing_asked(file):
        yield Missing("hearing_record")
    elif not (waived(file) or held(file)):
        replied = file.last("reply", file.begun) is not None
        if not replied and not defence.over(day):
            yield _still("defence_running", defence, day)
        elif not hearing.over(day):
            yield _still("hearing_window", hearing, day)


def _still(code: str, limit: Due, day: date) -> Missing:
    past = limit.provisional and day > limit.on
    return Missing(f"{code}_provisional" if past else code, {"until": limit.on.isoformat()})


def statement_open(file: CaseFile, day: date, clock: Clock) -> Found:
    """What comes late is still taken up until the legal review has passed."""
    review, limits = file.review, (defence_limit(file, clock), hearing_limit(file, clock))
    over = all(limit is not None and limit.over(day) for limit in limits)
    if over and review is not None and review.passed:
        yield Missing("statement_closed", {"since": review.on.isoformat()})


def hearing_in_time(file: CaseFile, day: date, clock: Clock) -> Found:
    limit = hearing_limit(file, clock)
    if hearing_asked(file):
        yield Missing("hearing_already_asked")
    elif held(file):
        yield Missing("hearing_held")
    elif limit is not None and limit.over(day):
        yield Missing("hearing_late", {"until": limit.on.isoformat()})


def hearing_wanted(file: CaseFile, day: date, clock: Clock) -> Found:
    if hearing_asked(file) is None:
        yield Missing("hearing_not_asked")


def hearing_told(file: CaseFile, day: date, clock: Clock) -> Found:
    """The party was told the day seven working days ahead: articles 64 (2) and 85."""
    asked = hearing_asked(file)
    told = file.last("hearing_notice", asked.position) if asked else None
    if told is None or told.held_on is None:
        yield Missing("hearing_notice")
    elif told.served_on is None:
        yield Missing("hearing_notice_served")
    elif not clock("hearing_notice_ahead", told.served_on, None).over(told.held_on):
        yield Missing("hearing_too_soon", {"on": told.held_on.isoformat()})
    elif day != told.held_on:
        yield Missing("hearing_day", {"on": told.held_on.isoformat()})


def points_open(file: CaseFile, day: date, clock: Clock) -> Found:
    if not file.unanswered:
        yield Missing("no_points")


def answered(file: CaseFile, day: date, clock: Clock) -> Found:
    """Every point is taken up, or not taken up with reasons: article 45."""
    if file.unanswered:
        yield Missing("points", {"count": len(file.unanswered)})


def not_reviewed(file: CaseFile, day: date, clock: Clock) -> Found:
    if file.review is not None and file.review.passed:
        yield Missing("reviewed")


def reviewed(file: CaseFile, day: date, clock: Clock) -> Found:
    """Passed by the legal review, after all that was said: article 58."""
    if file.review is None:
        yield Missing("review")
    elif not file.review.passed:
        yield Missing("review_sent_back")


def discussion_due(file: CaseFile, day: date, clock: Clock) -> Found:
    if not file.serious:
        yield Missing("discussion_not_needed")
    elif file.discussion is not None:
        yield Missing("discussed")


def discussed(file: CaseFile, day: date, clock: Clock) -> Found:
    """Serious matters are discussed by the leaders together: article 57, second paragraph."""
    if file.serious and file.discussion is None:
        yield Missing("discussion")


def entered(file: CaseFile, day: date, clock: Clock) -> Found:
    if file.waiting is not None:
        yield Missing("waits")
    elif file.entry is None:
        yield Missing("not_entered")
    elif file.listing is not None:
        yield Missing("effective")


def approval_due(file: CaseFile, day: date, clock: Clock) -> Found:
    if not file.above:
        yield Missing("approval_not_needed")
    elif file.approved:
        yield Missing("approved")


def approved(file: CaseFile, day: date, clock: Clock) -> Found:
    if not file.approved:
        yield Missing("approval")


def repair_notice_due(file: CaseFile, day: date, clock: Clock) -> Found:
    if file.repair_notice is not None:
        yield Missing("repair_notice_made")


def repair_noticed(file: CaseFile, day: date, clock: Clock) -> Found:
    """The decision and the notice how to repair reach the party together (两书同达)."""
    if file.repair_notice is None:
        yield Missing("repair_notice")


def something_waits(file: CaseFile, day: date, clock: Clock) -> Found:
    if file.waiting is None:
        yield Missing("nothing_waits")


def may_go_back(file: CaseFile, day: date, clock: Clock) -> Found:
    """What waits is taken back, and an entry whose own last day has passed unserved."""
    if file.waiting is None and not file.lapsed(day):
        yield Missing("nothing_waits")


def made_listing(file: CaseFile, day: date, clock: Clock) -> Found:
    """The case has made a listing that was not annulled, and no later decision waits."""
    if file.waiting is not None:
        yield Missing("waits")
    elif file.listing is None or file.listing.end == "annul":
        yield Missing("not_listed")


def not_over(file: CaseFile, day: date, clock: Clock) -> Found:
    listing = file.listing
    if listing is not None and listing.until_on is not None and listing.until_on <= day:
        yield Missing("ended")


def not_stayed(file: CaseFile, day: date, clock: Clock) -> Found:
    if file.stayed_on(day):
        yield Missing("stayed")


def stayed(file: CaseFile, day: date, clock: Clock) -> Found:
    if not file.stayed_on(day):
        yield Missing("not_stayed")
