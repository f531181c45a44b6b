"""Random cases, and the comparison of both readings over them: `python -m tests.verify.random_cases --help`."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from scoring import evaluate as first_reader
from tests.verify import random_indicators, random_rulesets
from tests.verify.draw import Draw
from verify import score

Row = dict[str, str]

EVENT_IDS = ["e1", "e10", "e2", "E3", "Ω", "信1", "信10", "😀", "f-1", "f_1", "f.1"]
FACT_COLUMNS = score.KNOWN_KEYS["facts"].split()
DECISION_COLUMNS = score.KNOWN_KEYS["decisions"].split()
LAST_YEAR = 2040
MEASURES = ["severity", "quantity", "amount_fen", "numerator", "denominator", "rating"]


@dataclass(frozen=True)
class Case:
    """One rule book, facts and decisions of several subjects, and two dates."""

    seed: int
    rulesets: list[str]
    facts: list[Row]
    decisions: list[Row]
    as_of: date
    known_at: str | None

    def of(self, subject_id: str) -> Case:
        """The same case with one subject alone."""
        facts = [row for row in self.facts if row["subject_id"] == subject_id]
        decisions = [row for row in self.decisions if row["subject_id"] == subject_id]
        return Case(self.seed, self.rulesets, facts, decisions, self.as_of, self.known_at)


def second_reading(case: Case) -> score.Table:
    return score.evaluate(case.rulesets, case.facts, case.as_of, case.known_at, case.decisions)


def first_reading(case: Case) -> score.Table:
    sources = [
        first_reader.Source(f"v{place}.toml", text) for place, text in enumerate(case.rulesets, 1)
    ]
    return first_reader.evaluate(
        sources,
        first_reader.Source("facts.csv", as_csv(case.facts, FACT_COLUMNS)),
        case.as_of,
        case.known_at,
        first_reader.Source("decisions.csv", as_csv(case.decisions, DECISION_COLUMNS)),
    )


def as_csv(rows: Sequence[Row], columns: Sequence[str]) -> str:
    written = io.StringIO()
    writer = csv.DictWriter(written, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def differences(case: Case) -> Iterator[tuple[str, score.Table, score.Table]]:
    """The subjects of whom both readings do not say the same, each with both results."""
    pairs = zip(first_reading(case)["subjects"], second_reading(case)["subjects"], strict=True)
    for first, second in pairs:
        if first_reader.to_text(first) != score.as_json(second):
            yield second["subject_id"], first, second


def case(seed: int, subjects: int = 10) -> Case:
    """Everything follows from the seed."""
    random = Draw(seed)
    return case_of(random, seed, random_rulesets.rulesets(random), subjects)


def case_of(random: Random, seed: int, texts: list[str], subjects: int) -> Case:
    """Random facts, decisions and dates under given rulesets."""
    book = score.book_of(texts)
    soon, late = random.randint(0, 150), random.randint(0, 1500)
    as_of = random.choice(book).effective_from + timedelta(days=random.choice((soon, late)))
    days = pool(random, book, as_of)
    facts: list[Row] = []
    for place in range(subjects):
        facts += facts_of(random, book, f"s{place}", days)
    known_at = random.choice((None, None, known(random, facts, as_of)))
    undecided = Case(seed, texts, facts, [], as_of, known_at)
    return Case(seed, texts, facts, decisions(random, undecided, days), as_of, known_at)


def pool(random: Random, book: Sequence[score.Version], as_of: date) -> list[date]:
    """Days on which things happen: some near the edges that matter, few enough to meet each other."""
    shifts = [random.randint(-900, 1900) for _ in range(8)]
    shifts += [random.randint(-200, 60) for _ in range(20)]
    days = [as_of + timedelta(days=shift) for shift in (*shifts, -1, 0, 0, 1)]
    for ruleset in book:
        days += [ruleset.effective_from + timedelta(days=shift) for shift in (-31, -1, 0, 1, 10)]
    opened = score.next_opening("quarter", as_of - timedelta(days=100))
    days += [opened, opened, opened - timedelta(days=1), opened + timedelta(days=30)]
    days += [date(as_of.year, 1, 1), date(as_of.year - 1, 12, 31), date(2020, 2, 29)]
    return [*days, score.plus_months(as_of, 36), score.plus_months(as_of, 48)]


def facts_of(
    random: Random, book: Sequence[score.Version], subject: str, days: Sequence[date]
) -> list[Row]:
    ids = random.sample(EVENT_IDS, random.choice((0, 2, 6, 9, 11, 11)))
    if random.random() < 0.1:
        ids += [f"m{place}" for place in range(30)]
    opened = file_opened_on(random, book, days)
    if not ids:
        return [{"subject_id": subject, "event_id": "", "behaviour": "", **opened}]
    near = [*days, *near_openings(random, book, opened)]
    if random.random() < 0.5:
        near = apart_by_windows(random, book, random.sample(near, 5))
    codes = sorted({code for one in book for code in one.behaviours})
    few = random.sample(codes, min(len(codes), random.choice((1, 2, 3, len(codes)))))
    rows = [
        fact(random, book, subject, event_id, random.choice(few), random.choice(near))
        for event_id in ids
    ]
    for row in rows if random.random() < 0.7 else rows[:1]:
        row.update(opened)
    return rows


def file_opened_on(random: Random, book: Sequence[score.Version], days: Sequence[date]) -> Row:
    """A subject needs it where it has periods of its own; elsewhere some have it."""
    needed = any(one.period["kind"] == "anniversary" for one in book)
    if not needed and random.random() < 0.8:
        return {}
    first = book[0].effective_from
    day = random.choice((*days, first, first - timedelta(days=random.randint(1, 500))))
    return {"file_opened_on": str(day)}


def near_openings(random: Random, book: Sequence[score.Version], opened: Row) -> list[date]:
    """Days on and beside the first openings of the subject's own periods."""
    if not opened:
        return []
    anchor = date.fromisoformat(opened["file_opened_on"])
    months = [int(one.period["months"]) for one in book if one.period["kind"] == "anniversary"]
    found = [anchor, anchor - timedelta(days=1)]
    for each in months:
        boundary = score.plus_months(anchor, each * random.randint(1, 3))
        found += [boundary, boundary - timedelta(days=1), boundary + timedelta(days=1)]
    return [day for day in found if day.year < LAST_YEAR]


def apart_by_windows(
    random: Random, book: Sequence[score.Version], days: Sequence[date]
) -> list[date]:
    """A few days, and days that lie just within and just beyond a window of the rules after one of them."""
    windows = [window for one in book for window in score.windows(one)]
    for one in book:
        rules = (rule.table for rule in one.indicators)
        windows += [rule["escalate"]["within"] for rule in rules if "escalate" in rule]
    found = list(days)
    for window in random.sample(windows, min(3, len(windows))):
        beyond = score.plus(random.choice(days), window)
        found += [beyond, beyond - timedelta(days=1)] * 2
    return [day for day in found if day.year < LAST_YEAR]


def fact(
    random: Random,
    book: Sequence[score.Version],
    subject: str,
    event_id: str,
    behaviour: str,
    day: date,
) -> Row:
    row: Row = {
        "event_id": event_id,
        "subject_id": subject,
        "behaviour": behaviour,
        "counts_from": str(day),
        **measures(random, book, behaviour, day),
    }
    if random.random() < 0.5:
        row["occurred_on"] = str(day - timedelta(days=random.randint(0, 5)))
    if random.random() < 0.6:
        row["incident_id"] = random.choice(("case-1", "case-2", "case-3"))
    recorded = day + timedelta(days=random.randint(0, 200))
    if random.random() < 0.5:
        row["recorded_at"] = instant(random, recorded)
    if random.random() < 0.1:
        row["voided_at"] = instant(random, recorded + timedelta(days=random.randint(1, 200)))
    if random.random() < 0.3:
        repaired = day + timedelta(days=random.choice((0, 0, 3, 30, 100, 400)))
        row["repaired_on"] = str(repaired)
        if random.random() < 0.5:
            row["repaired_recorded_at"] = instant(random, repaired + timedelta(days=5))
    if random.random() < 0.3:
        rectified = day + timedelta(days=random.choice((0, 20, 100, 300, 400)))
        if random.random() < 0.4:
            unit = random.choice(("year", "quarter"))
            rectified = score.next_opening(unit, day) - timedelta(days=random.randint(0, 1))
        row["rectified_on"] = str(rectified)
        if random.random() < 0.3:
            row["rectified_recorded_at"] = instant(random, rectified + timedelta(days=5))
    return row


def measures(random: Random, book: Sequence[score.Version], behaviour: str, day: date) -> Row:
    """What any version requires of the behaviour; the severity is one that the version of the day names."""
    required = {
        name for one in book for name in one.behaviours.get(behaviour, {}).get("fields", [])
    }
    denominator = random.randint(1, 12)
    given: Row = {
        "severity": random.choice(severities(book, behaviour, day)),
        "quantity": str(random.choice((0, 1, 1, 2, 3, 6, 7))),
        "amount_fen": str(random.choice((0, 1, 100, random.randint(0, 6_000_000)))),
        "numerator": str(random.randint(denominator // 2, denominator)),
        "denominator": str(denominator),
        "rating": random.choice(("1", "2.75", "3.33", "4.00", "4.5", "4.99", "5")),
        "until_on": random.choice(
            ("life", *(str(day + timedelta(days=n)) for n in (0, 9, 90, 400)))
        ),
    }
    if random.random() < 0.2:
        required |= {*MEASURES, "until_on"}
    return {name: value for name, value in given.items() if name in required}


def severities(book: Sequence[score.Version], behaviour: str, day: date) -> list[str]:
    """Those that the version of the day names, else those of any version."""
    in_force = [one for one in book if one.effective_from <= day][-1:]
    for ruleset in (*in_force, *book):
        for rule in ruleset.indicators:
            if behaviour in rule.behaviours and rule.severities:
                return list(rule.severities)
    return random_indicators.SEVERITIES


def instant(random: Random, day: date) -> str:
    return random.choice(
        (f"{day}", f"{day}T00:00:00+08:00", f"{day}T15:59:59Z", f"{day}T16:00:00Z")
    )


def known(random: Random, facts: Sequence[Row], as_of: date) -> str:
    """An instant near D, or that of a record, or its day."""
    near = as_of + timedelta(days=random.randint(-200, 100))
    recorded = [row["recorded_at"] for row in facts if "recorded_at" in row]
    one = random.choice([instant(random, near), *recorded])
    return random.choice((one, one[:10]))


def decisions(random: Random, undecided: Case, days: Sequence[date]) -> list[Row]:
    """Decisions about what the rules list or propose, on the day itself or later, and some on any day."""
    codes = score.list_codes(score.book_of(undecided.rulesets))
    if not codes:
        return []
    rows: list[Row] = []
    first = score.book_of(undecided.rulesets)[0].effective_from
    for one in second_reading(undecided)["subjects"]:
        about = [(found["list"], found["from"]) for found in one["lists"] if random.random() < 0.5]
        for _ in range(random.choice((0, 0, 0, 1, 3))):
            about += [(random.choice(codes), str(random.choice(days)))] * random.choice((1, 1, 2))
        if random.random() < 0.15:
            rows.append(older_entry(random, one["subject_id"], random.choice(codes), first))
        rows += [decision(random, one["subject_id"], code, day) for code, day in about]
        if about and random.random() < 0.3:
            rows.append(decision(random, one["subject_id"], *about[0]))
    random.shuffle(rows)
    return rows


def older_entry(random: Random, subject: str, code: str, first: date) -> Row:
    """An entry of before the first version, or of its first day, that ends soon."""
    from_ = first - timedelta(days=random.choice((0, 1, 1, 200)))
    until = first + timedelta(days=random.choice((0, 1, 30, 200)))
    if until == from_:
        until += timedelta(days=1)
    return {
        "subject_id": subject,
        "list": code,
        "action": "enter",
        "from": str(from_),
        "until": str(until),
    }


def decision(random: Random, subject: str, code: str, day: str) -> Row:
    action = random.choice(("enter", "enter", "leave", "annul", "stay", "extend"))
    from_ = date.fromisoformat(day)
    if action != "annul" and random.random() < 0.5:
        from_ += timedelta(days=random.choice((0, 1, 40, 200)))
    until = from_ + timedelta(days=random.randint(1, 500))
    row = {"subject_id": subject, "list": code, "action": action, "from": str(from_)}
    if action in ("enter", "extend", "stay"):
        row["until"] = random.choice(("life", str(until), str(until)))
        if action != "extend" and random.random() < 0.3:
            row["until"] = ""
    if random.random() < 0.5:
        row["recorded_at"] = instant(random, from_ + timedelta(days=random.randint(-3, 60)))
    return row


def keep(case: Case, folder: Path) -> None:
    """Write a case down, so that either command can be run on it."""
    (folder / "rulesets").mkdir(parents=True, exist_ok=True)
    for place, ruleset in enumerate(case.rulesets, 1):
        (folder / "rulesets" / f"v{place}.toml").write_text(ruleset, encoding="utf-8")
    facts, decided = as_csv(case.facts, FACT_COLUMNS), as_csv(case.decisions, DECISION_COLUMNS)
    (folder / "facts.csv").write_text(facts, encoding="utf-8")
    (folder / "decisions.csv").write_text(decided, encoding="utf-8")
    known_at = f" --known-at {case.known_at}" if case.known_at else ""
    asked = f"rulesets facts.csv --as-of {case.as_of} --decisions decisions.csv --json{known_at}"
    (folder / "arguments").write_text(asked + "\n", encoding="utf-8")


def main(given: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Hold both readings against each other.")
    parser.add_argument("--subjects", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1, help="of the first case of ten subjects")
    parser.add_argument("--keep", type=Path, help="a folder for the cases that differ")
    asked = parser.parse_args(given)
    different = 0
    for seed in range(asked.seed, asked.seed + asked.subjects // 10):
        one = case(seed)
        for subject_id, first, second in differences(one):
            different += 1
            told = first_difference(first, second)
            about = " ".join(sorted(Draw(seed).features)) or "no features"
            sys.stdout.write(f"seed {seed} ({about}), subject {subject_id}:\n{told}\n")
            if asked.keep:
                keep(one.of(subject_id), asked.keep / f"{seed}-{subject_id}")
    sys.stdout.write(f"{different} of {asked.subjects} subjects differ\n")
    return 1 if different else 0


def first_difference(first: score.Table, second: score.Table) -> str:
    """The first part of two results that is not the same."""
    for key in second:
        if first.get(key) != second[key]:
            return "\n".join(
                f"  {key} {name}: {json.dumps(one.get(key), ensure_ascii=False)}"
                for name, one in (("first", first), ("second", second))
            )
    return "the same values, written differently"


if __name__ == "__main__":
    sys.exit(main())
