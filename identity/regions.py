"""Administrative divisions of China by GB/T 2260 code: names, order, and what lies within what.

A scope is a division code, too; NATION stands for the whole country. Only the provinces, their
prefectures and the counties of Sichuan are known by name; containment needs no name.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

NATION = "000000"
SICHUAN = "510000"

Level = Literal["province", "prefecture", "county"]

CODE = re.compile(r"[0-9]{6}")
TRAILING_ZEROS = re.compile(r"(00)+$")

UNNAMED = frozenset({"市辖区", "县"})
"""Names of divisions that stand between a municipality and its districts and are left unsaid."""


@dataclass(frozen=True)
class Region:
    """A division; `succeeded_by` is the code that took the place of one abolished, or empty."""

    code: str
    name: str
    level: Level
    parent: str
    succeeded_by: str


@dataclass(frozen=True)
class Prefecture:
    """One of Sichuan's 21, with its tile (column and row from the top left) in the tile map."""

    code: str
    zh: str
    short: str
    en: str
    column: int
    row: int


SICHUAN_PREFECTURES = (
    Prefecture("510100", "成都市", "成都", "Chengdu", 1, 1),
    Prefecture("510300", "自贡市", "自贡", "Zigong", 2, 3),
    Prefecture("510400", "攀枝花市", "攀枝花", "Panzhihua", 0, 4),
    Prefecture("510500", "泸州市", "泸州", "Luzhou", 3, 4),
    Prefecture("510600", "德阳市", "德阳", "Deyang", 2, 1),
    Prefecture("510700", "绵阳市", "绵阳", "Mianyang", 2, 0),
    Prefecture("510800", "广元市", "广元", "Guangyuan", 3, 0),
    Prefecture("510900", "遂宁市", "遂宁", "Suining", 3, 2),
    Prefecture("511000", "内江市", "内江", "Neijiang", 3, 3),
    Prefecture("511100", "乐山市", "乐山", "Leshan", 1, 3),
    Prefecture("511300", "南充市", "南充", "Nanchong", 3, 1),
    Prefecture("511400", "眉山市", "眉山", "Meishan", 1, 2),
    Prefecture("511500", "宜宾市", "宜宾", "Yibin", 2, 4),
    Prefecture("511600", "广安市", "广安", "Guang'an", 4, 2),
    Prefecture("511700", "达州市", "达州", "Dazhou", 4, 1),
    Prefecture("511800", "雅安市", "雅安", "Ya'an", 0, 2),
    Prefecture("511900", "巴中市", "巴中", "Bazhong", 4, 0),
    Prefecture("512000", "资阳市", "资阳", "Ziyang", 2, 2),
    Prefecture("513200", "阿坝藏族羌族自治州", "阿坝", "Aba", 1, 0),
    Prefecture("513300", "甘孜藏族自治州", "甘孜", "Garzê", 0, 1),
    Prefecture("513400", "凉山彝族自治州", "凉山", "Liangshan", 0, 3),
)
"""In GB/T 2260 order. The tiles keep who lies north, south, east and west of whom."""


@cache
def _regions() -> dict[str, Region]:
    path = Path(__file__).parent / "data" / "regions.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {
            row["code"]: Region(
                row["code"],
                row["name"],
                cast(Level, row["level"]),
                row["parent"],
                row["succeeded_by"],
            )
            for row in csv.DictReader(lines)
        }


def lookup(code: str) -> Region | None:
    """The division of this code, abolished ones too; None if the code is not known."""
    return _regions().get(code)


def current(code: str) -> Region | None:
    """The division that this code means today: its successor if it was abolished."""
    region = lookup(code)
    return lookup(region.succeeded_by) if region and region.succeeded_by else region


def parent(code: str) -> Region | None:
    """The division above; None for a province and for an unknown code."""
    region = lookup(code)
    return lookup(region.parent) if region else None


def children(scope: str) -> tuple[Region, ...]:
    """The divisions directly under `scope` that exist today, in GB/T 2260 order."""
    above = "" if scope == NATION else scope
    return tuple(r for r in _regions().values() if r.parent == above and not r.succeeded_by)


def full_name(code: str) -> str:
    """The name with those above it, as 四川省成都市锦江区; an unknown code is returned as it is."""
    region = lookup(code)
    if region is None:
        return code
    above = full_name(region.parent) if region.parent else ""
    return above if region.name in UNNAMED else above + region.name


def is_within(code: str, scope: str) -> bool:
    """Whether the division `code` lies in the division `scope` or is it.

    Raises ValueError if either is not six digits: a broken scope must never let anybody see more.
    """
    for value in (code, scope):
        if not CODE.fullmatch(value):
            raise ValueError(f"not a division code: {value!r}")
    return code.startswith(TRAILING_ZEROS.sub("", scope))


def prefecture_of(code: str) -> str:
    """The code of the prefecture in which a county (or the prefecture itself) lies."""
    return code[:4] + "00"
