"""The rule workshop in a real browser: a scheme written from a page of plain words, and its effect while typing."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import FilePayload, Locator, Page, expect
from sqlalchemy import select

import scoring
from models import RulesetVersion
from tests.browser.test_journeys import Hands
from tests.evidence.made_files import pdf
from tests.support.files import ROOT
from tests.support.visitors import PATIENCE, Visitors, sideways

expect.set_options(timeout=PATIENCE)

MODEL = scoring.parse((ROOT / "rulesets/ningxia/2019.toml").read_text("utf-8"), "2019.toml")
OPEN_ALL = (
    "() => document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })"
)
OPINION = FilePayload(name="审查意见.pdf", mimeType="application/pdf", buffer=pdf())

MINOR, GENERAL = "minor", "general"
COUNTED = [
    ("受到警告、通报批评", MINOR, "1"),
    ("被责令改正或者限期改正", MINOR, "1"),
    ("受到罚款", GENERAL, ""),
    ("被没收违法所得、非法财物", GENERAL, "3"),
    ("被按日连续处罚", GENERAL, "6"),
    ("设施、设备被查封、扣押", GENERAL, "4"),
    ("被责令限制生产", GENERAL, "6"),
    ("报告表类建设项目被责令停止建设", GENERAL, "4"),
    ("发生一般突发环境事件", GENERAL, "3"),
    ("群众投诉环境问题属实", MINOR, "1"),
    ("未按规定公开环境信息", MINOR, "1"),
    ("未按规定开展自行监测", MINOR, "1"),
    ("环境问题逾期未完成整改", GENERAL, "2"),
]
"""What the description counts; a fine is counted by steps."""

FINES = [
    ("", "", "10000", "1"),
    ("above", "10000", "50000", "2"),
    ("above", "50000", "100000", "3"),
    ("above", "100000", "200000", "4"),
    ("above", "200000", "", "6"),
]
GRADES = [
    ("环保诚信", "green", "", "", "0", "降低抽查比例"),
    ("环保良好", "blue", "above", "0", "3", "按正常比例抽查"),
    ("环保警示", "yellow", "above", "3", "11", "提高抽查比例"),
    ("环保不良", "red", "from", "12", "", "列为重点抽查对象"),
]
VETOES = [
    "报告书类建设项目被责令停止建设",
    "被责令停产整治",
    "被吊销许可证件",
    "环境违法案件移送适用行政拘留",
    "环境违法案件移送涉嫌犯罪",
]


@dataclass
class Drafter:
    """Fills in the forms of a draft; fields are called by their address, buttons and links by their words."""

    page: Page

    @property
    def hands(self) -> Hands:
        return Hands(self.page)

    def chapter(self, name: str) -> None:
        chapters = self.page.get_by_role("navigation", name=self.hands.say("Chapters"))
        with self.page.expect_navigation():
            chapters.get_by_role("link", name=self.hands.say(name)).first.click()
        self.page.evaluate(OPEN_ALL)

    def field(self, address: str) -> Locator:
        return self.page.locator(f'main [name="{address}"]')

    def write(self, **typed: str) -> None:
        """Type into the fields; ``__`` stands for the stroke of an address."""
        for address, text in typed.items():
            field = self.field(address.replace("__", "/").replace("N", "")).first
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(text)
            else:
                field.fill(text)

    def fill(self, typed: dict[str, str]) -> None:
        self.write(**{address.replace("/", "__"): text for address, text in typed.items()})

    def press(self, do: str) -> None:
        """A small button of an article."""
        with self.page.expect_navigation():
            self.page.locator(f'main button[name="do"][value="{do}"]').first.click()
        self.page.evaluate(OPEN_ALL)

    def save(self) -> None:
        with self.page.expect_navigation():
            self.hands.press("Save")
        expect(self.page.locator(".notice--ok")).to_be_visible()
        self.page.evaluate(OPEN_ALL)

    def add(self, section: str, **asked: str) -> None:
        self.fill({f"new/{name}": text for name, text in asked.items()})
        self.press(f"new {section}")


def write_general(drafter: Drafter) -> None:
    drafter.page.evaluate(OPEN_ALL)
    drafter.press("add basis")
    drafter.fill(
        {
            "title/zh": "宁夏企业环境信用评价办法（2019年修订）",
            "scheme": "ningxia",
            "basis/1/title/zh": "《宁夏企业环境信用评价办法（2019年修订）》",
            "basis/1/until": "2025-02-01",
            "basis/1/replaced_by": "2025年2月1日起施行的宁夏企业环境信用评价办法",
        }
    )
    drafter.save()


def write_points_and_period(drafter: Drafter) -> None:
    drafter.chapter("Points and period")
    numbers = {"scale/start": "0", "scale/floor": "0", "scale/ceiling": "200", "scale/places": "0"}
    drafter.fill({**numbers, "scale/direction": "up", "dimensions/1/label/zh": "失信记分"})
    with drafter.page.expect_navigation():
        drafter.field("period/turn").select_option("calendar")
    drafter.page.evaluate(OPEN_ALL)
    drafter.fill({"period/unit": "year"})
    drafter.save()


def write_grades(drafter: Drafter) -> None:
    drafter.chapter("Grades")
    for name, colour, *_rest in GRADES[2:]:
        drafter.add("grades", zh=name, colour=colour)
    for n in range(1, 5):
        drafter.press(f"add grades/{n}/effects")
    for n, (name, colour, side, lower, upper, effect) in enumerate(GRADES, 1):
        row = f"grades/{n}"
        drafter.fill(
            {
                f"{row}/name/zh": name,
                f"{row}/name/en": "",
                f"{row}/colour": colour,
                f"{row}/lower": side,
                f"{row}/lower/at": lower,
                f"{row}/upper": "up_to" if upper else "",
                f"{row}/upper/at": upper,
                f"{row}/effects/1/zh": effect,
                f"{row}/effects/1/en": effect,
                f"{row}/effects/1/ground": "internal",
            }
        )
    drafter.save()


def write_indicators(drafter: Drafter) -> None:
    drafter.chapter("Indicators")
    for name, grave, points in COUNTED:
        asked = {"zh": name, "class": grave, "confirm": "notice", "points": points}
        drafter.add("indicators", **asked, base="fixed" if points else "amount")
    for _more in FINES[2:]:
        drafter.press("add indicators/3/ladder/steps")
    for n, (side, lower, upper, points) in enumerate(FINES, 1):
        row = f"indicators/3/ladder/steps/{n}"
        drafter.fill(
            {
                f"{row}/lower": side,
                f"{row}/lower/at": lower,
                f"{row}/upper": "up_to" if upper else "",
                f"{row}/upper/at": upper,
                f"{row}/points": points,
            }
        )
    drafter.save()


def write_vetoes(drafter: Drafter) -> None:
    drafter.chapter("Special provisions")
    for name in VETOES:
        drafter.add("overrides", zh=name, kind="veto")


def write_closing(drafter: Drafter) -> None:
    drafter.chapter("Closing provisions")
    drafter.fill({"version": "2019", "effective_from": "2019-01-01", "change": "recast"})
    drafter.save()


def add_case(drafter: Drafter, name: str, facts: list[dict[str, str]], days: list[str]) -> None:
    """A worked case; of each expected day: day, score, grade."""
    page = drafter.page
    page.fill("[name=name]", name)
    for n, fact in enumerate(facts, 1):
        page.locator(f"[name=facts-{n}-behaviour]").select_option(label=fact["behaviour"])
        for key in ("on", "yuan", "times"):
            page.fill(f"[name=facts-{n}-{key}]", fact.get(key, ""))
    for n, told in enumerate(days, 1):
        on, points, grade = told.split()
        page.fill(f"[name=expect-{n}-on]", on)
        page.fill(f"[name=expect-{n}-points]", points)
        page.locator(f"[name=expect-{n}-grade]").select_option(label=grade)
    with page.expect_navigation():
        drafter.hands.press("Add the case and run all")


def write_cases(drafter: Drafter) -> None:
    drafter.hands.follow("Worked cases")
    warned = [{"behaviour": "受到警告、通报批评", "on": "2020-02-01", "times": "3"}]
    more = [{"behaviour": "受到警告、通报批评", "on": "2020-03-01"}]
    add_case(
        drafter,
        "三次警告为环保良好，第四次起为环保警示",
        warned + more,
        ["2020-02-01 3 环保良好", "2020-03-01 4 环保警示"],
    )
    fined = [
        {"behaviour": "受到罚款", "on": "2020-02-01", "yuan": "200000"},
        {"behaviour": "受到罚款", "on": "2021-02-01", "yuan": "200000.01"},
    ]
    days = ["2020-02-01 4 环保警示", "2021-02-01 6 环保警示"]
    add_case(drafter, "罚款分档包含上限", fined, days)
    daily = [{"behaviour": "被按日连续处罚", "on": "2020-12-31", "times": "2"}]
    days = ["2020-12-31 12 环保不良", "2021-01-01 0 环保诚信"]
    add_case(drafter, "上一年的记录到年底不再计分", daily, days)
    revoked = [{"behaviour": "被吊销许可证件", "on": "2020-06-01"}]
    add_case(drafter, "被吊销许可证件的一票否决", revoked, ["2020-06-01 0 环保不良"])
    assert drafter.page.locator(".casecard .status--done").count() == 4
    assert drafter.page.locator(".casecard .status--mend").count() == 0


def fill_cover(drafter: Drafter) -> None:
    drafter.hands.follow("Cover sheet")
    texts = {
        "title": "宁夏企业环境信用评价办法",
        "document_no": "宁环规〔2018〕9号",
        "office": "某厅",
    }
    days = ("drafted", "commented", "reviewed", "adopted", "issued")
    dates = {f"{name}_on": f"2018-0{n}-01" for n, name in enumerate(days, 4)}
    drafter.fill({**texts, **dates, "effective_on": "2019-01-01"})
    for name in ("legality", "fair_competition"):
        drafter.page.locator(f"input[type=file][name={name}]").set_input_files([OPINION])
    drafter.save()


def test_who_has_never_seen_the_file_writes_a_scheme_from_one_page(
    visitors: Visitors, province_app: Flask
):
    drafter = Drafter(visitors.open("admin"))
    drafter.page.goto("/rules/")
    drafter.hands.follow("Drafts of rules")
    drafter.hands.press("Begin")
    write_general(drafter)
    write_points_and_period(drafter)
    write_grades(drafter)
    write_indicators(drafter)
    write_vetoes(drafter)
    write_closing(drafter)
    expect(drafter.page.locator("#draft-said .status--done")).to_be_visible()
    write_cases(drafter)
    fill_cover(drafter)
    drafter.hands.follow("Hand in")
    with drafter.page.expect_navigation():
        drafter.hands.press("Hand in for the second signature")
    address = drafter.page.url
    second = visitors.open("decider")
    second.goto(address)
    with second.expect_navigation():
        Hands(second).press("Publish")
    written = the_version(province_app, address.rpartition("/")[2])
    says_what_the_description_says(written)


def the_version(app: Flask, ruleset_id: str) -> scoring.Ruleset:
    with app.extensions["xinheng.sessions"]() as session:
        query = select(RulesetVersion).where(RulesetVersion.id == ruleset_id.partition("?")[0])
        version = session.scalars(query).one()
        assert version.state == "published"
        return scoring.parse(version.text, "written.toml")


def says_what_the_description_says(written: scoring.Ruleset) -> None:
    """Codes and English names are the writer's own; everything else is as in the file that ships."""
    assert replaced(written.scale) == replaced(MODEL.scale)
    assert replaced(written.period) == replaced(MODEL.period)
    assert written.effective_from == MODEL.effective_from
    assert written.change == MODEL.change
    assert written.title.zh == MODEL.title.zh
    assert [(b.title.zh, b.until, b.replaced_by) for b in written.basis] == [
        (b.title.zh, b.until, b.replaced_by) for b in MODEL.basis
    ]
    assert weights(written) == weights(MODEL)
    assert grades(written) == grades(MODEL)
    assert vetoes(written) == vetoes(MODEL)


def replaced(part: object) -> str:
    """A part without its clauses, which the description does not give."""
    return re.sub(r"clause=(?:None|'[^']*')", "", repr(part))


def weights(ruleset: scoring.Ruleset) -> dict[str, tuple[object, ...]]:
    """By behaviour: how grave, how confirmed, and what it weighs."""
    return {
        ruleset.behaviours[code].label.zh: (
            *(ruleset.behaviours[code].severity_class, ruleset.behaviours[code].confirm),
            *(indicator.points or 0, indicator.ladder_of, indicator.bands),
        )
        for indicator in ruleset.indicators
        for code in indicator.behaviours
    }


def grades(ruleset: scoring.Ruleset) -> list[tuple[object, ...]]:
    return [
        (g.name.zh, g.colour, g.lower, g.upper, [(e.zh, e.ground) for e in g.effects])
        for g in ruleset.grades
    ]


def vetoes(ruleset: scoring.Ruleset) -> set[tuple[str, str, str]]:
    return {
        (rule.kind, ruleset.behaviours[code].label.zh, ruleset.grade(rule.grade or "").name.zh)
        for rule in ruleset.overrides
        for code in rule.behaviours
    }


def begun_from_the_newest(page: Page) -> Drafter:
    page.goto("/rules/drafts/")
    page.select_option("#f-from", index=1)
    with page.expect_navigation():
        Hands(page).press("Begin")
    return Drafter(page)


def test_a_number_in_a_rule_shows_who_would_be_newly_listed_without_a_click(visitors: Visitors):
    drafter = begun_from_the_newest(visitors.open("admin"))
    drafter.chapter("Lists")
    threshold = drafter.field("lists/1/enter/1/at_or_below")
    before = drafter.page.locator("#newly-listed .count").inner_text()
    threshold.fill("85")
    expect(drafter.page.locator("#newly-listed .count")).not_to_have_text(before)
    assert drafter.page.locator("#newly-listed ~ .movers li").count() > 0
    expect(threshold).to_be_focused()
    expect(threshold).to_have_value("85")


def test_while_typing_the_checks_follow_and_the_latest_wins(visitors: Visitors):
    drafter = begun_from_the_newest(visitors.open("admin"))
    drafter.chapter("Grades")
    edge = drafter.field("grades/1/lower/at")
    edge.press("End")
    edge.press_sequentially("1", delay=30)
    edge.press("Backspace")
    edge.fill("95")
    expect(drafter.page.locator("#draft-said .status--mend")).to_be_visible()
    expect(drafter.page.locator("#draft-panel")).to_contain_text("90")
    edge.fill("90")
    expect(drafter.page.locator("#draft-said .status--done")).to_be_visible()
    expect(edge).to_be_focused()


def test_a_draft_is_written_without_any_script(visitors: Visitors):
    page = visitors.open("admin", java_script_enabled=False)
    drafter = begun_from_the_newest(page)
    page.goto(page.url.replace("general", "scoring"))
    drafter.field("scale/ceiling").fill("120")
    with page.expect_navigation():
        Hands(page).press("Save")
    expect(drafter.field("scale/ceiling")).to_have_value("120")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_workshop_fits_the_screen(visitors: Visitors, width: int):
    page = visitors.open("admin", viewport={"width": width, "height": 900})
    drafter = begun_from_the_newest(page)
    for chapter in ("Grades", "Lists", "Points and period"):
        drafter.chapter(chapter)
        assert sideways(page) <= 0
