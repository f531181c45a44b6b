"""Random rulesets that the parser accepts: every word of docs/ruleset.md, in one to three versions of a scheme."""

from __future__ import annotations

import copy
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.verify.draw import Draw
from tests.verify.random_indicators import (
    Table,
    bands,
    clause,
    escalations,
    indicator,
    indicators,
    on_grid,
    sourced,
)
from tests.verify.random_lists import drop_what_holds_at_once, lists, overrides
from tests.verify.toml_text import toml

FIRST_DAY = date(2020, 1, 1)


def rulesets(random: Draw) -> list[str]:
    """The texts of one to three versions."""
    tables = [first_version(random)]
    for _ in range(random.choice((0, 0, 1, 1, 2))):
        tables.append(next_version(random, tables[-1], len(tables) + 1))
    return [toml(table) for table in tables]


def first_version(random: Draw) -> Table:
    table = anew(random)
    table["version"] = "v1"
    table["effective_from"] = random.choice((FIRST_DAY, date(2020, 2, 29), date(2019, 7, 13)))
    table["change"] = random.choice(("carry", "recast"))
    return table


def next_version(random: Draw, before: Table, place: int) -> Table:
    """A later version: either what `carry` allows to change, or anything."""
    change = random.choice(("carry", "carry", "fresh", "recast"))
    table = carried(random, before) if change == "carry" else anew(random)
    table["version"] = f"v{place}"
    later = before["effective_from"] + timedelta(days=random.randint(1, 900))
    january = date(later.year + 1, 1, 1)
    table["effective_from"] = random.choice((later, later, january))
    table["change"] = change
    return table


def anew(random: Draw) -> Table:
    """A ruleset of which nothing is settled yet."""
    random.category = random.on("category", 0.7)
    places = 0 if random.category else random.choice((0, 1, 2))
    weighted = not random.category and (random.random() < 0.35 or random.on("redistribute", 0.8))
    table: Table = {
        "scheme": "random",
        "title": {"zh": "随机", "en": "Random"},
        "basis": [{"code": "rules", "title": {"zh": "《办法》", "en": "Measures"}}],
        "applies_to": {"subject": random.choice(("unit", "unit", "unit", "person"))},
        "no_double_count": random.choice(("incident", "incident", "none")),
        "period": period(random),
        "dimensions": dimensions(random, weighted, places),
    }
    if random.category:
        table["category"] = True
    else:
        table["scale"] = scale(random, places)
    if weighted and "whole" in table["dimensions"][0]:
        table["scale"]["whole"] = table["dimensions"][0].pop("whole")
    table["indicators"] = indicators(random, table, places)
    settle_the_rest(random, table)
    return table


def carried(random: Draw, before: Table) -> Table:
    """The next version under `carry`: equal start, direction, places, period, codes, kinds and weights."""
    table = copy.deepcopy(before)
    random.category = table.get("category", False)
    random.windows_needed = table["period"]["kind"] == "validity"
    table["no_double_count"] = random.choice(("incident", "none"))
    if "scale" in table and random.random() < 0.3:
        table["scale"]["rounding"] = random.choice(("half_up", "half_even", "down"))
    table["period"] = period_after(random, table["period"])
    for place, old in enumerate(table["indicators"]):
        if random.random() < 0.5:
            table["indicators"][place] = changed(random, old, places_of(table))
    retire_some(random, table)
    if random.random() < 0.3:
        random.shuffle(table["indicators"])
    settle_the_rest(random, table)
    return table


def changed(random: Draw, old: Table, places: int) -> Table:
    """The same indicator with other numbers."""
    code, kind, dimension = old["code"], old["kind"], old["dimension"]
    new = indicator(random, places, code, kind, dimension, old.get("behaviours", []))
    if old.get("when_unassessed") == "redistribute":
        new["when_unassessed"] = "redistribute"
    if old.get("retired"):
        new["retired"] = True
    return new


def retire_some(random: Draw, table: Table) -> None:
    """Some indicators have no behaviours any more, but never all of them."""
    active = [one for one in table["indicators"] if not one.get("retired")]
    if random.random() < 0.4 and len(active) > 1:
        random.choice(active)["retired"] = True
    for one in table["indicators"]:
        if one.get("retired"):
            for key in ("behaviours", "refuted_by", "work"):
                one.pop(key, None)
            if one["kind"] == "clean":
                one.pop("at_least", None)


def settle_the_rest(random: Draw, table: Table) -> None:
    """Escalation, behaviours, grades, overrides and lists over what stands."""
    escalations(random, table["indicators"], places_of(table))
    table["grades"] = grades(random, table)
    table["overrides"] = overrides(random, table)
    table["lists"] = lists(random, table)
    table["behaviours"] = behaviours(random, table)
    drop_what_holds_at_once(table)
    table["behaviours"] = behaviours(random, table)
    if table["period"]["kind"] == "anniversary":
        restarts(random, table)
    if random.random() < 0.3:
        table.setdefault("clause", "第一条")


def places_of(table: Table) -> int:
    places: int = table.get("scale", {}).get("places", 0)
    return places


def scale(random: Draw, places: int) -> Table:
    floor, start, ceiling = random.choice(
        ((0, 100, 100), (0, 100, 110), (0, 60, 100), (-20, 0, 40), (0, 12, 12), (-50, 10, 60))
    )
    table: Table = {
        "start": sourced(random, start),
        "direction": random.choice(("down", "up")),
        "floor": floor,
        "ceiling": ceiling,
        "places": places,
    }
    if random.random() < 0.7:
        table["rounding"] = random.choice(("half_up", "half_even", "down"))
    return clause(random, table)


def period(random: Draw) -> Table:
    kinds = ["rolling", "calendar"] if random.random() < 0.6 else []
    kinds += [kind for kind in ("anniversary", "validity") if kind in random.features]
    if "carry_over" in random.features:
        kinds += ["calendar"]
    kind = random.choice(kinds or ["rolling", "calendar"])
    random.windows_needed = kind == "validity"
    table: Table = {"kind": kind}
    if kind in ("rolling", "anniversary"):
        table["months"] = random.choice((1, 6, 12, 24, 24))
    wants_unit = {"unit", "lock", "clean", "conditions", "periods_length"} & random.features
    if kind == "calendar" or (kind != "anniversary" and wants_unit and random.random() < 0.7):
        table["unit"] = random.choice(("year", "year", "half", "quarter"))
    if kind in ("calendar", "anniversary") and random.on("carry_over", 0.7):
        table["carry_over"] = "until_rectified"
    return clause(random, table)


def period_after(random: Draw, before: Table) -> Table:
    """What `carry` may change of it: the months of a window, and whether facts are carried over."""
    table: Table = {key: before[key] for key in ("kind", "months", "unit") if key in before}
    if table["kind"] == "rolling":
        table["months"] = random.choice((1, 6, 12, 24))
    if table["kind"] in ("calendar", "anniversary") and random.on("carry_over", 0.7):
        table["carry_over"] = "until_rectified"
    return table


def restarts(random: Draw, table: Table) -> None:
    """Which lists restart and suspend the periods of a subject's own."""
    codes = [row["code"] for row in table["lists"]]
    if not codes or random.random() < 0.15:
        return
    table["period"]["restart_on"] = some_of(random, codes)
    suspending = some_of(random, codes) if random.random() < 0.7 else []
    table["period"]["suspend_during"] = suspending
    table["period"]["restart_after"] = sorted({*suspending, *some_of(random, codes)})


def some_of(random: Draw, codes: list[str]) -> list[str]:
    return random.sample(codes, random.randint(0, len(codes)))


def dimensions(random: Draw, weighted: bool, places: int) -> list[Table]:
    codes = [f"d{place + 1}" for place in range(random.randint(1, 3))]
    if weighted and "redistribute" in random.features:
        codes = random.choice(
            (["d1", "alone1"], ["d1", "alone1", "alone2"], ["alone1"], ["alone1", "alone2"])
        )
    rows = []
    for code in codes:
        row: Table = {"code": code, "label": {"zh": "维度", "en": "Dimension"}}
        if random.category:
            rows.append(row)
            continue
        start = random.choice((0, 0, 10, -3)) if weighted else 0
        if start or (weighted and random.random() < 0.2):
            row["start"] = start
        if random.random() < 0.4:
            row["floor"] = start - on_grid(random, 0, 25, places)
        if random.random() < 0.4:
            row["ceiling"] = start + on_grid(random, 0, 15, places)
        rows.append(clause(random, row))
    if weighted:
        weigh(random, rows)
    return rows


def weigh(random: Draw, rows: list[Table]) -> None:
    """Weights as decimals that add up to 1, or as parts of a declared whole."""
    if random.random() < 0.5:
        parts = [random.randint(1, 5) for _ in rows]
        rows[0]["whole"] = sum(parts)
        weights: list[Any] = list(parts)
    else:
        decimals = {1: ["1"], 2: ["0.15", "0.85"], 3: ["0.5", "0.125", "0.375"]}
        weights = [Decimal(one) for one in decimals[len(rows)]]
    for row, weight in zip(rows, weights, strict=True):
        row["weight"] = weight


def behaviours(random: Draw, table: Table) -> list[Table]:
    """The catalogue: what is used, each behaviour requiring what the rules read of it."""
    conditions = [one for row in table["lists"] for one in (*row["enter"], *row.get("leave", []))]
    rows = [*table["indicators"], *table["overrides"], *conditions]
    used = {
        code
        for row in rows
        for key in ("behaviours", "refuted_by", "work")
        for code in row.get(key, [])
    }
    return [
        clause(
            random,
            {
                "code": code,
                "label": {"zh": "行为", "en": "Behaviour"},
                "class": random.choice(("minor", "general", "serious")),
                **nature(random),
                "confirm": random.choice(("none", "review", "notice")),
                "fields": sorted(read_of(code, rows) | read_as_another(code, rows)),
            },
        )
        for code in sorted(used)
    ]


def nature(random: Draw) -> Table:
    return {"nature": "favourable"} if random.on("carry_over", 0.3) else {}


def read_as_another(behaviour: str, rows: list[Table]) -> set[str]:
    """The fields of the behaviours as which a fact may be weighed."""
    targets = [
        step["as"]
        for row in rows
        if behaviour in row.get("behaviours", [])
        for step in row.get("escalate", {}).get("steps", [])
        if "as" in step
    ]
    return {field for target in targets for field in read_of(target, rows)}


def read_of(behaviour: str, rows: list[Table]) -> set[str]:
    """The fields that the rules read of one behaviour."""
    fields: set[str] = set()
    for row in rows:
        if behaviour in row.get("behaviours", []):
            if row.get("kind") == "rate" or row.get("measure") == "denominator":
                fields |= {"numerator", "denominator"}
            if row.get("kind") == "mean":
                fields.add("rating")
            if "by_severity" in row:
                fields.add("severity")
            if "ladder" in row:
                fields.add({"amount": "amount_fen", "quantity": "quantity"}[row["ladder"]["of"]])
            if "times" in row:
                fields.add("quantity")
            if row.get("valid_for") == {"until": "until_on"}:
                fields.add("until_on")
    return fields


def grades(random: Draw, table: Table) -> list[Table]:
    if random.category:
        return named([{} for _ in range(random.randint(2, 4))])
    scale_table, places = table["scale"], table["scale"]["places"]
    weighted = "weight" in table["dimensions"][0]
    low, high = scale_table["floor"], scale_table["ceiling"]
    step = Decimal(1) / 10**places
    cuts: list[Decimal] = []
    for cut in sorted(on_grid(random, low + 2, high - 2, places) for _ in range(4)):
        if not cuts or (cut - cuts[-1] > 2 * step and random.random() < 0.7):
            cuts.append(cut)
    rows = bands(random, cuts, None if weighted else step)
    if random.random() < 0.75:
        rows.reverse()
    return named(rows)


def named(rows: list[Table]) -> list[Table]:
    colours = ("green", "blue", "yellow", "red", "black")
    for place, row in enumerate(rows):
        row.update(code=f"g{place + 1}", name={"zh": "级", "en": "Grade"}, colour=colours[place])
    return rows
