"""Random indicators of every kind, and the numbers and bands that other parts of a ruleset need too."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.verify.draw import Draw

Table = dict[str, Any]

BEHAVIOURS = ["b1", "b2", "b3", "b4", "b5", "b6", "b7"]
SEVERITIES = ["light", "middle", "heavy"]
OWN_END = ("points", "count", "achieved")
WINDOWED = ("rate", "mean", "count")


def sourced(random: Draw, value: Any) -> Any:
    """A number, now and then in a table that says where it comes from."""
    if random.random() < 0.1:
        return {"value": value, "source": "default"}
    return value


def on_grid(random: Draw, low: int, high: int, places: int) -> Decimal:
    """A number between two whole ones, on the grid of the scheme's decimals."""
    units = random.randint(low * 10**places, high * 10**places)
    if random.random() < 0.5:
        units = units // 10**places * 10**places
    return Decimal(units) / Decimal(10**places)


def clause(random: Draw, table: Table) -> Table:
    if random.random() < 0.4:
        table["clause"] = f"第{random.randint(1, 40)}条"
    return table


def indicators(random: Draw, table: Table, places: int) -> list[Table]:
    """Two to four of kind points that share out the behaviours, and some of the other kinds."""
    shares: list[list[str]] = [[] for _ in range(random.randint(2, 4))]
    for behaviour in random.sample(BEHAVIOURS, random.randint(len(shares), len(BEHAVIOURS))):
        min(shares, key=lambda share: (len(share), random.random())).append(behaviour)
    kinds = [("points", share) for share in shares]
    kinds += [
        (kind, random.sample(BEHAVIOURS, random.randint(1, 3))) for kind in other_kinds(random)
    ]
    if not has_periods(table["period"]):
        kinds = [(kind, share) for kind, share in kinds if kind != "clean"]
    random.shuffle(kinds)
    codes = [row["code"] for row in table["dimensions"] if row["code"] not in alone_in(table)]
    if not codes:
        kinds = []
    rows = [
        indicator(random, places, f"i{place + 1}", kind, random.choice(codes), share)
        for place, (kind, share) in enumerate(kinds)
    ]
    return [*rows, *(alone(random, places, code) for code in alone_in(table))]


def other_kinds(random: Draw) -> list[str]:
    kinds = [random.choice(("rate", "mean")) for _ in range(random.randint(0, 2))]
    for kind in ("count", "achieved", "clean"):
        kinds += [kind] * (kind in random.features) * random.choice((0, 1, 1, 2))
    return kinds


def has_periods(period: Table) -> bool:
    return period["kind"] == "anniversary" or "unit" in period


def alone_in(table: Table) -> list[str]:
    """Further dimensions of a weighted scheme, of one indicator each, that may be left out."""
    return [row["code"] for row in table["dimensions"] if row["code"].startswith("alone")]


def alone(random: Draw, places: int, dimension: str) -> Table:
    kind = random.choice(("rate", "mean", "achieved"))
    share = random.sample(BEHAVIOURS, random.randint(1, 2))
    row = indicator(random, places, f"i-{dimension}", kind, dimension, share)
    row["when_unassessed"] = "redistribute"
    return row


def indicator(
    random: Draw, places: int, code: str, kind: str, dimension: str, share: list[str]
) -> Table:
    row: Table = {
        "code": code,
        "label": {"zh": "指标", "en": "Indicator"},
        "dimension": dimension,
        "kind": kind,
        "behaviours": list(share),
    }
    sign = random.choice((-1, -1, 1))
    if kind != "clean":
        row.update(times_of(random, kind))
    parts = {
        "points": points,
        "rate": rate,
        "mean": mean,
        "count": count,
        "achieved": achieved,
        "clean": clean,
    }[kind]
    row.update(parts(random, places, sign))
    rest = [code for code in BEHAVIOURS if code not in share]
    if kind == "achieved" and rest and random.random() < 0.7:
        row["refuted_by"] = random.sample(rest, 1)
    if kind == "clean" and rest and random.random() < 0.5:
        row.update(work=random.sample(rest, min(2, len(rest))), at_least=random.randint(1, 2))
    return clause(random, row)


def times_of(random: Draw, kind: str) -> Table:
    """How long a fact lives, and from when."""
    row: Table = {}
    if random.random() < 0.25 or (kind in WINDOWED and random.windows_needed):
        row["valid_for"] = duration(random)
    if (
        kind in OWN_END
        and random.on("until_on", 0.4)
        and not (kind == "count" and random.windows_needed and random.random() < 0.5)
    ):
        row["valid_for"] = {"until": "until_on"}
    if random.random() < 0.25:
        row["delay"] = duration(random)
    return row


def duration(random: Draw) -> Table:
    return random.choice(
        (
            {"months": random.randint(1, 15)},
            {"days": random.randint(1, 90)},
            {"working_days": random.randint(1, 20)},
        )
    )


def amount(random: Draw, places: int, sign: int) -> Any:
    if random.category:
        return 0
    least = Decimal(1) / 10**places
    size = random.choice((on_grid(random, 0, 12, places), on_grid(random, 0, 12, places), least))
    return sourced(random, sign * size)


def points(random: Draw, places: int, sign: int) -> Table:
    row: Table = {}
    if random.random() < 0.5:
        ways = ("stops", "halves", *["grade_step"] * 2 * ("grade_step" in random.features))
        row["repair"] = random.choice(ways)
    if random.category:
        return row
    base = random.choice(("points", "points", "by_severity", "amount", "quantity"))
    if base == "points":
        row["points"] = amount(random, places, sign)
    elif base == "by_severity":
        named = random.sample(SEVERITIES, random.choice((2, 3, 3)))
        row["by_severity"] = {one: amount(random, places, sign) for one in named}
    elif base == "amount":
        row["ladder"] = {
            "of": "amount",
            "steps": ladder(random, places, sign, Decimal("0.01"), 50000),
        }
    else:
        row["ladder"] = {"of": "quantity", "steps": ladder(random, places, sign, Decimal(1), 6)}
    if base != "quantity" and random.random() < 0.3:
        row["times"] = "quantity"
    if random.random() < 0.3:
        row["cap_per_event"] = sourced(random, on_grid(random, 1, 9, places))
    if random.random() < 0.3:
        row["cap"] = sourced(random, on_grid(random, 1, 20, places))
    return row


def escalations(random: Draw, rows: list[Table], places: int) -> None:
    """Lets some indicators of kind points weigh the n-th like fact otherwise."""
    weighing = [row for row in rows if row["kind"] == "points"]
    for row in weighing:
        row.pop("escalate", None)
    rising = [row for row in weighing if not row.get("retired") and random.on("escalate", 0.5)]
    targets = [
        code
        for row in weighing
        if row not in rising and len(row.get("by_severity", SEVERITIES)) == len(SEVERITIES)
        for code in row.get("behaviours", [])
    ]
    for row in rising:
        row["escalate"] = escalation(random, row, targets, places)


def escalation(random: Draw, row: Table, targets: list[str], places: int) -> Table:
    steps = []
    for nth in sorted(random.sample((2, 3, 4, 6), random.randint(1, 3))):
        way = random.choice(("times", "add", *["as"] * 2 * bool(targets)))
        value: Any = random.choice((2, Decimal("1.5"), Decimal("0.25"), 3))
        if way == "as":
            value = random.choice(targets)
        elif way == "add":
            value = amount(random, places, -1 if least_of(row) < 0 else 1)
        steps.append({"nth": nth, way: value})
    table = {"within": duration(random), "steps": steps}
    if random.random() < 0.5:
        table["like"] = random.choice(("behaviour", "indicator", "indicator"))
    return table


def least_of(row: Table) -> Decimal:
    """The least of the points in a row, which gives its sign."""
    steps = row.get("ladder", {}).get("steps", [])
    given = [row.get("points", 0), *row.get("by_severity", {}).values()]
    given += [step["points"] for step in steps]
    return min(Decimal(one["value"] if isinstance(one, dict) else one) for one in given)


def count(random: Draw, places: int, sign: int) -> Table:
    cuts = sorted(random.sample(range(1, 8, 2), random.randint(1, 3)))
    rows = bands(random, [Decimal(cut) for cut in cuts], Decimal(1))
    for row in rows:
        row["points"] = amount(random, places, sign)
    return {"bands": rows, **({"repair": "stops"} if random.random() < 0.4 else {})}


def achieved(random: Draw, places: int, sign: int) -> Table:
    how = random.choice(("zero", "full", "unrated"))
    return {"points": amount(random, places, sign), "when_unassessed": how}


def clean(random: Draw, places: int, sign: int) -> Table:
    return {"points": amount(random, places, sign), "periods": random.choice((1, 1, 2, 3))}


def ladder(random: Draw, places: int, sign: int, step: Decimal, top: int) -> list[Table]:
    cuts = sorted(random.sample(range(1, top, 2), random.randint(1, 3)))
    rows = bands(random, [Decimal(cut) for cut in cuts], step)
    for row in rows:
        row["points"] = amount(random, places, sign)
    return rows


def bands(random: Draw, cuts: list[Decimal], step: Decimal | None) -> list[Table]:
    """Rows from the lowest to the highest that meet at the cuts in one of the ways allowed."""
    ways = ["from", "above"] if step is None else ["from", "above", "apart"]
    rows: list[Table] = [{}]
    for cut in cuts:
        way = random.choice(ways)
        if way == "above":
            rows[-1]["up_to"] = cut
            rows.append({"above": cut})
        else:
            rows[-1].update(
                {"below": cut} if way == "from" or step is None else {"up_to": cut - step}
            )
            rows.append({"from": cut})
    return rows


def rate(random: Draw, places: int, sign: int) -> Table:
    cuts = sorted(random.sample(("0.5", "0.6667", "0.75", "0.9", "0.95"), random.randint(1, 3)))
    rows = bands(random, [Decimal(cut) for cut in cuts], None)
    for row in rows:
        row["points"] = amount(random, places, sign)
    random.shuffle(rows)
    return {"bands": rows, **sample(random, 6)}


def mean(random: Draw, places: int, sign: int) -> Table:
    table: Table = {"lowest": 1, "highest": Decimal("5.00"), **sample(random, 2)}
    if random.random() < 0.5:
        cuts = sorted(random.sample(("2", "2.75", "3.33", "4", "4.5"), random.randint(1, 3)))
        rows = bands(random, [Decimal(cut) for cut in cuts], None)
        for row in rows:
            row["points"] = amount(random, places, sign)
        table["bands"] = rows
        return table
    low, high = random.choice(((1, 5), (3, 5), (2, Decimal("4.7"))))
    table["line"] = {
        "from": {"rating": low, "points": amount(random, places, sign)},
        "to": {"rating": high, "points": amount(random, places, sign)},
    }
    return table


def sample(random: Draw, most: int) -> Table:
    return {
        "min_sample": random.randint(1, most),
        "when_unassessed": random.choice(("zero", "full", "unrated")),
    }
