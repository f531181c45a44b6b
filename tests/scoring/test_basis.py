"""Documents, citations, grounds of effects, and what no rule may look at, read from a ruleset."""

from __future__ import annotations

from datetime import date

import pytest

import scoring
from tests.scoring.support import LAND_SURVEY, problems, small

RULES = 'basis = [{ code = "rules", title = { zh = "依据", en = "The rules" } }]'
OLD = (
    'basis = [{ code = "rules", title = { zh = "依据", en = "The rules" } },'
    ' { code = "old", title = { zh = "《旧办法》", en = "Old rules" }, document_no = "某环发〔2019〕3号",'
    ' article = "第四条", in_force_from = 2019-05-01, until = 2024-03-31, replaced_by = "《新办法》" }]'
)


def with_old(*changes: tuple[str, str]) -> scoring.Ruleset:
    return scoring.parse(small((RULES, OLD), *changes), "small.toml")


def found(*changes: tuple[str, str]) -> list[tuple[str, str]]:
    """Where and what is wrong."""
    return [(p.path, p.code) for p in problems(small(*changes))]


def test_a_document_is_read_whole() -> None:
    old = with_old().basis[1]
    assert (old.code, old.document_no, old.article) == ("old", "某环发〔2019〕3号", "第四条")
    assert (old.in_force_from, old.until) == (date(2019, 5, 1), date(2024, 3, 31))
    assert old.replaced_by == "《新办法》"
    assert old.name == scoring.Label(
        "《旧办法》（某环发〔2019〕3号）第四条", "Old rules (某环发〔2019〕3号), 第四条"
    )


def test_a_source_that_is_a_code_is_a_citation_and_any_other_is_a_text() -> None:
    ruleset = with_old(
        ("start = 100\n", 'start = { value = 100, source = "old" }\n'),
        ("ceiling = 100\n", 'ceiling = { value = 100, source = "会议纪要" }\n'),
    )
    assert ruleset.citations["old"] == ("scale.start",)
    assert ruleset.sources["scale.ceiling"].source == "会议纪要"


def test_numbers_cite_what_the_nearest_table_around_them_cites() -> None:
    ruleset = with_old(("[period]\n", '[period]\nsource = "old"\n'))
    assert ruleset.citations["old"] == ("period", "period.months")


def test_a_list_cites_what_it_rests_on() -> None:
    assert "lists[watch].basis" in with_old().citations["rules"]
    rule = with_old().lists[0]
    assert [one.code for one in with_old().documents(rule)] == ["rules"]


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2024, 2, 29), "in_force"),
        (date(2024, 3, 1), "ending"),
        (date(2024, 3, 30), "ending"),
        (date(2024, 3, 31), "ended"),
        (date(2026, 1, 1), "ended"),
    ],
)
def test_a_document_is_flagged_from_a_month_before_its_end(day: date, state: str) -> None:
    """It ends on 31 March, which is within a month from 1 March on."""
    assert [one.state for one in scoring.documents(with_old(), day)] == ["in_force", state]


def test_what_ends_is_told_with_the_paths_that_cite_it_the_first_to_end_first() -> None:
    later = OLD.replace(
        "}]", '}, { code = "older", title = { zh = "旧", en = "O" }, until = 2023-01-01 }]'
    )
    text = small((RULES, later), ("start = 100\n", 'start = { value = 100, source = "old" }\n'))
    ruleset = scoring.parse(text, "small.toml")
    told = scoring.ending(ruleset, date(2024, 4, 1))
    assert [(one.basis.code, one.cited_by) for one in told] == [
        ("older", ()),
        ("old", ("scale.start",)),
    ]
    assert scoring.ending(ruleset, date(2022, 1, 1)) == ()


def test_a_list_that_rests_on_an_unknown_document_is_refused() -> None:
    assert found(('basis = ["rules"]', 'basis = ["rule"]')) == [("lists[watch].basis", "not_found")]


def test_a_document_is_named_once_and_is_never_called_default() -> None:
    twice = RULES.replace("}]", '}, { code = "rules", title = { zh = "又", en = "Again" } }]')
    assert found((RULES, twice)) == [("basis[rules]", "duplicate")]
    default = RULES.replace("}]", '}, { code = "default", title = { zh = "又", en = "Again" } }]')
    assert found((RULES, default)) == [("basis[default].code", "default_basis")]


def test_a_document_ends_after_it_began() -> None:
    turned = OLD.replace("until = 2024-03-31", "until = 2019-05-01")
    assert found((RULES, turned)) == [("basis[old]", "dates")]


def test_a_list_of_texts_is_no_basis_any_more() -> None:
    assert ("basis[1]", "wrong_type") in found((RULES, 'basis = ["《办法》"]'))


def grade_with(effect: str) -> tuple[str, str]:
    return 'colour = "red"\n', f'colour = "red"\neffects = [{effect}]\n'


def test_an_effect_says_what_lets_it_happen() -> None:
    text = '{ zh = "限制", en = "Limits", ground = "national", item = "限制参与政府采购活动" }'
    ruleset = scoring.parse(small(grade_with(text)), "small.toml")
    (effect,) = ruleset.grades[-1].effects
    assert (effect.ground, effect.item) == ("national", "限制参与政府采购活动")
    assert ruleset.unfounded == ()


def test_an_effect_without_ground_is_read_and_flagged() -> None:
    ruleset = scoring.parse(small(grade_with('{ zh = "限制", en = "Limits" }')), "small.toml")
    assert ruleset.unfounded == ("grades[red].effects[1]",)


@pytest.mark.parametrize("ground", ["national", "provincial"])
def test_an_item_of_a_list_of_sanctions_is_named(ground: str) -> None:
    effect = f'{{ zh = "限制", en = "Limits", ground = "{ground}" }}'
    assert found(grade_with(effect)) == [("grades[red].effects[1].item", "item_needed")]


def test_no_other_ground_is_known() -> None:
    effect = '{ zh = "限制", en = "Limits", ground = "custom" }'
    assert found(grade_with(effect)) == [("grades[red].effects[1].ground", "bad_choice")]


@pytest.mark.parametrize("key", ["region", "registered_in", "ownership", "local_performance"])
def test_no_rule_may_look_at_where_a_contractor_comes_from(key: str) -> None:
    added = ("[[behaviours]]\n", f'[[behaviours]]\n{key} = "x"\n')
    (problem,) = problems(small(added))
    assert problem.code == "unfair_key"
    assert "发改办财金〔2023〕860号" in problem.zh
    assert "registered" in problem.en


@pytest.mark.parametrize(
    ("path", "label", "other"),
    [
        ("behaviours[late].label", '{ zh = "逾期", en = "Late" }', "外地企业逾期"),
        ("lists[watch].label", '{ zh = "名单", en = "Watch" }', "民营企业名单"),
    ],
)
def test_no_label_may_speak_of_it(path: str, label: str, other: str) -> None:
    turned = label.replace(label.split('"')[1], other)
    assert (path, "unfair_label") in found((label, turned))


def test_the_land_survey_rests_on_named_documents_and_founded_effects() -> None:
    ruleset = scoring.parse(LAND_SURVEY.read_text("utf-8"), "land-survey/2026.toml")
    assert ruleset.unfounded == ()
    assert {code for rule in ruleset.lists for code in rule.basis} <= {
        b.code for b in ruleset.basis
    }
