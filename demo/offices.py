"""Offices and accounts: opened by the system administrator, roles granted by two security administrators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from demo.data import read
from demo.mark import DEMO, begin
from demo.province import Desk, Province, prefecture_key
from identity import regions
from services.actor import Actor
from services.people import passwords
from services.people.change_password import set_password
from services.people.change_roles import grant_role, propose_role
from services.people.keep_offices import OfficeDraft, add_office
from services.people.open_account import StaffAccount, add_account, add_holder, open_account
from services.people.sign_in import actor_of
from services.writing import Writer, unrecorded, writing

PASSWORD = "this-is-only-a-demo"
"""Everybody's, and public: it opens nothing but a demo instance, which production refuses to serve."""


@dataclass(frozen=True)
class Post:
    """Somebody's place: ``region`` is the office's."""

    username: str
    name: str
    role: str
    region: str


def posts() -> Iterator[Post]:
    """Everybody whose account is opened in the product itself."""
    data = read("staff")
    for line in data["province"]:
        yield Post(line["username"], line["name"], line["role"], regions.SICHUAN)
    prefectures = zip(regions.SICHUAN_PREFECTURES, data["clerks"], data["reviewers"], strict=True)
    for place, clerk, reviewer in prefectures:
        key = prefecture_key(place.code)
        yield Post(key, clerk, "prefecture_clerk", place.code)
        yield Post(f"{key}2", reviewer, "prefecture_reviewer", place.code)
    for line in data["counties"]:
        yield Post(line["username"], line["name"], "county_clerk", line["region"])


def open_offices(province: Province, desk: Desk) -> None:
    """The first transaction: what the record is, the offices, and the first three administrators."""
    first = {}
    with writing(province.session, DEMO, desk()) as writer:
        begin(writer)
        for number, (region, draft) in enumerate(offices(), 1):
            known = OfficeDraft(*draft, f"028-0000 {number:04d}", "示例路1号")
            province.offices[region] = add_office(writer, region, known)
        for line in read("staff")["first"]:
            first[line["username"]] = _first(province, writer, line)
    for username, account_id in first.items():
        _welcome(province, desk, username, account_id)


def offices() -> Iterator[tuple[str, tuple[str, str]]]:
    yield regions.SICHUAN, ("省生态环境厅", "Provincial Department of Ecology and Environment")
    for place in regions.SICHUAN_PREFECTURES:
        kind = "市" if place.zh.endswith("市") else "州"
        yield place.code, (f"{place.short}{kind}生态环境局", f"{place.en} Bureau")
    for line in read("staff")["counties"]:
        county = regions.lookup(line["region"])
        assert county is not None
        english = line["username"].capitalize()
        yield county.code, (f"{county.name}生态环境局", f"{english} County Bureau")


def _first(province: Province, writer: Writer, line: dict[str, str]) -> str:
    office_id = province.offices[regions.SICHUAN]
    holder_id = add_holder(writer, line["name"], office_id=office_id)
    return add_account(writer, holder_id, line["username"], [line["role"]])


def open_posts(province: Province, desk: Desk) -> None:
    staff = province.staff
    for post in posts():
        draft = StaffAccount(post.name, province.offices[post.region], post.username)
        account_id = open_account(province.session, staff["system"], draft, desk())
        grant_id = propose_role(province.session, staff["security"], account_id, post.role, desk())
        grant_role(province.session, staff["security2"], grant_id, desk())
        _welcome(province, desk, post.username, account_id)


def _welcome(province: Province, desk: Desk, username: str, account_id: str) -> None:
    province.staff[username] = signed_in(province, account_id, desk)


def signed_in(province: Province, account_id: str, desk: Desk) -> Actor:
    """Set the demo password of an account; who stands behind it."""
    now = desk()
    with unrecorded(province.session):
        set_password(province.session, account_id, passwords.hashed(PASSWORD), now)
    actor = actor_of(province.session, account_id)
    assert actor is not None
    return actor
