"""A draft becomes law by two persons: with a complete cover sheet, and with the effect that each of them saw."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from evidence.store import Store
from models import Evidence, RulesetDraft, RulesetVersion
from services.drafts.draft_parts import Change, Put
from services.drafts.edit_draft import Overtaken, begin_draft, change_draft, keep_cases, keep_cover
from services.drafts.live_effect import live_effect
from services.drafts.show_drafts import show_draft, show_drafts
from services.drafts.sign_draft import (
    EffectMoved,
    MustAcknowledge,
    effect_of_version,
    propose_draft,
    sealed_effects,
    sign_version,
)
from services.files.clear_uploads import clear_uploads
from services.files.new_file import NewFile
from services.messages import Conflict, Forbidden, Invalid
from services.record.verify_record import verify_record
from services.rules.propose_ruleset import read_draft, withdraw_ruleset
from services.rules.show_cover import cover_of
from tests.statements.story import LAND_SURVEY, Story
from tests.support.world import NOW, TODAY, World

pytestmark = pytest.mark.db

BEFORE = date(2026, 3, 2)
NEXT = (Put("version", "2026-2"), Put("effective_from", TODAY.isoformat()))
HARSH = (
    Put("indicators/2/points", "-60"),
    Put("indicators/2/cap", ""),
    Put("dimensions/1/floor", ""),
)
SHEET: dict[str, str | date | None] = {
    "title": "指标及计分方法（2026年修订）",
    "document_no": "川环发〔2026〕9号",
    "office": "省生态环境厅",
    "drafted_on": date(2026, 6, 1),
    "commented_on": date(2026, 7, 1),
    "reviewed_on": date(2026, 9, 1),
    "adopted_on": date(2026, 10, 1),
    "issued_on": date(2026, 11, 1),
    "effective_on": TODAY,
    "expires_on": date(2031, 11, 21),
}


@pytest.fixture
def story(session: Session, world: World) -> Story:
    """A scheme in force; one contractor did not answer once, the other has been praised."""
    story = Story(session, world, world["provincial_clerk"], world["provincial_reviewer"])
    story.publish(LAND_SURVEY, BEFORE)
    story.confirmed(world.own, "S02", BEFORE)
    story.confirmed(world.other, "B01", BEFORE, severity="province")
    session.rollback()
    return story


def drafted(session: Session, world: World, photograph: NewFile | None, *changes: Change) -> str:
    """A draft with its cover sheet; without a photograph it lacks the opinions."""
    author = world["business_administrator"]
    base = session.scalars(select(RulesetVersion.id)).one()
    draft_id = begin_draft(session, author, NOW, base)
    change_draft(session, author, draft_id, 1, [*NEXT, *changes], NOW)
    opinions = {"legality": photograph, "fair_competition": photograph}
    keep_cover(session, author, draft_id, 2, SHEET, NOW, opinions)
    return draft_id


def seen(session: Session, world: World, draft_id: str) -> str:
    author = world["business_administrator"]
    draft = read_draft(session, show_draft(session, author, draft_id).text)
    return live_effect(session, author, draft, TODAY).sha256


def proposed(session: Session, world: World, draft_id: str, acknowledged: bool = False) -> str:
    author, sha256 = world["business_administrator"], seen(session, world, draft_id)
    return propose_draft(session, author, draft_id, 3, sha256, NOW, acknowledged=acknowledged)


def test_a_draft_is_proposed_and_published_by_two_persons_with_what_they_saw(
    session: Session, world: World, story: Story, photograph: NewFile, store: Store
) -> None:
    draft_id = drafted(session, world, photograph, Put("indicators/2/points", "-2"))
    version_id = proposed(session, world, draft_id)
    decider = world["provincial_decider"]
    effect = effect_of_version(session, decider, version_id, NOW)
    sign_version(session, decider, version_id, effect.sha256, NOW)
    version = session.get_one(RulesetVersion, version_id)
    assert (version.state, version.published_by) == ("published", decider.holder_id)
    first, second = sealed_effects(session, decider, version_id)
    assert (first.moment, second.moment, second.seen_by) == (
        "propose",
        "publish",
        decider.holder_id,
    )
    assert first.sha256 == second.sha256 == effect.sha256
    assert (second.on, second.subjects, sum(second.after.values())) == (TODAY, 2, 2)
    cover = cover_of(session, world["auditor"], version_id)
    assert cover is not None
    assert (cover.document_no, cover.days["effective_on"]) == ("川环发〔2026〕9号", TODAY)
    assert [file.kind for file in cover.opinions] == ["legality", "fair_competition"]
    assert cover_of(session, decider, session.get_one(RulesetDraft, draft_id).base_id or "") is None
    assert not show_drafts(session, decider)
    found = verify_record(session, store, today=TODAY)
    assert [f for f in found.findings if f.params.get("table") != "evidence"] == []


def test_the_ledger_says_by_its_hash_which_effect_was_seen_and_no_more(
    session: Session, world: World, story: Story, photograph: NewFile
) -> None:
    draft_id = drafted(session, world, photograph)
    proposed(session, world, draft_id)
    bodies = {body["kind"]: body["data"] for _seq, body in ledger.bodies(session)}
    assert set(bodies["ruleset.propose"]) == {"ruleset", "effect"}
    assert bodies["ruleset.propose"]["effect"] == bodies["ruleset.effect"]["effect"]["sha256"]


def test_without_a_complete_cover_sheet_nothing_is_proposed(
    session: Session, world: World, story: Story
) -> None:
    draft_id = drafted(session, world, None)
    with pytest.raises(Invalid, match="opinion of the legality review"):
        proposed(session, world, draft_id)
    assert session.scalars(select(RulesetVersion)).one().state == "published"


def test_the_author_cannot_sign_as_the_second_person(
    session: Session, world: World, story: Story, photograph: NewFile
) -> None:
    version_id = proposed(session, world, drafted(session, world, photograph))
    author = world["business_administrator"]
    effect = effect_of_version(session, author, version_id, NOW)
    with pytest.raises(Forbidden):
        sign_version(session, author, version_id, effect.sha256, NOW)


def test_an_effect_that_is_no_longer_what_was_seen_is_shown_again(
    session: Session, world: World, story: Story, photograph: NewFile
) -> None:
    draft_id = drafted(session, world, photograph, *HARSH)
    version_id = proposed(session, world, draft_id, acknowledged=True)
    decider = world["provincial_decider"]
    first = effect_of_version(session, decider, version_id, NOW)
    story.confirmed(world.other, "S02", TODAY)
    with pytest.raises(EffectMoved) as moved:
        sign_version(session, decider, version_id, first.sha256, NOW, acknowledged=True)
    assert (first.listed, moved.value.effect.listed) == (1, 2)
    again = moved.value.effect.sha256
    assert sign_version(session, decider, version_id, again, NOW, acknowledged=True) == version_id


def test_a_rule_that_lists_half_the_province_is_signed_only_by_who_says_so(
    session: Session, world: World, story: Story, photograph: NewFile
) -> None:
    draft_id = drafted(session, world, photograph, *HARSH)
    with pytest.raises(MustAcknowledge, match="50 percent"):
        proposed(session, world, draft_id)
    version_id = proposed(session, world, draft_id, acknowledged=True)
    decider = world["provincial_decider"]
    effect = effect_of_version(session, decider, version_id, NOW)
    with pytest.raises(MustAcknowledge):
        sign_version(session, decider, version_id, effect.sha256, NOW)
    sign_version(session, decider, version_id, effect.sha256, NOW, acknowledged=True)
    assert [one.acknowledged for one in sealed_effects(session, decider, version_id)] == [
        True,
        True,
    ]


def test_a_draft_that_was_handed_in_is_not_changed_until_it_is_taken_back(
    session: Session, world: World, story: Story, photograph: NewFile
) -> None:
    author = world["business_administrator"]
    draft_id = drafted(session, world, photograph)
    version_id = proposed(session, world, draft_id)
    with pytest.raises(Conflict, match="handed in"):
        change_draft(session, author, draft_id, 3, [Put("scale/ceiling", "120")], NOW)
    shown = show_draft(session, author, draft_id)
    assert (shown.line.state, shown.ruleset_id, shown.may_change) == ("proposed", version_id, False)
    withdraw_ruleset(session, author, version_id, NOW)
    change_draft(session, author, draft_id, 3, [Put("scale/ceiling", "120")], NOW)
    assert show_draft(session, author, draft_id).may_change


def test_the_effect_on_others_is_not_told_to_those_who_only_read_rules(
    session: Session, world: World, story: Story, photograph: NewFile
) -> None:
    version_id = proposed(session, world, drafted(session, world, photograph))
    assert len(sealed_effects(session, world["auditor"], version_id)) == 1
    for name in ("provincial_clerk", "contractor_manager"):
        assert sealed_effects(session, world[name], version_id) == ()


def test_a_draft_with_a_fault_is_not_handed_in(
    session: Session, world: World, story: Story, photograph: NewFile
) -> None:
    draft_id = drafted(session, world, photograph, Put("scale/places", "many"))
    with pytest.raises(Invalid, match="still to be mended"):
        propose_draft(session, world["business_administrator"], draft_id, 3, "", NOW)


def test_what_another_changed_meanwhile_is_not_proposed_unseen(
    session: Session, world: World, story: Story, photograph: NewFile
) -> None:
    draft_id = drafted(session, world, photograph)
    sha256 = seen(session, world, draft_id)
    other = world["second_business_administrator"]
    keep_cases(session, other, draft_id, 3, "# one more", NOW)
    with pytest.raises(Overtaken):
        propose_draft(session, world["business_administrator"], draft_id, 3, sha256, NOW)


def test_opinions_are_evidence_of_the_version_and_safe_from_the_clearing_before(
    session: Session, world: World, story: Story, photograph: NewFile, store: Store
) -> None:
    draft_id = drafted(session, world, photograph)
    clear_uploads(session, store, NOW.replace(year=2027))
    assert store.verify(photograph.stored_sha256) == "ok"
    version_id = proposed(session, world, draft_id)
    files = session.scalars(select(Evidence).where(Evidence.owner_id == version_id)).all()
    assert [(file.owner_kind, file.position) for file in files] == [("ruleset", 0), ("ruleset", 1)]
