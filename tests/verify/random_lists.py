"""Random overrides and lists over the indicators, grades and periods of a random ruleset."""

from __future__ import annotations

from datetime import date

from tests.verify.draw import Draw
from tests.verify.random_indicators import (
    BEHAVIOURS,
    Table,
    clause,
    duration,
    has_periods,
    on_grid,
    sourced,
)
from tests.verify.toml_text import toml
from verify import score

WORK = "w1"


def weighed(table: Table) -> list[str]:
    """The behaviours that an indicator of kind points weighs."""
    rows = [row for row in table["indicators"] if row["kind"] == "points"]
    return [code for row in rows for code in row.get("behaviours", [])]


def some(random: Draw, codes: list[str]) -> list[str]:
    return random.sample(codes, random.randint(1, min(2, len(codes))))


def overrides(random: Draw, table: Table) -> list[Table]:
    rows: list[Table] = []
    if weighed(table):
        rows += [by_life(random, table, "veto", n) for n in range(random.choice((0, 0, 1, 2)))]
        for kind in ("ceiling", "shift"):
            many = (kind in random.features) * random.choice((0, 1, 2))
            rows += [by_life(random, table, kind, n) for n in range(many)]
    rows += [work(random, n) for n in range(random.choice((0, 0, 0, 1, 1, 2)))]
    if random.on("lock", 0.8):
        rows += locks(random, table)
    random.shuffle(rows)
    for row in rows:
        row["label"] = {"zh": "规则", "en": "Rule"}
        clause(random, row)
    return rows


def by_life(random: Draw, table: Table, kind: str, place: int) -> Table:
    """A veto, ceiling or shift, by the life of a fact or for a time."""
    codes = [row["code"] for row in table["grades"]]
    row: Table = {
        "code": f"{kind}{place + 1}",
        "kind": kind,
        "behaviours": some(random, weighed(table)),
    }
    if kind == "shift":
        row["by"] = random.choice((1, 1, 2, -1, -2))
    elif kind == "ceiling" or random.random() < 0.5:
        row["grade"] = random.choice(codes[1:])
    if random.random() < 0.5:
        row["for"] = duration(random)
    return row


def work(random: Draw, place: int) -> Table:
    row: Table = {"code": f"work{place + 1}", "kind": "unrated", "at_least": random.randint(1, 3)}
    row["behaviours"] = sorted(set(some(random, [*BEHAVIOURS, WORK, WORK])))
    if random.random() < 0.5:
        row["measure"] = random.choice(("facts", "denominator"))
    if random.windows_needed or random.on("within", 0.7):
        row["within"] = duration(random)
    return row


def locks(random: Draw, table: Table) -> list[Table]:
    """One lock or two, the second not set off by the grade of the first."""
    codes = [row["code"] for row in table["grades"]]
    rows: list[Table] = []
    for place in range(random.choice((1, 1, 2))):
        when = random.sample(codes, random.randint(1, len(codes) - 1))
        grade = random.choice(codes[1:])
        row: Table = {
            "code": f"lock{place + 1}",
            "kind": "lock",
            "when": when,
            "grade": grade,
            "for": duration(random),
        }
        if has_periods(table["period"]) and grade not in when and random.random() < 0.5:
            row["periods"] = random.choice((1, 1, 2, 3))
        if not any(grade in other["when"] for other in rows):
            rows.append(row)
    return rows


def lists(random: Draw, table: Table) -> list[Table]:
    codes = random.sample(("l1", "l2", "l3", "l4"), random.randint(0, 4))
    rows = []
    for code in codes:
        mode = random.choice(("automatic", "automatic", "decided"))
        if table["applies_to"]["subject"] == "person":
            mode = "decided"
        row = {
            "code": code,
            "label": {"zh": "名单", "en": "List"},
            "class": "general",
            "basis": ["rules"],
            "scope": random.choice(("internal", "public")),
            "mode": mode,
            "length": random.choice(lengths(random, table, mode)),
            "enter": [condition(random, table) for _ in range(random.randint(1, 3))],
        }
        if random.random() < 0.7:
            row["again"] = random.choice(("restart", "extend", "nothing"))
        if random.on("leave", 0.6):
            row["leave"] = [condition(random, table) for _ in range(random.randint(1, 2))]
        rows.append(clause(random, row))
    return rows


def lengths(random: Draw, table: Table, mode: str) -> list[Table]:
    found: list[Table] = [{"months": random.randint(1, 14)}, {"days": random.randint(1, 200)}]
    found += [{"days": 1}] * (random.random() < 0.2)
    found += [{"until": "life"}] * (random.random() < 0.3)
    found += [{"until": "decision"}] * (mode == "decided")
    if has_periods(table["period"]) and "periods_length" in random.features:
        found += [{"periods": random.choice((1, 1, 2))}] * 2
    return found


def condition(random: Draw, table: Table) -> Table:
    if "category" in table or random.on("conditions", 0.6):
        return condition_without_points(random, table)
    on = random.choice(("total", "total", "indicator", "dimension", "behaviour"))
    if on == "behaviour" and weighed(table):
        return {"on": on, "behaviours": some(random, weighed(table))}
    return condition_on_points(random, table, on)


def condition_on_points(random: Draw, table: Table, on: str) -> Table:
    places = table["scale"]["places"]
    low, high = int(table["scale"]["floor"]), int(table["scale"]["ceiling"])
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


def condition_without_points(random: Draw, table: Table) -> Table:
    codes = [row["code"] for row in table["grades"]]
    clean = [
        row["code"]
        for row in table["indicators"]
        if row["kind"] == "clean" and not row.get("retired")
    ]
    ways = ["count", "grade", *["behaviour"] * bool(weighed(table)), *["clean"] * bool(clean)]
    ways += ["periods"] * has_periods(table["period"])
    on = random.choice(ways)
    if on == "behaviour":
        return {"on": on, "behaviours": some(random, weighed(table))}
    if on == "clean":
        return {"on": on, "indicator": random.choice(clean)}
    if on == "count":
        codes = some(random, BEHAVIOURS)
        return {
            "on": on,
            "behaviours": codes,
            "at_least": random.randint(1, 3),
            "within": duration(random),
        }
    row: Table = {"on": on, "grades": random.sample(codes, random.randint(1, len(codes) - 1))}
    return {**row, "periods": random.choice((1, 1, 2))} if on == "periods" else row


def drop_what_holds_at_once(table: Table) -> None:
    """Section 9: "a condition … that holds when nothing has been recorded is refused"."""
    day = date(2020, 1, 1)
    trial = score.version(toml({**table, "version": "v0", "effective_from": day}))
    walk = score.Walk([trial], [], score.Lists([]), file_opened_on=day, in_force=0)
    sight = walk.sight(day, *walk.look(day))
    for rule in table["lists"]:
        parsed = next(one for one in trial.lists if one["code"] == rule["code"])
        for key in ("enter", "leave"):
            rule[key] = [
                condition
                for condition, as_read in zip(rule.get(key, []), parsed.get(key, []), strict=True)
                if not score.holds(as_read, None, sight)
            ]
        if not rule["leave"]:
            del rule["leave"]
    table["lists"] = [rule for rule in table["lists"] if rule["enter"]]
