"""Names of the demo province are invented, and as various as real ones."""

from __future__ import annotations

from random import Random

from sqlalchemy.orm import Session

from demo.data import contractors, read
from demo.measured import _results
from demo.province import Province
from evidence.store import Store
from identity.names import look_alikes
from tests.support.demo import TODAY

REAL = ("华测", "谱尼", "中节能", "碧水源", "天源", "绿源", "川大", "四川大学", "环科院", "长虹")
"""Well-known firms and bodies of the trade and the region, for a look at the obvious."""


def test_no_name_is_that_of_a_well_known_firm():
    assert [c.name for c in contractors().values() for name in REAL if name in c.name] == []


def test_names_of_persons_occur_once():
    staff = read("staff")
    persons = [line["name"] for part in ("first", "province", "counties") for line in staff[part]]
    persons += [*staff["clerks"], *staff["reviewers"]]
    persons += [line["name"] for line in read("contractors")["persons"]]
    persons += [contractor.head for contractor in contractors().values()]
    assert len(persons) == len(set(persons))


def test_two_names_are_easily_taken_for_each_other():
    one, other = contractors()["lvyuan"].name, contractors()["lvyuan-yuan"].name
    assert look_alikes(one, other) == "sound"


def test_a_name_holds_a_character_beyond_the_basic_plane():
    assert any(ord(letter) > 0xFFFF for c in contractors().values() for letter in c.name)


def test_people_of_the_mountains_bear_their_own_names():
    assert sum("·" in contractor.head for contractor in contractors().values()) >= 3


def test_there_are_institutions_a_university_a_partnership_and_a_branch():
    forms = {contractor.form for contractor in contractors().values()}
    assert {"company", "institution", "university", "partnership"} <= forms
    assert [c.key for c in contractors().values() if c.branch_of] == ["liyuan-chengdu"]


def planned(tmp_path, day):
    province = Province(Session(), Store(tmp_path, b"0" * 32), day)
    return [known for c in contractors().values() for known in _results(province, c)]


def test_the_province_of_a_day_is_always_the_same(tmp_path):
    assert planned(tmp_path, TODAY) == planned(tmp_path, TODAY)


def test_chance_elsewhere_does_not_change_it(tmp_path):
    first = planned(tmp_path, TODAY)
    Random().random()
    assert planned(tmp_path, TODAY) == first


def test_the_province_moves_with_the_day(tmp_path):
    later = TODAY.replace(year=TODAY.year + 1)
    days = [known.day for known in planned(tmp_path, later)]
    assert max(days) > TODAY
    assert max(days) < later
