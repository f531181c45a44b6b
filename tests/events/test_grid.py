"""The grid: one behaviour and many contractors, checked row by row, saved all or none."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import event as sql_event

from models import new_id
from services.apply import Private
from services.events.record_event import record_events
from services.writing import writing
from tests.events.conftest import CHENGDU, OTHER, OWN, SCHEME, errors_on, photograph
from tests.support.world import NOW, OPENED, credit_code

HEADING = "机构名称\tInspected\tPassed"


@pytest.fixture
def paste(scene, client_as):
    """Send the grid of prefecture quality control with these rows."""

    def send(rows: str, who: str = "prefecture_clerk", **changes):
        form = {
            "behaviour": f"{SCHEME}/Q02",
            "occurred_on": "2026-11-20",
            "region": CHENGDU,
            "work": f"{scene.programme}/{scene.stage}",
            "narrative": "第四季度市级质控。",
            "rows": rows,
            "form_key": new_id(),
        }
        return client_as(who).post(
            "/events/grid", data=form | changes, headers={"Accept-Language": "en"}
        )

    return send


def wrong_rows(page) -> list[tuple[str, ...]]:
    """(row, column, what stands there, why) of the table of problems."""
    table = re.search(r'<table class="table" id="wrong".*?</table>', page.text, re.DOTALL)
    rows = re.findall(r"<tr.*?</tr>", table[0], re.DOTALL)[1:] if table else []
    return [
        tuple(re.sub("<.*?>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row))
        for row in rows
    ]


@pytest.mark.db
def test_rows_by_name_and_by_code_are_recorded_in_one_go(scene, paste):
    rows = f"{OWN}\t9\t10\n{credit_code('MA6B0002')}\t7\t10\t2026-11-18\t\t抽查七份合格。\n"
    assert paste(rows).status_code == 303
    second, first = scene.events()
    assert (first.subject_id, first.numerator, first.narrative) == (
        *(scene.world.own, 9, "第四季度市级质控。"),
    )
    assert (second.subject_id, second.numerator, second.narrative) == (
        *(scene.world.other, 7, "抽查七份合格。"),
    )
    assert {first.state, second.state} == {"counted"}
    assert (scene.points(), scene.points(scene.world.other)) == (10_000, 9_200)


def test_a_heading_orders_the_columns(scene, client_as, paste):
    rows = f"Inspected\tRemarks\tContractor\tPassed\n10\tx\t{OWN}\t9\n"
    assert paste(rows).status_code == 303
    (event,) = scene.events()
    assert (event.numerator, event.denominator) == (9, 10)


def test_a_cell_in_quotes_may_hold_lines_and_tabs(scene, paste):
    assert paste(f'{OWN}\t9\t10\t\t\t"第一行\n第二行"\n').status_code == 303
    assert scene.events()[0].narrative == "第一行\n第二行"


def test_each_wrong_cell_has_its_message_and_nothing_is_recorded(scene, paste):
    rows = f"{OWN}\t11\t10\n查无此机构\t9\t10\n{OTHER}\t九\t10\n{OTHER}\t9\t\n"
    page = paste(rows)
    assert page.status_code == 422
    assert [row[:3] for row in wrong_rows(page)] == [
        ("2", "Contractor", "查无此机构"),
        ("3", "Passed", "九"),
    ]
    again = paste(f"{OWN}\t11\t10\n{OTHER}\t9\t\n")
    assert [row[:3] for row in wrong_rows(again)] == [
        ("1", "Passed", "11"),
        ("2", "Inspected", ""),
    ]
    assert scene.events() == []
    assert "查无此机构\t9\t10" in page.text


def test_what_all_rows_share_is_told_once(scene, paste):
    rows = "\n".join(f"{name}\t9\t10" for name in (OWN, OTHER))
    page = paste(rows, region="510700", work="")
    assert {"region", "work"} <= errors_on(page).keys()
    assert wrong_rows(page) == []


def test_a_row_that_repeats_another_or_an_old_record_is_pointed_out(scene, paste):
    scene.record(occurred_on=NOW.date().replace(day=20), subject_id=scene.world.other)
    rows = f"{OWN}\t9\t10\n{OWN}\t8\t10\n{OTHER}\t9\t10\n"
    page = paste(rows)
    assert [row[0] for row in wrong_rows(page)] == ["2", "3"]
    assert paste(rows, anyway="yes").status_code == 303
    assert len(scene.events()) == 4


def test_the_files_go_with_every_row(scene, paste):
    rows = f"{OWN}\t4\n{OTHER}\t2\n"
    sent = {
        "behaviour": f"{SCHEME}/P02",
        "work": "",
        "evidence": photograph(),
        "evidence_party": "yes",
    }
    assert paste(rows, **sent).status_code == 303
    assert [len(scene.files_of(event.id)) for event in scene.events()] == [1, 1]


def test_a_severity_is_written_as_a_word_or_as_a_code(scene, paste):
    sent = {
        "behaviour": f"{SCHEME}/M01",
        "work": "",
        "evidence": photograph(),
        "evidence_party": "yes",
    }
    assert paste(f"{OWN}\tserious\n", **sent).status_code == 303
    sent["evidence"] = photograph()
    assert paste(f"{OTHER}\tenormous\n", **sent).status_code == 422


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("", "fill this in"),
        (HEADING, "at least one row"),
        ("\t\t\n", "fill this in"),
        ("甲\x00", "cannot be kept"),
        ("x\t1\t1\n" * 2001, "At most 2000 rows"),
    ],
)
def test_a_grid_that_is_none_is_refused(scene, paste, rows, said):
    page = paste(rows, occurred_on="2026-11-20")
    assert page.status_code == 422
    assert said in errors_on(page)["rows"]


def test_without_a_behaviour_the_page_asks_for_one(scene, paste, client_as):
    assert paste(f"{OWN}\t9\t10", behaviour="other/X").status_code == 422
    assert client_as("prefecture_clerk").get("/events/grid").status_code == 200


def test_while_it_is_filled_each_row_is_checked_by_itself(scene, client_as):
    answer = client_as("prefecture_clerk").post(
        f"/events/grid/check?behaviour={SCHEME}/Q02&lang=en",
        json={"rows": [[OWN, "9", "10", "", "", ""], ["查无此机构", "x", "10"], []]},
    )
    good, bad, empty = answer.json["rows"]
    assert good == {"ok": True, "note": OWN}
    assert set(bad["errors"]) == {"1"}
    assert set(empty["errors"]) == {"0"}


@pytest.mark.parametrize("body", [b"", b"[]", b'{"rows": 3}', b'{"rows": [3, null, {}]}', b"\xff"])
def test_a_check_of_nonsense_fails_politely(scene, client_as, body):
    answer = client_as("prefecture_clerk").post(
        f"/events/grid/check?behaviour={SCHEME}/Q02", data=body, content_type="application/json"
    )
    assert answer.status_code in (200, 422)


def test_the_same_grid_sent_twice_records_once(scene, paste):
    key = new_id()
    for _ in range(2):
        assert paste(f"{OWN}\t9\t10", form_key=key).status_code == 303
    assert len(scene.events()) == 1


def register(scene, count: int) -> list[str]:
    """So many more contractors."""
    ids = [new_id() for _ in range(count)]
    with writing(scene.session, scene.world["provincial_clerk"], NOW) as writer:
        for number, subject_id in enumerate(ids):
            name_id, private = new_id(), Private()
            private.keep("subject_name", name_id, name=f"丙{number:04d}检测有限公司")
            subject = {"id": subject_id, "kind": "contractor", "legal_form": "company"}
            subject |= {"home_region": CHENGDU, "business": "laboratory", "code": f"{number:018d}"}
            opened = OPENED.isoformat()
            names = [{"id": name_id, "subject_id": subject_id, "from_on": opened}]
            data = {"subject": subject | {"file_opened_on": opened}, "names": names}
            writer.add("subject.register", data, subject=subject_id, private=private)
    scene.session.expunge_all()
    return ids


def reads_of(scene, drafts) -> int:
    """How many times the database is read while these drafts are recorded."""
    reads = []
    engine = scene.session.get_bind()

    def count(_connection, _cursor, statement, *_):
        if statement.lstrip().upper().startswith("SELECT"):
            reads.append(statement)

    sql_event.listen(engine, "before_cursor_execute", count)
    record_events(scene.session, scene.world["prefecture_clerk"], drafts, NOW)
    sql_event.remove(engine, "before_cursor_execute", count)
    scene.session.expunge_all()
    return len(reads)


def test_a_thousand_rows_are_read_about_no_more_often_than_a_hundred(scene):
    ids = register(scene, 1100)
    hundred = reads_of(scene, [scene.draft(subject_id=i) for i in ids[:100]])
    thousand = reads_of(scene, [scene.draft(subject_id=i) for i in ids[100:]])
    assert len(scene.events()) == 1100
    assert thousand < hundred + 50
