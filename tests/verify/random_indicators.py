"""Random indicators of every kind, and the numbers and bands that other parts of a ruleset need too."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

Table = dict[str, Any]

BEHAVIOURS = ["b1", "b2", "b3", "b4", "b5", "b6", "b7"]
SEVERITIES = ["light", "middle", "heavy"]


def sourced(random: Random, value: Any) -> Any:
    """A number, now and then in a table that says where it comes from."""
    if random.random() < 0.1:
        return {"value": value, "source": "default"}
    return value


def on_grid(random: Random, low: int, high: int, places: int) -> Decimal:
    """A number between two whole ones, on the grid of the scheme's decimals."""
    units = random.randint(low * 10**places, high * 10**places)
    if random.random() < 0.5:
        units = units // 10**places * 10**places
    return Decimal(units) / Decimal(10**places)


def clause(random: Random, table: Table) -> Table:
    if random.random() < 0.4:
        table["clause"] = f"第{random.randint(1, 40)}条"
    return table


def indicators(random: Random, table: Table, places: int) -> list[Table]:
    """Two to four of kind points that share out the behaviours, and up to two measured ones."""
    shares: list[list[str]] = [[] for _ in range(random.randint(2, 4))]
    for behaviour in random.sample(BEHAVIOURS, random.randint(len(shares), len(BEHAVIOURS))):
        min(shares, key=lambda share: (len(share), random.random())).append(behaviour)
    kinds = [("points", share) for share in shares]
    kinds += [
        (random.choice(("rate", "mean")), random.sample(BEHAVIOURS, random.randint(1, 3)))
        for _ in range(random.randint(0, 2))
    ]
    random.shuffle(kinds)
    codes = [row["code"] for row in table["dimensions"]]
    return [
        indicator(random, places, f"i{place + 1}", kind, random.choice(codes), share)
        for place, (kind, share) in enumerate(kinds)
    ]


def indicator(
    random: Random, places: int, code: str, kind: str, dimension: str, share: list[str]
) -> Table:
    row: Table = {
        "code": code,
        "label": {"zh": "指标", "en": "Indicator"},
        "dimension": dimension,
        "kind": kind,
        "behaviours": list(share),
    }
    sign = random.choice((-1, -1, 1))
    if random.random() < 0.25:
        row["valid_for"] = duration(random)
    if random.random() < 0.25:
        row["delay"] = duration(random)
    parts = {"points": points, "rate": rate, "mean": mean}[kind]
    row.update(parts(random, places, sign))
    return clause(random, row)


def duration(random: Random) -> Table:
    return random.choice(
        (
            {"months": random.randint(1, 15)},
            {"days": random.randint(1, 90)},
            {"working_days": random.randint(1, 20)},
        )
    )


def amount(random: Random, places: int, sign: int) -> Any:
    least = Decimal(1) / 10**places
    size = random.choice((on_grid(random, 0, 12, places), on_grid(random, 0, 12, places), least))
    return sourced(random, sign * size)


def points(random: Random, places: int, sign: int) -> Table:
    row: Table = {}
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
    if random.random() < 0.5:
        row["repair"] = random.choice(("stops", "halves"))
    return row


def ladder(random: Random, places: int, sign: int, step: Decimal, top: int) -> list[Table]:
    cuts = sorted(random.sample(range(1, top, 2), random.randint(1, 3)))
    rows = bands(random, [Decimal(cut) for cut in cuts], step)
    for row in rows:
        row["points"] = amount(random, places, sign)
    return rows


def bands(random: Random, cuts: list[Decimal], step: Decimal | None) -> list[Table]:
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


def rate(random: Random, places: int, sign: int) -> Table:
    cuts = sorted(random.sample(("0.5", "0.6667", "0.75", "0.9", "0.95"), random.randint(1, 3)))
    rows = bands(random, [Decimal(cut) for cut in cuts], None)
    for row in rows:
        row["points"] = amount(random, places, sign)
    random.shuffle(rows)
    return {"bands": rows, **sample(random, 6)}


def mean(random: Random, places: int, sign: int) -> Table:
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


def sample(random: Random, most: int) -> Table:
    return {
        "min_sample": random.randint(1, most),
        "when_unassessed": random.choice(("zero", "full", "unrated")),
    }
