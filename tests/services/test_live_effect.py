"""What a draft would do to everybody while it is typed: totals that add up, who moves, who would be listed and why."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event as Flag

import pytest
from sqlalchemy.orm import Session

import scoring
from services.drafts.draft_document import change
from services.drafts.draft_parts import Change, Put
from services.drafts.effect_turns import Superseded, Turns
from services.drafts.held_facts import HOLDER
from services.drafts.live_effect import LiveEffect, Standing, live_effect
from services.messages import Forbidden
from services.rules.rulebook import rule_book
from services.standing.facts import facts
from tests.statements.story import LAND_SURVEY, Story
from tests.support.world import TODAY, World

pytestmark = pytest.mark.db

BEFORE = date(2026, 3, 2)

NEXT = LAND_SURVEY.replace('version = "2026"', 'version = "2026-2"').replace(
    "effective_from = 2026-01-01", f"effective_from = {TODAY}"
)


HARSH = (
    Put("indicators/2/points", "-60"),
    Put("indicators/2/cap", ""),
    Put("dimensions/1/floor", ""),
)


@pytest.fixture
def story(session: Session, world: World) -> Story:
    """One contractor did not answer once, the other has been praised."""
    story = Story(session, world, world["provincial_clerk"], world["provincial_reviewer"])
    story.publish(LAND_SURVEY, BEFORE)
    story.confirmed(world.own, "S02", BEFORE)
    story.confirmed(world.other, "B01", BEFORE, severity="province")
    session.rollback()
    return story


def drafted(*changes: Change) -> scoring.Ruleset:
    return scoring.parse(change(NEXT, changes), "draft.toml")


def asked(session: Session, world: World, draft: scoring.Ruleset) -> LiveEffect:
    return live_effect(session, world["business_administrator"], draft, TODAY)


def one_by_one(session: Session, draft: scoring.Ruleset) -> dict[str, list[Standing]]:
    """Where each subject stands without and with the draft, each walked alone from the database."""
    books = [rule_book(session, draft.scheme)]
    books.append(scoring.rule_book([*books[0].versions, draft]))
    known = facts(session, draft.scheme)
    scores = (
        (s, [scoring.explain(b, known, s, scoring.View(TODAY)) for b in books])
        for s in known.subjects
    )
    return {
        subject: [stands(score) for score in both]
        for subject, both in scores
        if any(one.silent or len(one.lines) > 1 for one in both)
    }


def stands(score: scoring.Score) -> Standing:
    lists = tuple(entry.list for entry in score.lists if entry.state != "ended")
    return Standing(score.points, score.grade, score.unrated, lists)


def same(effect: LiveEffect, slow: dict[str, list[Standing]]) -> None:
    """The same totals by grade, and as many who would stand otherwise."""
    for told, place in ((effect.before, 0), (effect.after, 1)):
        assert {code: n for code, n in told.items() if n} == Counter(
            both[place].grade for both in slow.values()
        )
    assert effect.changed == sum(before != after for before, after in slow.values())


def test_a_draft_that_changes_nothing_moves_nobody(
    session: Session, world: World, story: Story
) -> None:
    found = asked(session, world, drafted())
    assert (found.subjects, found.facts, found.moved, found.changed) == (2, 2, 0, 0)
    assert found.movers == ()


def test_totals_add_up_with_those_who_are_not_graded(
    session: Session, world: World, story: Story
) -> None:
    found = asked(session, world, drafted(*HARSH))
    assert None in found.before
    for counts in (found.before, found.after):
        assert sum(counts.values()) == found.subjects
    assert sum(flow.subjects for flow in found.flows) == found.subjects


def test_who_moves_is_told_with_the_lines_that_differ(
    session: Session, world: World, story: Story
) -> None:
    found = asked(session, world, drafted(*HARSH))
    (mover,) = found.movers
    assert (mover.subject_id, mover.name) == (world.own, "甲岭检测技术有限公司")
    assert mover.before.points - mover.after.points == 59_00
    (why,) = mover.why
    assert (str(why.params["before"]), str(why.params["after"])) == ("−1.0", "−60.0")
    assert [name.en for name in mover.new_lists] == ["Disqualified from the programme's tasks"]


def test_it_tells_the_same_as_each_score_reckoned_alone(
    session: Session, world: World, story: Story
) -> None:
    draft = drafted(*HARSH)
    same(asked(session, world, draft), one_by_one(session, draft))


def test_a_draft_that_lists_half_of_all_is_marked(
    session: Session, world: World, story: Story
) -> None:
    found = asked(session, world, drafted(*HARSH))
    assert dict(found.half) == {"disqualified": 50}
    assert (found.listed, [one.newly for one in found.lists if one.newly]) == (1, [1])
    assert not asked(session, world, drafted()).half


def test_a_record_that_comes_while_rules_are_written_counts_at_once(
    session: Session, world: World, story: Story
) -> None:
    first = asked(session, world, drafted(*HARSH))
    story.confirmed(world.other, "S02", TODAY)
    draft = drafted(*HARSH)
    second = asked(session, world, draft)
    assert (first.listed, second.listed) == (1, 2)
    assert second.known > first.known
    same(second, one_by_one(session, draft))
    assert first.sha256 != second.sha256


def test_what_the_same_draft_would_do_is_sealed_by_the_same_hash(
    session: Session, world: World, story: Story
) -> None:
    draft = drafted(*HARSH)
    once, again = asked(session, world, draft), asked(session, world, draft)
    assert once.sha256 == again.sha256 != asked(session, world, drafted()).sha256


def test_a_first_version_moves_nobody_from_a_grade(
    session: Session, world: World, story: Story
) -> None:
    text = LAND_SURVEY.replace('scheme = "land-survey"', 'scheme = "another"')
    found = asked(session, world, scoring.parse(text, "draft.toml"))
    assert (found.subjects, found.moved) == (0, 0)


@pytest.mark.parametrize("name", ["provincial_clerk", "auditor", "contractor_manager"])
def test_only_those_who_write_or_sign_rules_see_an_effect(
    session: Session, world: World, story: Story, name: str
) -> None:
    with pytest.raises(Forbidden):
        live_effect(session, world[name], drafted(), TODAY)


def test_of_two_questions_of_one_person_the_latest_is_answered() -> None:
    turns, asked, newer = Turns(), Flag(), Flag()

    def older() -> str:
        with turns.take("one") as turn:
            asked.set()
            newer.wait(10)
            turn.go_on()
            return "answered"

    def later() -> str:
        asked.wait(10)
        with turns.take("one"):
            return "answered"

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.submit(older), pool.submit(later)
        asked.wait(10)
        while turns.latest["one"] < 2:
            pass
        newer.set()
        assert second.result() == "answered"
        with pytest.raises(Superseded):
            first.result()


def test_questions_of_two_persons_do_not_wait_for_each_other() -> None:
    turns = Turns()
    with turns.take("one") as one, turns.take("other") as other:
        one.go_on()
        other.go_on()


def test_facts_are_read_once(session: Session, world: World, story: Story) -> None:
    asked(session, world, drafted())
    held = HOLDER.facts(session, "land-survey")
    asked(session, world, drafted(*HARSH))
    assert HOLDER.facts(session, "land-survey") is held
