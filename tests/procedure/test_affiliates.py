"""On whom a blacklisted unit's listing bears: article 39 of Order 9, way by way."""

from __future__ import annotations

from itertools import permutations

from procedure.affiliates import Affiliate, Tie, affiliates_of

BOTH = ("shareholder", "legal_representative")


def owns(id: str, holder: str, entity: str) -> Tie:
    return Tie(id, entity, holder, "shareholder")


def heads(id: str, person: str, entity: str) -> Tie:
    return Tie(id, entity, person, "legal_representative")


def test_each_way_of_the_article_is_found_with_the_relations_that_make_it():
    ties = [
        owns("1", "investor", "listed"),
        owns("2", "listed", "daughter"),
        heads("3", "chief", "listed"),
        owns("4", "chief", "chief's firm"),
        owns("5", "investor", "sister"),
    ]
    assert set(affiliates_of("listed", ties, BOTH)) == {
        Affiliate("investor", "investor", ("1",)),
        Affiliate("daughter", "invested", ("2",)),
        Affiliate("chief's firm", "by_representative", ("3", "4")),
        Affiliate("sister", "by_investor", ("1", "5")),
    }


def test_it_goes_no_step_further_than_the_article():
    ties = [
        owns("1", "grandparent", "investor"),
        owns("2", "investor", "listed"),
        owns("3", "listed", "daughter"),
        owns("4", "daughter", "granddaughter"),
        heads("5", "chief", "listed"),
        heads("6", "chief", "another firm that he heads"),
    ]
    parties = {found.party for found in affiliates_of("listed", ties, BOTH)}
    assert parties == {"investor", "daughter"}


def test_a_circle_of_owners_ends_and_never_names_the_listed_unit():
    ties = [owns("1", "a", "listed"), owns("2", "listed", "a"), owns("3", "listed", "listed")]
    assert affiliates_of("listed", ties, BOTH) == (Affiliate("a", "investor", ("1",)),)


def test_only_the_relations_that_the_list_names_count():
    ties = [owns("1", "a", "listed"), heads("2", "b", "listed"), owns("3", "b", "c")]
    assert [f.party for f in affiliates_of("listed", ties, ["legal_representative"])] == ["c"]
    direct = [
        Tie("4", "listed", "d", "same_controller"),
        Tie("5", "e", "listed", "same_controller"),
    ]
    assert [f.party for f in affiliates_of("listed", direct, ["same_controller"])] == ["d", "e"]


def test_the_order_of_the_relations_changes_nothing():
    ties = [
        owns("1", "a", "listed"),
        owns("2", "b", "listed"),
        owns("3", "a", "c"),
        owns("4", "b", "c"),
    ]
    answers = {affiliates_of("listed", order, BOTH) for order in permutations(ties)}
    assert len(answers) == 1
