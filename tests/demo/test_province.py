"""The demo province is a believable small province."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import ledger
import scoring
from demo.calendar import is_working
from demo.data import contractors
from evidence.store import Store
from identity.codes import check_code
from ledger.check import Outcome
from models import (
    Assignment,
    Case,
    Correction,
    DossierGrant,
    DossierOpening,
    Event,
    EventConfirmation,
    EventStep,
    EventWithdrawal,
    ListDecision,
    Listing,
    Office,
    OfficialPaper,
    Programme,
    Score,
    Subject,
    Succession,
)
from procedure.cases import state
from services.cases.case_file import case_clock, case_file
from services.clock import CHINA, day_of
from services.record.keep_record import trusted_keys
from services.record.verify_record import verify_record
from services.rules.list_rules import standing_on
from services.standing.scores import explain
from tests.support.demo import SECRET, TODAY

SCHEME = "land-survey"


def named(session: Session, key: str) -> Subject:
    name = contractors()[key].name
    return next(s for s in session.scalars(select(Subject)) if s.name == name)


def points(session: Session, key: str, ago: int) -> float:
    view = scoring.View(TODAY - timedelta(days=ago))
    return explain(session, named(session, key).id, SCHEME, view).points / 100


def entered_on(session: Session) -> dict[str, date]:
    rows = session.execute(
        select(Event.id, ledger.Entry.recorded_at).join(
            ledger.Entry, ledger.Entry.entry_id == Event.entry_id
        )
    )
    return {event_id: day_of(at) for event_id, at in rows}


def test_thirteen_survey_units_and_twenty_seven_others(province: Session):
    kinds = Counter(s.kind for s in province.scalars(select(Subject)))
    assert kinds["contractor"] == 40
    assert Counter(c.unit for c in contractors().values()) == {True: 13, False: 27}


def test_a_third_comes_from_other_provinces(province: Session):
    query = select(Subject).where(Subject.kind == "contractor")
    away = [s for s in province.scalars(query) if not s.home_region.startswith("51")]
    assert 12 <= len(away) <= 15


def test_one_department_and_its_twenty_one_prefectures(province: Session):
    levels = Counter(province.scalars(select(Office.level)))
    assert (levels["province"], levels["prefecture"]) == (1, 21)


def test_every_prefecture_has_somebody_who_surveys_it(province: Session):
    assert len(set(province.scalars(select(Assignment.region)))) == 21


def test_the_programme_is_under_way(province: Session):
    programme = province.scalars(select(Programme)).one()
    due = [stage.due_on for stage in programme.stages]
    assert due == sorted(due)
    assert due[0] < TODAY < due[-1]


def test_about_two_thousand_records_of_eighteen_months(province: Session):
    days = list(province.scalars(select(Event.occurred_on)))
    assert 1900 <= len(days) <= 2100
    assert 530 <= (max(days) - min(days)).days <= 590
    assert max(days) < TODAY


def test_every_contractor_at_work_has_records_and_not_the_same_number(province: Session):
    query = select(func.count()).select_from(Event).group_by(Event.subject_id)
    numbers = sorted(province.scalars(query))
    assert len(numbers) == 39  # the branch answers through its head
    assert numbers[-1] > 5 * numbers[5]


def test_nothing_happens_on_holidays_and_week_ends(province: Session):
    days = set(province.scalars(select(Event.occurred_on))) | set(entered_on(province).values())
    assert [day for day in sorted(days) if not is_working(day)] == []


def test_everything_is_written_in_office_hours_and_before_today(province: Session):
    instants = [at.astimezone(CHINA) for at in province.scalars(select(ledger.Entry.recorded_at))]
    hours = Counter(at.hour for at in instants)
    assert set(hours) <= {9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 22}
    assert hours[22] == 1  # the one at which the auditor's page points
    assert max(instants).date() < TODAY
    assert instants == sorted(instants)


def test_records_but_one_are_entered_one_to_ten_days_after_the_act(province: Session):
    entered = entered_on(province)
    waits = sorted(
        (entered[event.id] - event.occurred_on).days
        for event in province.scalars(select(Event))
        if not event.correction and not _replaces(province, event)
    )
    assert waits[0] >= 1
    assert waits[-2] <= 10
    assert waits[-1] > 60  # the one at which the auditor's page points


def _replaces(session: Session, event: Event) -> bool:
    query = select(Correction.id).where(Correction.replacement_id == event.id)
    return session.scalar(query) is not None


def test_more_is_inspected_at_the_ends_of_quarters(province: Session):
    days = list(province.scalars(select(Event.occurred_on)))
    last = [day for day in days if day.month % 3 == 0 and day.day > 24]
    middle = [day for day in days if day.month % 3 == 2 and 10 <= day.day <= 16]
    assert len(last) > 2 * len(middle)


def test_pass_rates_fall_from_level_to_level(province: Session):
    rates = {}
    for level in ("Q01", "Q02", "Q03", "Q04"):
        query = select(func.sum(Event.numerator), func.sum(Event.denominator))
        passed, inspected = province.execute(query.where(Event.behaviour == level)).one()
        rates[level] = 100 * (passed or 0) / (inspected or 1)
    assert 95 < rates["Q01"] < 96.6
    assert 87.8 < rates["Q02"] < 89.8
    assert 68.6 < rates["Q04"] < rates["Q03"] < 82


def test_one_prefecture_is_stricter_than_the_others(province: Session):
    def rate(*where: object) -> float:
        query = select(func.sum(Event.numerator), func.sum(Event.denominator))
        passed, inspected = province.execute(query.where(Event.behaviour == "Q02", *where)).one()  # type: ignore[arg-type]
        return float((passed or 0) / (inspected or 1))

    assert rate(Event.region.startswith("5110")) < rate() - 0.05


def test_all_four_grades_occur_and_one_newcomer_is_unrated(province: Session):
    scores = {score.subject_id: score for score in province.scalars(select(Score))}
    grades = Counter(score.grade for score in scores.values())
    assert min(grades[colour] for colour in ("green", "blue", "yellow", "red")) >= 3
    unrated = [subject_id for subject_id, score in scores.items() if score.grade is None]
    assert unrated == [named(province, "jiling").id]


def test_some_rise_and_some_fall(province: Session):
    assert points(province, "yuzhou", 0) > points(province, "yuzhou", 300) + 5
    assert points(province, "liyuan", 0) > points(province, "liyuan", 300) + 5
    assert points(province, "lvyuan", 0) < points(province, "lvyuan", 120) - 8
    assert points(province, "moqing", 0) < points(province, "moqing", 300) - 20


def test_two_are_listed_one_of_them_publicly(province: Session):
    standing = province.scalars(select(Listing).where(standing_on(TODAY))).all()
    assert {listing.subject_id for listing in standing} == {
        named(province, "yanlan").id,
        named(province, "xiuhe").id,
    }
    assert sum(any(p.runs_on(TODAY) for p in listing.publications) for listing in standing) == 1


def test_one_was_listed_for_falsification(province: Session):
    query = select(Event).where(Event.behaviour == "H01")
    assert province.scalars(query).one().subject_id == named(province, "xiuhe").id


def test_one_left_the_list_by_a_decision(province: Session):
    left = province.scalars(select(Listing).where(Listing.end == "leave")).one()
    assert left.subject_id == named(province, "liyuan").id
    assert left.until_on is not None
    assert left.until_on < TODAY


def test_two_cases_wait_for_the_reply_and_one_for_its_decision(province: Session):
    open_cases = [case for case in province.scalars(select(Case)) if not case.decisions]
    states = {
        case.subject_id: state(case_file(province, case), TODAY, case_clock(province))
        for case in open_cases
    }
    assert states == {
        named(province, "moqing").id: "running",
        named(province, "lvyuan").id: "running",
        named(province, "daicheng").id: "ripe",
    }


def test_six_records_wait_for_review(province: Session):
    decided = [
        *province.scalars(select(EventConfirmation.event_id)),
        *province.scalars(select(EventWithdrawal.event_id)),
    ]
    query = select(Event.confirm).where(Event.id.not_in(decided))
    assert Counter(province.scalars(query)) == {"review": 6, "notice": 3}


def test_every_deciding_person_is_another_than_the_one_who_entered(province: Session):
    query = select(EventConfirmation).where(EventConfirmation.way != "none")
    confirmations = province.scalars(query).all()
    assert len(confirmations) > 100
    assert all(c.confirmed_by != c.entered_by for c in confirmations)


def test_one_record_is_worth_objecting_to(province: Session):
    """The same point of the same plot, found by the prefecture and again by the province."""
    subject = named(province, "lvyuan")
    query = select(Event).where(Event.subject_id == subject.id, Event.narrative.contains("011-073"))
    twice = province.scalars(query).all()
    assert {event.behaviour for event in twice} == {"Q12", "Q14"}
    assert all(event.state == "counted" for event in twice)
    replies = select(EventStep).where(
        EventStep.kind == "reply", EventStep.event_id.in_([event.id for event in twice])
    )
    assert len(province.scalars(replies).all()) == 2


def test_records_were_withdrawn_refused_and_corrected(province: Session):
    refused = Counter(province.scalars(select(EventWithdrawal.refused)))
    assert refused[True] >= 2
    assert refused[False] >= 2
    agreed = Correction.confirmed_by.is_not(None)
    assert len(province.scalars(select(Correction).where(agreed)).all()) == 3


def test_one_was_absorbed_and_one_renamed(province: Session):
    succession = province.scalars(select(Succession)).one()
    assert succession.subject_id == named(province, "kuian").id
    assert succession.successor_id == named(province, "jiawan").id
    assert province.get_one(Subject, succession.subject_id).closed_on == succession.on
    assert len(named(province, "yufeng").names) == 2


def test_codes_are_right_in_form_and_visibly_synthetic(province: Session):
    codes = province.scalars(select(Subject.code).where(Subject.kind == "contractor")).all()
    assert all(code and check_code(code).valid and "DEM0" in code for code in codes)


def test_evidence_files_are_few_and_small(loaded: Path):
    files = [path for path in (loaded / "evidence").rglob("*") if path.is_file()]
    assert 100 < len(files) < 500
    assert sum(path.stat().st_size for path in files) < 10_000_000


def test_the_record_is_whole(province: Session, loaded: Path):
    witness = loaded / "witness"
    store = Store(loaded / "evidence", SECRET)
    report = verify_record(province, store, witness, trusted_keys(witness))
    assert report.findings == ()
    assert report.outcome == Outcome.INTACT


def test_one_paper_is_back_under_seal_another_waits_and_a_court_has_read_one_dossier(
    province: Session,
):
    papers = {paper.state: paper for paper in province.scalars(select(OfficialPaper))}
    assert set(papers) == {"returned", "drafted"}
    decision = province.get_one(ListDecision, papers["returned"].document_id)
    assert decision.document_no == papers["returned"].number
    grant = province.scalars(select(DossierGrant)).one()
    assert grant.runs_on(TODAY)
    assert province.scalar(select(func.count()).select_from(DossierOpening)) == 1
