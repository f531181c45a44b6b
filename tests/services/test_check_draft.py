"""Whatever is wrong with a draft is told beside the field it is about, in the words of the form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy.orm import Session

from services.drafts.check_draft import Check, check_draft
from services.drafts.draft_document import change, outline
from services.drafts.draft_parts import Add, Change, Group, Put
from tests.scoring.test_parse_rules import (
    CATEGORY,
    CATEGORY_FAULTS,
    OWN,
    OWN_FAULTS,
    ROLLING,
    ROLLING_FAULTS,
    changed,
)
from tests.statements.story import LAND_SURVEY, Story
from tests.support.world import TODAY, World


def check(session: Session, *changes: Change, text: str = LAND_SURVEY) -> Check:
    return check_draft(session, change(text, changes), TODAY)


def test_a_shipped_scheme_can_be_published_as_it_is(session: Session) -> None:
    found = check(session)
    assert found.ruleset is not None
    assert found.findings == ()


def test_a_gap_between_two_grades_names_the_values_that_none_covers(session: Session) -> None:
    (gap,) = check(session, Put("grades/2/from", "85")).at("grades")
    assert gap.words.en.startswith("No row covers 80 ≤ … < 85")
    assert gap.words.zh.startswith("80 ≤ … < 85 未被任何一档覆盖")


def test_what_was_typed_and_is_no_number_is_told_beside_its_field(session: Session) -> None:
    found = check(session, Put("indicators/3/points", "three"))
    assert found.ruleset is None
    (told,) = found.at("indicators/3/points")
    assert told.words.zh == '应为分值，现为 "three"。'
    assert found.within("indicators/3") == (told,)


def test_keys_are_called_as_the_fields_of_the_form(session: Session) -> None:
    (told,) = check(session, Put("indicators/3/by_severity", {"slight": "-1"})).at("indicators/3")
    assert "“分值” + “按情节计分”" in told.words.zh
    assert "“points”, “points by severity”, “ladder”" in told.words.en


def test_of_two_rows_with_one_code_the_later_is_told(session: Session) -> None:
    found = check(session, Put("behaviours/9/code", "Q11"))
    assert [one.path for one in found.findings if "stands twice" in one.words.en] == [
        "behaviours/9"
    ]


def test_a_number_without_clause_and_source_is_flagged_and_can_stand(session: Session) -> None:
    found = check(session, Put("source", ""))
    assert found.ruleset is not None
    assert {one.weight for one in found.findings} == {"flagged"}
    assert found.at("scale/floor")


def test_an_effect_without_ground_cannot_be_published(session: Session) -> None:
    (told,) = check(session, Put("grades/1/effects/1/ground", "")).findings
    assert (told.path, told.weight) == ("grades/1/effects/1", "unpublishable")


def test_a_document_that_has_ended_is_flagged_where_it_stands(session: Session) -> None:
    (told,) = check(session, Put("basis/1/until", "2026-01-01")).findings
    assert (told.path, told.words.en) == (
        "basis/1",
        "This document is no longer in force since 2026-01-01.",
    )


def test_a_version_that_would_act_backwards_is_told_beside_its_day(
    session: Session, world: World
) -> None:
    story = Story(session, world, world["provincial_clerk"], world["provincial_reviewer"])
    story.publish(LAND_SURVEY, date(2026, 3, 2))
    next_one = (Put("version", "2"), Put("effective_from", "2026-06-01"))
    (told,) = check(session, *next_one).findings
    assert (told.path, told.weight) == ("effective_from", "unpublishable")
    assert [one.path for one in check(session).findings] == ["version", "effective_from"]


def test_a_draft_of_nothing_says_what_is_missing(session: Session) -> None:
    found = check_draft(session, "", TODAY)
    assert {"scheme", "title", "behaviours", "grades"} <= {one.path for one in found.findings}


def test_a_text_that_is_no_toml_is_told_by_its_line(session: Session) -> None:
    (told,) = check_draft(session, "scheme = [", TODAY).findings
    assert (told.path, told.words.en[:7]) == ("", "Line 1:")


def test_a_scheme_with_thousands_of_faults_is_checked_all_the_same(session: Session) -> None:
    rows = [Add("behaviours", values={"code": f"N{n}"}) for n in range(30)]
    text = change(LAND_SURVEY, rows)
    row = text[text.index('[[behaviours]]\ncode = "N29"') :].split("\n\n")[0]
    text += "".join(f"\n\n{row.replace('N29', f'M{n}')}" for n in range(3_000))
    found = check_draft(session, text, TODAY)
    assert found.findings[-1].path == ""
    assert all(one.path for one in found.findings[:-1])


FAULTS = [
    *((OWN, *fault) for fault in OWN_FAULTS),
    *((ROLLING, *fault) for fault in ROLLING_FAULTS),
    *((CATEGORY, *fault) for fault in CATEGORY_FAULTS),
]


def addresses(group: Group) -> Iterator[str]:
    """Every address of a form: groups, rows and fields."""
    yield group.path
    for row in group.rows:
        yield row.path
        yield from (field.path for field in row.fields)
        for inner in row.groups:
            yield from addresses(inner)


@pytest.mark.parametrize(("whole", "old", "new", "path", "code"), FAULTS)
def test_every_fault_that_the_parser_tells_lies_at_an_address_of_the_form(
    session: Session, whole: str, old: str, new: str, path: str, code: str
) -> None:
    text = changed(whole, (old, new))
    known = {found for section in outline(text).sections for found in addresses(section.group)}
    findings = check_draft(session, text, TODAY).findings
    assert path in [one.told for one in findings]
    assert [one.path for one in findings if one.path not in known or not one.path] == []
