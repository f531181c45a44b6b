"""`flask import`: a workbook of contractors, all or none, with the errors beside the rows."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

import ledger
from models import Subject
from reports.import_sheet import read_rows
from tests.support.world import credit_code

TITLES = ("机构名称", "统一社会信用代码", "机构类型", "登记地", "业务类别")
GOOD = (
    ("涪江地质勘察院", credit_code("MA6D0001"), "事业单位", "绵阳", "用地调查、采样"),
    ("青衣江检测有限公司", credit_code("MA6D0002"), "公司", "", "检测实验室"),
)

Row = Sequence[object]


def workbook(path: Path, rows: Sequence[Row], titles: Sequence[str] = TITLES) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for line, row in enumerate((titles, *rows)):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(line, place, cell, day)
                else:
                    sheet.write(line, place, cell)
    return path


def imported(app: Flask, *arguments: object) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["import", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.exit_code, result.output


def bearer(session: Session, code: str) -> Subject | None:
    session.rollback()
    return session.scalar(select(Subject).where(Subject.code == code))


@pytest.mark.db
def test_every_row_becomes_a_contractor(app: Flask, session: Session, tmp_path: Path):
    code, said = imported(app, workbook(tmp_path / "c.xlsx", GOOD))
    assert (code, said) == (0, "2 contractors were registered; 0 were registered before.\n")
    first = bearer(session, str(GOOD[0][1]))
    assert first is not None
    assert (first.name, first.legal_form) == ("涪江地质勘察院", "institution")
    assert (first.home_region, first.business) == ("510700", "survey sampling")
    second = bearer(session, str(GOOD[1][1]))
    assert second is not None
    assert second.home_region == "510100"


@pytest.mark.db
def test_the_same_file_twice_changes_nothing(app: Flask, session: Session, tmp_path: Path):
    file = workbook(tmp_path / "c.xlsx", GOOD)
    imported(app, file)
    size = ledger.size(session)
    session.rollback()
    assert imported(app, file)[1].startswith("0 contractors were registered; 2 were")
    session.rollback()
    assert ledger.size(session) == size


@pytest.mark.db
def test_one_wrong_row_keeps_all_out_and_the_error_stands_beside_it(
    app: Flask, session: Session, tmp_path: Path
):
    wrong = ("坏码检测公司", "91310115MA1H8R7C6D", "公司", "天府", "挖矿")
    file = workbook(tmp_path / "c.xlsx", (*GOOD, wrong))
    code, said = imported(app, file)
    assert code == 1
    assert "1 rows have errors" in said
    assert bearer(session, str(GOOD[0][1])) is None
    sheet = read_rows(file.read_bytes())
    assert sheet.titles == (*TITLES, "错误")
    assert sheet.rows[2].cells["机构名称"] == "坏码检测公司"
    assert "登记地" in str(sheet.rows[2].cells["错误"])
    assert sheet.rows[0].cells["错误"] is None


def test_put_right_the_same_file_is_taken(app: Flask, session: Session, tmp_path: Path):
    file = workbook(tmp_path / "c.xlsx", (*GOOD, ("缺码检测公司", "", "公司", "", "")))
    assert imported(app, file)[0] == 1
    rows = [[row.cells[title] for title in TITLES] for row in read_rows(file.read_bytes()).rows]
    rows[2][1] = credit_code("MA6D0003")
    again = [[*row, "请填写此项。"] for row in rows]
    assert imported(app, workbook(file, again, (*TITLES, "错误")))[0] == 0
    assert bearer(session, credit_code("MA6D0003"))


def test_errors_may_go_to_another_file(app: Flask, tmp_path: Path):
    file = workbook(tmp_path / "c.xlsx", (("缺码检测公司", "", "公司", "", ""),))
    before = file.read_bytes()
    imported(app, file, "--errors", tmp_path / "e.xlsx")
    assert file.read_bytes() == before
    assert "错误" in read_rows((tmp_path / "e.xlsx").read_bytes()).titles


@pytest.mark.db
def test_a_branch_and_its_head_come_in_one_file(app: Flask, session: Session, tmp_path: Path):
    head, branch = credit_code("MA6D0011"), credit_code("MA6D0012")
    rows = (("总部检测公司绵阳分公司", branch, "公司", head), ("总部检测公司", head, "公司", ""))
    titles = ("机构名称", "统一社会信用代码", "机构类型", "总机构统一社会信用代码")
    assert imported(app, workbook(tmp_path / "c.xlsx", rows, titles))[0] == 0
    kept_branch, kept_head = bearer(session, branch), bearer(session, head)
    assert kept_branch is not None
    assert kept_head is not None
    assert kept_branch.head_id == kept_head.id


@pytest.mark.parametrize(
    "row",
    [
        ("远期检测公司", credit_code("MA6D0021"), "公司", date(2027, 1, 1), "", ""),
        ("缺日检测公司", credit_code("MA6D0021"), "公司", "", "旧名", ""),
        ("怪字检测\u202e公司", credit_code("MA6D0021"), "公司", "", "", ""),
        ("长" * 10_000, credit_code("MA6D0021"), "公司", "", "", ""),
        ("古怪检测公司", credit_code("MA6D0021"), "寺庙", "", "", ""),
        ("数字检测公司", 915101000000000000, "公司", "", "", ""),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    app: Flask, session: Session, tmp_path: Path, row: Row
):
    titles = ("机构名称", "统一社会信用代码", "机构类型", "建档日期", "曾用名", "更名日期")
    size = ledger.size(session)
    session.rollback()
    file = workbook(tmp_path / "c.xlsx", (row,), titles)
    assert imported(app, file)[0] == 1
    assert read_rows(file.read_bytes()).rows[0].cells["错误"]
    session.rollback()
    assert ledger.size(session) == size


def test_a_code_under_another_name_points_to_the_change_of_name(app: Flask, tmp_path: Path):
    imported(app, workbook(tmp_path / "c.xlsx", GOOD))
    renamed = (("改名勘察院", *GOOD[0][1:]),)
    file = workbook(tmp_path / "d.xlsx", renamed)
    assert imported(app, file)[0] == 1
    assert "涪江地质勘察院" in str(read_rows(file.read_bytes()).rows[0].cells["错误"])


def test_two_rows_with_one_code_are_told_apart_by_a_person(app: Flask, tmp_path: Path):
    rows = (GOOD[0], ("另一勘察院", *GOOD[0][1:]))
    assert imported(app, workbook(tmp_path / "c.xlsx", rows))[0] == 1


def test_look_alikes_are_pointed_out(app: Flask, tmp_path: Path):
    rows = (
        ("四川绿源环境科技有限公司", credit_code("MA6D0031"), "公司", "", ""),
        ("四川绿缘环境科技有限公司", credit_code("MA6D0032"), "公司", "", ""),
    )
    said = imported(app, workbook(tmp_path / "c.xlsx", rows))[1]
    assert "Row 3 is easily taken for 四川绿源环境科技有限公司" in said


def test_a_strange_or_missing_column_is_named(app: Flask, tmp_path: Path):
    rows = (("甲", "乙"),)
    code, said = imported(app, workbook(tmp_path / "c.xlsx", rows, ("机构名称", "注册资本")))
    assert code == 1
    assert "注册资本" in said
    assert "统一社会信用代码" in said


def test_the_form_can_be_filled_in_and_read(app: Flask, tmp_path: Path):
    code, _said = imported(app, "--template", tmp_path / "form.xlsx")
    assert code == 0
    sheet = read_rows((tmp_path / "form.xlsx").read_bytes())
    assert set(TITLES) <= set(sheet.titles)


def test_what_is_no_workbook_is_refused_in_a_sentence(app: Flask, tmp_path: Path):
    (tmp_path / "c.xlsx").write_bytes(b"PK no workbook")
    code, said = imported(app, tmp_path / "c.xlsx")
    assert code == 1
    assert "cannot be taken" in said
