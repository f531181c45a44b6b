"""What else changes a grade or brings a contractor onto a list and off it, in words."""

from __future__ import annotations

from collections.abc import Iterable

import scoring
from services.subjects.subject_words import KEY_PERSONS, RELATED_PARTIES
from web.language import _, is_chinese, pick, tell
from web.rule_words import both, change, duration, list_names


def kind(override: scoring.Override) -> str:
    """What is called how, in the table of what changes the grade."""
    return {
        "veto": _("veto"),
        "ceiling": _("ceiling"),
        "shift": _("shift"),
        "lock": _("lock"),
        "unrated": _("not graded"),
    }[override.kind]


def override(ruleset: scoring.Ruleset, rule: scoring.Override) -> str:
    """What an override does, in a sentence."""
    said = {"shift": _shift, "lock": _lock, "unrated": _unrated}.get(rule.kind, _held)
    return said(ruleset, rule)


def _held(ruleset: scoring.Ruleset, rule: scoring.Override) -> str:
    grade = _grade(ruleset, rule.grade or ruleset.grades[-1].code)
    what = _behaviours(ruleset, rule.behaviours)
    told = {"behaviours": what, "grade": grade}
    if rule.lasts is None and ruleset.category:
        return _(
            "a record of: %(behaviours)s; the grade is at best %(grade)s while it counts", **told
        )
    if rule.lasts is None:
        return _(
            "a record of: %(behaviours)s; the grade is at best %(grade)s while it weighs", **told
        )
    return _(
        "a record of: %(behaviours)s; the grade is at best %(grade)s for %(time)s",
        time=duration(rule.lasts),
        **told,
    )


def _shift(ruleset: scoring.Ruleset, rule: scoring.Override) -> str:
    what = _behaviours(ruleset, rule.behaviours)
    moved = {1: _("the grade is one step worse"), -1: _("the grade is one step better")}.get(
        rule.by
    )
    if moved is None and rule.by > 0:
        moved = _("the grade is worse by %(n)s steps", n=rule.by)
    elif moved is None:
        moved = _("the grade is better by %(n)s steps", n=-rule.by)
    lasting = _("as long as it counts") if ruleset.category else _("as long as it weighs")
    lasts = duration(rule.lasts) if rule.lasts else lasting
    return _(
        "a record of: %(behaviours)s; %(moved)s, %(time)s",
        behaviours=what,
        moved=moved,
        time=lasts,
    )


def _lock(ruleset: scoring.Ruleset, rule: scoring.Override) -> str:
    reached = _names(_grade(ruleset, code) for code in rule.when)
    grade, time = _grade(ruleset, rule.grade or ""), duration(rule.lasts)
    if rule.periods:
        return _(
            "after %(n)s periods in a row with %(when)s the grade is at best %(grade)s for %(time)s",
            n=rule.periods,
            when=reached,
            grade=grade,
            time=time,
        )
    return _(
        "from the day it becomes %(when)s the grade is at best %(grade)s for %(time)s",
        when=reached,
        grade=grade,
        time=time,
    )


def _unrated(ruleset: scoring.Ruleset, rule: scoring.Override) -> str:
    what = _behaviours(ruleset, rule.behaviours)
    time = duration(rule.within) if rule.within else _("the period")
    if rule.measure == "denominator":
        return _(
            "not graded while within %(time)s fewer than %(n)s were inspected by: %(behaviours)s",
            time=time,
            n=rule.at_least,
            behaviours=what,
        )
    return _(
        "not graded while within %(time)s there are fewer than %(n)s of: %(behaviours)s",
        time=time,
        n=rule.at_least,
        behaviours=what,
    )


def again(rule: scoring.ListRule) -> str:
    """What a further entry by rule does."""
    return {
        "restart": _("a new stay of full length begins"),
        "extend": _("the stay becomes longer by its length"),
        "nothing": _("nothing changes"),
    }[rule.again]


def approval(rule: scoring.ListRule) -> str:
    """Who decides."""
    return _("the authority above") if rule.approval == "above" else _("the department itself")


def publicity(rule: scoring.ListRule) -> str | None:
    """How long a listing is public; None where the rule does not say."""
    if rule.publicity is None:
        return None
    least, most = rule.publicity
    if least == most:
        return _("%(most)s months", most=most)
    return _("%(least)s to %(most)s months", least=least, most=most)


def _relation(text: str) -> str:
    """A relation that the product keeps on record is named by its word, another as the rules write it."""
    kept = RELATED_PARTIES | KEY_PERSONS
    return tell(kept[text]) if text in kept else text


def affiliates(ruleset: scoring.Ruleset, rule: scoring.ListRule) -> str | None:
    """On whom else a listing bears; None where on nobody."""
    if rule.affiliates is None:
        return None
    return _(
        "proposed for %(list)s for %(time)s: %(relations)s",
        list=list_names(ruleset, [rule.affiliates.list]),
        time=duration(rule.affiliates.length),
        relations=_names(map(_relation, rule.affiliates.relations)),
    )


def condition(ruleset: scoring.Ruleset, found: scoring.Condition) -> str:
    """One way onto a list or off it, in words."""
    said = {
        "behaviour": _by_record,
        "count": _by_number,
        "grade": _by_grade,
        "periods": _by_periods,
        "clean": _by_clean,
    }.get(found.on, _by_points)
    return said(ruleset, found)


def _by_record(ruleset: scoring.Ruleset, found: scoring.Condition) -> str:
    return _("a record of: %(behaviours)s", behaviours=_behaviours(ruleset, found.behaviours))


def _by_number(ruleset: scoring.Ruleset, found: scoring.Condition) -> str:
    return _(
        "%(n)s records within %(time)s of: %(behaviours)s",
        n=found.at_least,
        time=duration(found.within),
        behaviours=_behaviours(ruleset, found.behaviours),
    )


def _by_grade(ruleset: scoring.Ruleset, found: scoring.Condition) -> str:
    return _("the grade is %(grades)s", grades=_names(_grade(ruleset, g) for g in found.grades))


def _by_periods(ruleset: scoring.Ruleset, found: scoring.Condition) -> str:
    grades = _names(_grade(ruleset, code) for code in found.grades)
    return _("%(n)s periods in a row with %(grades)s", n=found.periods, grades=grades)


def _by_clean(ruleset: scoring.Ruleset, found: scoring.Condition) -> str:
    indicator = ruleset.indicator(found.target or "")
    name = both(indicator.label)
    return _("%(n)s periods in a row: %(indicator)s", n=indicator.periods, indicator=name)


def _by_points(ruleset: scoring.Ruleset, found: scoring.Condition) -> str:
    if found.on == "indicator":
        what = both(ruleset.indicator(found.target or "").label)
    elif found.on == "dimension":
        what = both(ruleset.dimension(found.target or "").label)
    else:
        what = _("the score")
    at = change(found.at).lstrip("+")
    if found.above:
        return _("%(what)s reaches %(at)s or more", what=what, at=at)
    return _("%(what)s falls to %(at)s or less", what=what, at=at)


def _grade(ruleset: scoring.Ruleset, code: str) -> str:
    found = ruleset.grade(code).name
    return pick(found.zh, found.en)


def _behaviours(ruleset: scoring.Ruleset, codes: Iterable[str]) -> str:
    return _names(both(ruleset.behaviours[code].label) for code in codes)


def _names(found: Iterable[str]) -> str:
    return ("、" if is_chinese() else ", ").join(found)
