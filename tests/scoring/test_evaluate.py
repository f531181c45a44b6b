"""CSV and TOML in, one line of JSON out, and every fault named by file, row, column and remedy."""

from __future__ import annotations

import json
from datetime import date

import pytest

from scoring.evaluate import Source, evaluate, to_text
from scoring.tables import EvaluateError, Fault
from tests.scoring.support import SMALL

RULES = [Source("small.toml", SMALL)]
ON = date(2024, 6, 1)
HEADER = "event_id,subject_id,behaviour,counts_from,quantity,numerator,denominator,recorded_at\n"


def result(rows: str, header: str = HEADER, **asked: str | None) -> dict[str, object]:
    facts = Source("facts.csv", header + rows)
    decisions = asked.pop("decisions", None)
    decided = None if decisions is None else Source("decisions.csv", decisions)
    return evaluate(RULES, facts, ON, asked.pop("known_at", None), decided)


def faults(rows: str, header: str = HEADER, **asked: str | None) -> list[Fault]:
    with pytest.raises(EvaluateError) as refused:
        result(rows, header, **asked)
    return list(refused.value.faults)


def line(kind: str, amount: str, running: str, **given: object) -> dict[str, object]:
    """A line of version 1 whose other parts are null unless given."""
    empty = {"event_id": None, "indicator": None, "clause": None}
    sums = {"amount": amount, "running": running, "note": None}
    return {"kind": kind, **empty, "version": "1", **sums, **given}


def test_a_score_has_exactly_these_parts() -> None:
    unassessed = {"code": "not_assessed", "sample": 0, "min_sample": 1}
    change = {"on": "2025-02-01", "points": "100.0", "grade": "green", "lists": []}
    assert result("e1,a,fault,2024-02-01,,,,\n") == {
        "subjects": [
            {
                "subject_id": "a",
                "points": "90.0",
                "grade": "green",
                "unrated": None,
                "lines": [
                    line("start", "100.0", "100.0"),
                    line("event", "-10.0", "90.0", event_id="e1", indicator="fault"),
                    line("rate", "0.0", "90.0", indicator="passes", note=unassessed),
                ],
                "lists": [],
                "next_changes": [change],
            }
        ]
    }


def test_the_same_input_gives_the_same_bytes_in_one_line() -> None:
    rows = "e1,乙,fault,2024-02-01,,,,\ne1,甲,fault,2024-02-01,,,,\n"
    text = to_text(result(rows))
    assert text == to_text(result(rows))
    assert "\n" not in text
    assert [one["subject_id"] for one in json.loads(text)["subjects"]] == ["乙", "甲"]


def test_a_row_with_a_subject_alone_names_one_that_has_no_facts() -> None:
    only = result(",a,,,,,,\n")["subjects"][0]  # type: ignore[index]
    assert (only["subject_id"], only["points"]) == ("a", "100.0")


def test_a_byte_order_mark_is_allowed() -> None:
    assert result("", "\ufeff" + HEADER) == {"subjects": []}


@pytest.mark.parametrize(
    ("known_at", "points"),
    [
        ("2024-02-09", "100.0"),
        ("2024-02-10", "90.0"),
        ("2024-02-10T07:59:59+08:00", "100.0"),
        ("2024-02-10T00:00:00Z", "90.0"),
    ],
)
def test_as_known_on_a_date_is_at_its_end_in_shanghai(known_at: str, points: str) -> None:
    found = result("e1,a,fault,2024-02-01,,,,2024-02-10T08:00:00+08:00\n", known_at=known_at)
    assert found["subjects"][0]["points"] == points  # type: ignore[index]


def test_rows_of_another_scheme_are_passed_over() -> None:
    header = "event_id,subject_id,behaviour,counts_from,scheme\n"
    found = result("e1,a,whatever,2024-02-01,other\ne2,b,fault,2024-02-01,small\n", header)
    assert [one["subject_id"] for one in found["subjects"]] == ["b"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("e1,a,fault,2024-02-30,,,,", "counts_from"),
        ("e1,a,fault,20240201,,,,", "counts_from"),
        ("e1,a,fault,1900-01-01,,,,", "counts_from"),
        ("e1,a,fault,,,,,", "counts_from"),
        ("e1,,fault,2024-02-01,,,,", "subject_id"),
        (",a,fault,2024-02-01,,,,", "event_id"),
        ("e1,a,,2024-02-01,,,,", "behaviour"),
        ("e1,a,theft,2024-02-01,,,,", "behaviour"),
        ("e1,a,late,2024-02-01,,,,", "quantity"),
        ("e1,a,late,2024-02-01,-1,,,", "quantity"),
        ("e1,a,late,2024-02-01,1.5,,,", "quantity"),
        ("e1,a,late,2024-02-01,١,,,", "quantity"),
        ("e1,a,check,2024-02-01,,1,,", "denominator"),
        ("e1,a,check,2024-02-01,,2,1,", "numerator"),
        ("e1,a,check,2024-02-01,,0,0,", "denominator"),
        ("e1,a,fault,2024-02-01,,,,2024-02-01T08:00:00", "recorded_at"),
        ("e1,a,fault,2024-02-01,,,,yesterday", "recorded_at"),
        ("e1,a,fault,2024-02-01,,,,20240201T000000Z", "recorded_at"),
        ("e1,a,fault,2024-02-01,,,,2024-02-01T24:00:00Z", "recorded_at"),
        ("e1,a,fault,2024-02-01,,,,0001-01-01T00:00:00+14:00", "recorded_at"),
        ("e1,a,fault,2024-02-01,,,,9999-12-31T23:59:59-14:00", "recorded_at"),
        ("e1,a,fault,2024-W05-4,,,,", "counts_from"),
        ("e1,a,fault,1989-12-31,,,,", "counts_from"),
        ("e1,a,fault,2100-01-01,,,,", "counts_from"),
        ("e1,a,late,2024-02-01,100000001,,,", "quantity"),
        ("e1,a,late,2024-02-01,1000000000000000000,,,", "quantity"),
        ("e1,a,check,2024-02-01,,1,100000001,", "denominator"),
        ("e1,a\0b,fault,2024-02-01,,,,", "subject_id"),
        ('e1,a,"fault\x1b[2J",2024-02-01,,,,', "behaviour"),
    ],
)
def test_a_fault_names_file_row_column_and_remedy(row: str, column: str) -> None:
    found = faults(f"e0,a,fault,2024-01-01,,,,\n{row}\n")
    assert column in [fault.column for fault in found]
    assert {(fault.file, fault.row) for fault in found} == {("facts.csv", 3)}
    assert all(fault.wrong and fault.remedy for fault in found)


def test_a_value_of_two_lines_is_refused() -> None:
    (fault,) = faults('"e\n1",a,fault,2024-02-01,,,,\n')
    assert (fault.row, fault.column) == (3, "event_id")


def test_dates_at_both_ends_are_weighed() -> None:
    ends = "e1,a,fault,1990-01-01,,,,\ne2,a,fault,2099-12-31,,,,\n"
    assert result(ends)["subjects"][0]["points"] == "100.0"  # type: ignore[index]
    last = evaluate(RULES, Source("facts.csv", HEADER + ends), date(2099, 12, 31))
    assert last["subjects"][0]["points"] == "90.0"


def test_the_names_of_columns_may_stand_between_spaces() -> None:
    found = result("e1,a,fault,2024-02-01,,,,\n", HEADER.replace(",", " , "))
    assert found["subjects"][0]["points"] == "90.0"  # type: ignore[index]


def test_an_instant_may_be_written_with_small_letters_or_a_space() -> None:
    for instant in ("2024-02-10t00:00:00z", "2024-02-10 08:00:00.5+08:00"):
        found = result(f"e1,a,fault,2024-02-01,,,,{instant}\n", known_at="2024-02-09")
        assert found["subjects"][0]["points"] == "100.0"  # type: ignore[index]


def test_of_many_faults_as_many_are_told_as_a_person_can_mend() -> None:
    with pytest.raises(EvaluateError) as refused:
        result("".join(f"e{n},a,theft,2024-02-01,,,,\n" for n in range(2_000)))
    told = str(refused.value).split("\n")
    assert len(told) == 501
    assert told[-1] == "There are 1,500 more. Mend these first."


HEAVY = SMALL.replace("points = -0.1", "points = -10000").replace("cap = 30", "")
RAISED = HEAVY.replace(
    'times = "quantity"',
    'times = "quantity"\nescalate = { within = { days = 9 }, steps = [{ nth = 2, times = 100 }] }',
)


@pytest.mark.parametrize("rules", [HEAVY, RAISED], ids=["plain", "raised"])
def test_one_fact_weighs_at_most_a_million_points_however_much_there_is_of_it(rules: str) -> None:
    rows = "".join(f"e{n},a,late,2024-02-01,100000000,,,\n" for n in range(3))
    found = evaluate([Source("r.toml", rules)], Source("f.csv", HEADER + rows), ON)
    one = found["subjects"][0]
    amounts = [line["amount"] for line in one["lines"] if line["kind"] == "event"]
    assert amounts == ["-1000000.0"] * 3
    assert one["points"] == one["lines"][-1]["running"] == "0.0"
    assert one["lines"][1]["note"]["uncapped"] == "-1000000000000.0"


def test_an_event_stands_once_per_subject() -> None:
    (fault,) = faults("e1,a,fault,2024-02-01,,,,\ne1,a,fault,2024-02-02,,,,\n")
    assert (fault.row, fault.column) == (3, "event_id")


def test_columns_are_known_and_complete() -> None:
    found = faults("", "event_id,subject_id,behaviour,points\n")
    assert [(fault.row, fault.column) for fault in found] == [(1, "points"), (1, "counts_from")]


@pytest.mark.parametrize(
    "rows", ['e1,"a,fault,2024-02-01,,,,\n', "e1,a,fault,2024-02-01,,,,,,,\n", "\0\n"]
)
def test_what_is_not_csv_is_refused(rows: str) -> None:
    assert faults(rows)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("a,nowhere,enter,2024-02-01,,", "list"),
        ("a,watch,praise,2024-02-01,,", "action"),
        ("a,watch,enter,2024-02-01,2024-02-01,", "until"),
        ("a,watch,extend,2024-02-01,,", "until"),
        ("a,watch,enter,,,", "from"),
        ("b,watch,enter,2024-02-01,,", "subject_id"),
        ("a,watch,enter,1989-12-31,,", "from"),
    ],
)
def test_a_decision_at_fault_is_named(row: str, column: str) -> None:
    found = faults(
        ",a,,,,,,\n", decisions=f"subject_id,list,action,from,until,recorded_at\n{row}\n"
    )
    assert [(fault.file, fault.row, fault.column) for fault in found] == [
        ("decisions.csv", 2, column)
    ]


def test_a_day_before_the_first_version_is_refused() -> None:
    with pytest.raises(EvaluateError, match="2024-01-01 or later"):
        evaluate(RULES, Source("facts.csv", HEADER), date(2023, 12, 31))


def test_a_ruleset_at_fault_is_refused_with_its_key_path() -> None:
    broken = [Source("small.toml", SMALL.replace("below = 80", "below = 75"))]
    with pytest.raises(EvaluateError, match=r"small\.toml, column grades: No row covers"):
        evaluate(broken, Source("facts.csv", HEADER), ON)


@pytest.mark.parametrize(
    "known_at",
    ["", "soon", "2024-13-01", "2024-02-01T00:00:00", "0001-01-01", "9999-12-31", "2024-W05-4"],
)
def test_a_time_of_knowledge_that_cannot_be_read_is_refused(known_at: str) -> None:
    assert faults("", known_at=known_at)[0].file == "--known-at"
