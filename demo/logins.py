"""The log-ins of the demo province, as they are printed and shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from demo.data import contractors, read
from demo.offices import PASSWORD, offices, posts
from identity import regions
from services.actor import roles

_SHOWN_PREFECTURE = "510100"


@dataclass(frozen=True)
class Login:
    """``role`` is a code of services/roles.toml; ``place`` the office or contractor."""

    username: str
    role: str
    name: str
    place: str


def logins() -> Iterator[Login]:
    """Everybody who can sign in, the province first."""
    named = {region: zh for region, (zh, _) in offices()}
    for line in read("staff")["first"]:
        yield Login(line["username"], line["role"], line["name"], named[regions.SICHUAN])
    for post in posts():
        yield Login(post.username, post.role, post.name, named[post.region])
    for key, (username, manager, colleague) in read("staff")["contractors"].items():
        place = contractors()[key].name
        yield Login(username, "contractor_manager", manager, place)
        yield Login(f"{username}2", "contractor_user", colleague, place)


def printed() -> str:
    """The table that the set-up prints, Chinese and English in one; of the prefectures one for all."""
    shown = [login for login in logins() if _is_shown(login)]
    width = max(len(login.username) for login in shown)
    lines = [
        "演示账号 Demo log-ins",
        f"密码 password: {PASSWORD}",
        *(f"  {login.username:<{width}}  {_told(login)}" for login in shown),
        "  各市（州）经办人用户名为地名拼音，审核人加 2，如 mianyang、mianyang2。",
        "  In every prefecture the clerk's username is its name in pinyin, the reviewer's has a 2.",
    ]
    return "\n".join(lines)


def _is_shown(login: Login) -> bool:
    chengdu = next(zh for region, (zh, _) in offices() if region == _SHOWN_PREFECTURE)
    return not login.role.startswith("prefecture") or login.place == chengdu


def _told(login: Login) -> str:
    role = roles()[login.role]
    return f"{role.zh} {role.en}  {login.name}  {login.place}"
