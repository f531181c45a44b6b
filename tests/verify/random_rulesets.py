"""Random rulesets that the parser accepts: every word of docs/ruleset.md, in one to three versions of a scheme."""

from __future__ import annotations

import copy
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from tests.verify.random_indicators import (
    BEHAVIOURS,
    Table,
    bands,
    clause,
    duration,
    indicator,
    indicators,
    on_grid,
    sourced,
)
from tests.verify.toml_text import toml
from verify import score

WORK = "w1"
FIRST_DAY = date(2020, 1, 1)


def rulesets(random: Random) -> list[str]:
    """The texts of one to three versions."""
    tables = [first_version(random)]
    for _ in range(random.choice((0, 0, 1, 1, 2))):
        tables.append(next_version(random, tables[-1], len(tables) + 1))
    return [toml(table) for table in tables]


def first_version(random: Random) -> Table:
    table = anew(random)
    table["version"] = "v1"
    table["effective_from"] = random.choice((FIRST_DAY, date(2020, 2, 29), date(2019, 7, 13)))
    table["change"] = random.choice(("carry", "recast"))
    return table


def next_version(random: Random, before: Table, place: int) -> Table:
    """A later version: either what `carry` allows to change, or anything."""
    change = random.choice(("carry", "carry", "fresh", "recast"))
    table = carried(random, before) if change == "carry" else anew(random)
    table["version"] = f"v{place}"
    later = before["effective_from"] + timedelta(days=random.randint(1, 900))
    january = date(later.year + 1, 1, 1)
    table["effective_from"] = random.choice((later, later, january))
    table["change"] = change
    return table


def anew(random: Random) -> Table:
    """A ruleset of which nothing is settled yet."""
    places = random.choice((0, 1, 2))
    weighted = random.random() < 0.35
    table: Table = {
        "scheme": "random",
        "title": {"zh": "随机", "en": "Random"},
        "basis": [{"code": "rules", "title": {"zh": "《办法》", "en": "The rules"}}],
        "applies_to": {"subject": random.choice(("unit", "unit", "unit", "person"))},
        "no_double_count": random.choice(("incident", "incident", "none")),
        "scale": scale(random, places),
        "period": period(random),
        "dimensions": dimensions(random, weighted, places),
    }
    if weighted and "whole" in table["dimensions"][0]:
        table["scale"]["whole"] = table["dimensions"][0].pop("whole")
    table["indicators"] = indicators(random, table, places)
    settle_the_rest(random, table)
    return table


def carried(random: Random, before: Table) -> Table:
    """The next version under `carry`: equal start, direction, places, period kind, codes, kinds and weights."""
    table = copy.deepcopy(before)
    places = table["scale"]["places"]
    table["no_double_count"] = random.choice(("incident", "none"))
    if random.random() < 0.3:
        table["scale"]["rounding"] = random.choice(("half_up", "half_even", "down"))
    while (new := period(random))["kind"] != table["period"]["kind"]:
        continue
    table["period"] = new
    for place, old in enumerate(table["indicators"]):
        if random.random() < 0.5:
            table["indicators"][place] = indicator(
                random,
                places,
                old["code"],
                old["kind"],
                old["dimension"],
                old.get("behaviours", []),
            )
            if old.get("retired"):
                table["indicators"][place]["retired"] = True
    if random.random() < 0.4 and len(table["indicators"]) > 1:
        retired = random.choice(table["indicators"])
        retired["retired"] = True
        retired.pop("behaviours", None)
    for one in table["indicators"]:
        if not one.get("behaviours"):
            one.pop("behaviours", None)
            one["retired"] = True
    if random.random() < 0.3:
        random.shuffle(table["indicators"])
    settle_the_rest(random, table)
    return table


def settle_the_rest(random: Random, table: Table) -> None:
    """Behaviours, grades, overrides and lists over what stands."""
    table["grades"] = grades(random, table)
    table["overrides"] = overrides(random, table)
    table["behaviours"] = behaviours(random, table["indicators"], table["overrides"])
    table["lists"] = lists(random, table)
    if random.random() < 0.3:
        table.setdefault("clause", "第一条")
    drop_what_holds_at_once(table)


def scale(random: Random, places: int) -> Table:
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


def period(random: Random) -> Table:
    if random.random() < 0.5:
        return {"kind": "rolling", "months": random.choice((1, 6, 12, 24, 24))}
    return {"kind": "calendar", "unit": random.choice(("year", "year", "half", "quarter"))}


def dimensions(random: Random, weighted: bool, places: int) -> list[Table]:
    count = random.randint(1, 3)
    rows = []
    for place in range(count):
        row: Table = {"code": f"d{place + 1}", "label": {"zh": "维度", "en": "Dimension"}}
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


def weigh(random: Random, rows: list[Table]) -> None:
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


def behaviours(random: Random, rows: list[Table], rules: list[Table]) -> list[Table]:
    """The catalogue: what is used, each behaviour requiring what the rules read of it."""
    used = {code for row in [*rows, *rules] for code in row.get("behaviours", [])}
    return [
        clause(
            random,
            {
                "code": code,
                "label": {"zh": "行为", "en": "Behaviour"},
                "class": random.choice(("minor", "general", "serious")),
                "confirm": random.choice(("none", "review", "notice")),
                "fields": sorted(read_of(code, [*rows, *rules])),
            },
        )
        for code in sorted(used)
    ]


def read_of(behaviour: str, rows: list[Table]) -> set[str]:
    """The fields that the indicators read of one behaviour."""
    fields: set[str] = set()
    for row in rows:
        if behaviour in row.get("behaviours", []):
            if row["kind"] == "rate" or row.get("measure") == "denominator":
                fields |= {"numerator", "denominator"}
            if row["kind"] == "mean":
                fields.add("rating")
            if "by_severity" in row:
                fields.add("severity")
            if "ladder" in row:
                fields.add({"amount": "amount_fen", "quantity": "quantity"}[row["ladder"]["of"]])
            if "times" in row:
                fields.add("quantity")
    return fields


def grades(random: Random, table: Table) -> list[Table]:
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
    colours = ("green", "blue", "yellow", "red", "black")
    for place, row in enumerate(rows):
        row.update(code=f"g{place + 1}", name={"zh": "级", "en": "Grade"}, colour=colours[place])
    return rows


def weighed(table: Table) -> list[str]:
    """The behaviours that an indicator of kind points weighs."""
    rows = [row for row in table["indicators"] if row["kind"] == "points"]
    return [code for row in rows for code in row.get("behaviours", [])]


def some(random: Random, codes: list[str]) -> list[str]:
    return random.sample(codes, random.randint(1, min(2, len(codes))))


def overrides(random: Random, table: Table) -> list[Table]:
    rows: list[Table] = []
    grade_codes = [row["code"] for row in table["grades"]]
    for place in range(random.choice((0, 0, 1, 2))):
        if not weighed(table):
            break
        row: Table = {
            "code": f"veto{place + 1}",
            "kind": "veto",
            "behaviours": some(random, weighed(table)),
        }
        if random.random() < 0.5:
            row["grade"] = random.choice(grade_codes[1:])
        if random.random() < 0.5:
            row["for"] = duration(random)
        rows.append(row)
    for place in range(random.choice((0, 0, 0, 1, 1, 2))):
        work: Table = {
            "code": f"work{place + 1}",
            "kind": "unrated",
            "at_least": random.randint(1, 3),
        }
        work["behaviours"] = some(random, [*BEHAVIOURS, WORK, WORK])
        work["behaviours"] = sorted(set(work["behaviours"]))
        if random.random() < 0.5:
            work["measure"] = random.choice(("facts", "denominator"))
        rows.append(work)
    random.shuffle(rows)
    for row in rows:
        row["label"] = {"zh": "规则", "en": "Rule"}
        clause(random, row)
    return rows


def lists(random: Random, table: Table) -> list[Table]:
    codes = random.sample(("l1", "l2", "l3", "l4"), random.randint(0, 4))
    rows = []
    for code in codes:
        mode = random.choice(("automatic", "automatic", "decided"))
        if table["applies_to"]["subject"] == "person":
            mode = "decided"
        lengths: list[Table] = [{"months": random.randint(1, 14)}, {"days": random.randint(1, 200)}]
        lengths += [{"until": "life"}] * (random.random() < 0.3)
        lengths += [{"until": "decision"}] * (mode == "decided")
        row = {
            "code": code,
            "label": {"zh": "名单", "en": "List"},
            "class": "general",
            "basis": ["rules"],
            "scope": random.choice(("internal", "public")),
            "mode": mode,
            "length": random.choice(lengths),
            "enter": [condition(random, table) for _ in range(random.randint(1, 3))],
        }
        if random.random() < 0.7:
            row["again"] = random.choice(("restart", "extend", "nothing"))
        rows.append(clause(random, row))
    return rows


def condition(random: Random, table: Table) -> Table:
    places = table["scale"]["places"]
    low, high = int(table["scale"]["floor"]), int(table["scale"]["ceiling"])
    on = random.choice(("total", "total", "indicator", "dimension", "behaviour"))
    if on == "behaviour" and weighed(table):
        return {"on": on, "behaviours": some(random, weighed(table))}
    row: Table = {"on": on}
    limit = on_grid(random, -12, 12, places)
    if on == "indicator":
        row["indicator"] = random.choice(table["indicators"])["code"]
    elif on == "dimension":
        row["dimension"] = random.choice(table["dimensions"])["code"]
    else:
        row["on"], limit = "total", on_grid(random, low, high, places)
    row[random.choice(("at_or_above", "at_or_below"))] = sourced(random, limit)
    return row


def drop_what_holds_at_once(table: Table) -> None:
    """Section 9: "a condition that holds when nothing has been recorded is refused"."""
    trial = score.version(toml({**table, "version": "v0", "effective_from": FIRST_DAY}))
    nothing = score.read_values(trial, [])
    for rule in table["lists"]:
        parsed = next(one for one in trial.lists if one["code"] == rule["code"])
        rule["enter"] = [
            condition
            for condition, as_read in zip(rule["enter"], parsed["enter"], strict=True)
            if not score.holds(as_read, nothing, [])
        ]
    table["lists"] = [rule for rule in table["lists"] if rule["enter"]]
