"""Who is asking: a person with roles, and what those roles allow where."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from services.messages import Forbidden, say

Scope = Literal["own", "region", "all"]


@dataclass(frozen=True, slots=True)
class Role:
    code: str
    zh: str
    en: str
    scope: Scope
    permissions: frozenset[str]


@cache
def roles() -> dict[str, Role]:
    """Every role by code, in the order of the data file."""
    path = Path(__file__).with_name("roles.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        code: Role(code, r["zh"], r["en"], r["scope"], frozenset(r["permissions"]))
        for code, r in data.items()
    }


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person. ``region`` is the office's; ``subject_id`` is set for contractors' users.

    A deputy (B角) acts for somebody: ``acting_for``, with that role alone and in that one's office.
    """

    account_id: str
    holder_id: str
    name: str
    roles: frozenset[str]
    office_id: str | None = None
    office_name: str = ""
    region: str | None = None
    subject_id: str | None = None
    acting_for: str | None = None
    acting_for_name: str = ""

    @property
    def persons(self) -> frozenset[str]:
        """Who counts as having done what is done now, where a rule asks for two persons."""
        return frozenset({self.holder_id, self.acting_for} - {None})  # type: ignore[arg-type]

    @property
    def permissions(self) -> frozenset[str]:
        return permissions_of(self.roles)

    @property
    def sees_all(self) -> bool:
        return any(roles()[r].scope == "all" for r in self.roles)

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    def require(self, permission: str) -> None:
        """Refuse, in a sentence, what no role of this person allows."""
        if not self.may(permission):
            raise Forbidden(say("Your roles do not allow this."))


@cache
def permissions_of(codes: frozenset[str]) -> frozenset[str]:
    return frozenset[str]().union(*(roles()[c].permissions for c in codes))


# The product itself, where a command and not a person writes (set-up, the clock, the demo province).
SYSTEM = Actor("system", "system", "system", frozenset())
