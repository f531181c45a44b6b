"""Finding a contractor: any name it bore, its code, its initials; folded, filtered, told apart."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from models import Score
from services.messages import Forbidden
from services.subjects.find_subjects import Filters, FoundPage, find_subjects
from services.subjects.rename_subject import rename_subject
from services.subjects.succeed_subject import NewSuccession, succeed_subject
from services.writing import unrecorded
from tests.subjects.conftest import Register
from tests.support.world import NOW, TODAY, World


@pytest.fixture
def firm(register: Register) -> str:
    return register("四川正然（蓉）环境检测有限公司")


def found(session: Session, world: World, query: str, **filters: str) -> FoundPage:
    wanted = Filters(**filters)
    return find_subjects(session, world["provincial_clerk"], query, wanted, TODAY)


def names(session: Session, world: World, query: str, **filters: str) -> list[str]:
    return [row.name for row in found(session, world, query, **filters).rows]


@pytest.mark.db
@pytest.mark.usefixtures("firm")
def test_four_characters_or_initials_are_enough(session: Session, world: World):
    for query in (
        *("正然", "正然蓉", "然（蓉）环", "然(蓉)环", "然蓉环", "正 然", "正·然", "　正然　"),
        *("正然 检测", "zrr", "zrrh", "sczr", "ZRRH", "ＺＲＲＨ", "zrrhj"),
    ):
        assert names(session, world, query)[0] == "四川正然（蓉）环境检测有限公司"


@pytest.mark.db
def test_a_part_of_the_code_finds_its_bearer(session: Session, world: World, firm: str):
    code = found(session, world, "正然").rows[0].code
    for query in (code, code.lower(), " ".join(code), code[8:17], code[-6:]):
        assert [row.id for row in found(session, world, query).rows] == [firm]


@pytest.mark.usefixtures("firm")
def test_a_code_with_a_misread_letter_still_finds_its_bearer(session: Session, world: World):
    code = found(session, world, "正然").rows[0].code
    assert names(session, world, code.replace("0", "O")) == ["四川正然（蓉）环境检测有限公司"]


@pytest.mark.db
def test_a_former_name_finds_its_bearer_and_is_said(session: Session, world: World, firm: str):
    clerk = world["provincial_clerk"]
    rename_subject(session, clerk, firm, "蜀衡生态集团", date(2025, 6, 1), NOW)
    session.expire_all()
    (row,) = found(session, world, "正然").rows
    assert (row.name, row.former) == ("蜀衡生态集团", "四川正然（蓉）环境检测有限公司")
    assert found(session, world, "蜀衡").rows[0].former is None
    assert found(session, world, "zrr").rows[0].former == "四川正然（蓉）环境检测有限公司"


@pytest.mark.db
def test_rare_characters_interpuncts_and_width_are_no_obstacle(
    session: Session, world: World, register: Register
):
    for name, query in (
        ("𬭎昇检测公司", "𬭎昇"),
        ("阿依·木呷环境工作室", "阿依木呷"),
        ("二〇二勘察队", "二○二"),
        ("重庆中环咨询（有限合伙）", "重庆中环咨询有限合伙"),
        ("ABC环境检测公司", "ａｂｃ环境"),
        ("100%清洁_公司", "清洁公司"),
    ):
        register(name)
        assert name in names(session, world, query)


@pytest.mark.db
def test_what_fits_nobody_finds_nobody(session: Session, world: World):
    for query in (
        *("没有这家", "%", "_", "'; drop table subject; --", "\x00", "a\x00b", "\ud800", "\u202e"),
        *("。", "x" * 10_000, "检" * 101, "\\", "0" * 18, "(", "[", "😀"),
    ):
        assert names(session, world, query) == []


@pytest.mark.db
def test_the_nearest_match_stands_first(session: Session, world: World, register: Register):
    register("北岭绿源地质勘察院")
    register("成都绿源检测有限公司")
    register("绿源")
    assert names(session, world, "绿源")[:2] == ["绿源", "成都绿源检测有限公司"]


@pytest.mark.db
def test_filters_narrow_what_is_shown(session: Session, world: World, register: Register):
    survey = register("甲类勘察院", business=("survey",), home_region="510700")
    register("乙类检测公司", business=("laboratory",))
    register("木呷", kind="person", practice_no="BH000001", home_region="510703")
    clerk = world["provincial_clerk"]
    step = NewSuccession("deregistration", TODAY, "注1号")
    assert names(session, world, "", business="survey") == ["甲类勘察院"]
    assert names(session, world, "", region="510700") == ["甲类勘察院", "木呷"]
    assert names(session, world, "", kind="person") == ["木呷"]
    succeed_subject(session, clerk, survey, step, NOW)
    assert names(session, world, "", state="closed") == ["甲类勘察院"]
    assert "甲类勘察院" not in names(session, world, "", state="open")


@pytest.mark.db
def test_scores_are_shown_filtered_and_sorted(session: Session, world: World, register: Register):
    low, high = register("低分检测公司"), register("高分检测公司")
    with unrecorded(session):
        for subject_id, points, grade in ((low, 6000, "red"), (high, 9000, "green")):
            session.add(
                Score(
                    subject_id=subject_id,
                    scheme="s",
                    points=points,
                    grade=grade,
                    settled_on=TODAY,
                    book_sha256="0" * 64,
                    ledger_size=1,
                )
            )
    assert names(session, world, "", grade="s/red") == ["低分检测公司"]
    clerk = world["provincial_clerk"]
    by_score = find_subjects(session, clerk, "", Filters(scheme="s"), TODAY, sort="-score")
    assert [row.name for row in by_score.rows[:2]] == ["高分检测公司", "低分检测公司"]
    assert by_score.rows[0].standings[0].points == 9000


def test_pages_are_whole_and_a_page_too_far_is_the_last(
    session: Session, world: World, register: Register
):
    for number in range(7):
        register(f"第{number}检测公司", another=True)
    clerk = world["provincial_clerk"]
    seen = []
    for page in (1, 2, 3):
        part = find_subjects(session, clerk, "检测公司", Filters(), TODAY, page=page, size=3)
        assert (part.total, part.pages) == (7, 3)
        seen += [row.id for row in part.rows]
    assert len(set(seen)) == 7
    assert find_subjects(session, clerk, "检测公司", Filters(), TODAY, page=99, size=3).page == 3


def test_a_contractors_user_cannot_look_around(session: Session, world: World):
    with pytest.raises(Forbidden):
        find_subjects(session, world["contractor_user"], "", Filters(), TODAY)
