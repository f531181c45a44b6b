"""A contractor as a row of a workbook: its columns, and how a row is read."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from marshmallow import ValidationError

from identity import regions
from schemas.fields import Choices, Day, Line, RegionCode, Typed, TypedSchema, wrong
from schemas.subjects import MOST_NAME
from services.messages import Message, say
from services.subjects.register_subject import Registration


@dataclass(frozen=True)
class RowColumn:
    """A column in both languages. ``words`` are what may stand in it: code -> (Chinese, English)."""

    field: str
    zh: str
    en: str
    required: bool = False
    day: bool = False
    hint_zh: str = ""
    hint_en: str = ""
    example: str = ""
    words: Mapping[str, tuple[str, str]] | None = None


FORM_WORDS = {
    "company": ("公司", "Company"),
    "institution": ("事业单位", "Public institution"),
    "university": ("高等学校", "University"),
    "partnership": ("合伙企业", "Partnership"),
    "sole": ("个人独资企业、个体工商户", "Sole proprietorship"),
    "association": ("社会组织", "Social organisation"),
    "other": ("其他", "Other legal form"),
}
KIND_WORDS = {
    "survey": ("用地调查", "Land survey"),
    "sampling": ("采样", "Sampling"),
    "laboratory": ("检测实验室", "Testing laboratory"),
    "eia": ("环评编制", "Environmental impact assessment"),
    "operator": ("设施运维", "Facility operation"),
    "quality": ("质量控制", "Quality control"),
}

COLUMNS = (
    RowColumn("name", "机构名称", "Name", required=True, example="成都某某环境科技有限公司"),
    RowColumn(
        "code",
        "统一社会信用代码",
        "Unified social credit code",
        required=True,
        hint_zh="18位，请将单元格设为文本格式",
        hint_en="18 characters, in a cell formatted as text",
    ),
    RowColumn(
        "code_reason",
        "代码校验不符的说明",
        "Reason for keeping the code as it is",
        hint_zh="仅当登记证照上的代码确实如此时填写",
        hint_en="Only if the certificate really shows this code",
    ),
    RowColumn("legal_form", "机构类型", "Legal form", required=True, words=FORM_WORDS),
    RowColumn(
        "home_region",
        "登记地",
        "Region of registration",
        hint_zh="行政区划名称或6位代码；不填的，以统一社会信用代码为准",
        hint_en="A name or a six-digit code; blank: as the credit code says",
        example="成都市",
    ),
    RowColumn(
        "business",
        "业务类别",
        "Kinds of work",
        hint_zh="可填多项，用顿号隔开：用地调查、采样、检测实验室、环评编制、设施运维、质量控制",
        hint_en="Several are possible, with commas between",
        example="用地调查、采样",
    ),
    RowColumn(
        "head_code",
        "总机构统一社会信用代码",
        "Credit code of the head",
        hint_zh="仅分支机构填写",
        hint_en="Only for a branch",
    ),
    RowColumn(
        "file_opened_on",
        "建档日期",
        "File opened on",
        day=True,
        hint_zh="不填的，以导入当日为准",
        hint_en="Blank: the day of the import",
    ),
    RowColumn("former_name", "曾用名", "Former name"),
    RowColumn("renamed_on", "更名日期", "Day of the change of name", day=True),
)


class _Region(RegionCode):
    """A division by code or by name: 成都, 成都市 and Chengdu are one."""

    def read(self, text: str) -> str:
        if text.isdecimal():
            return str(super().read(text))
        code = _region_names().get(text.casefold())
        if code is None:
            raise wrong(say("There is no division with the name %(name)s.", name=text))
        return code


def _region_names() -> dict[str, str]:
    names = {region.name: region.code for region in regions.children(regions.NATION)}
    names |= {re.sub("[省市]$", "", name): code for name, code in names.items()}
    for place in regions.SICHUAN_PREFECTURES:
        names |= dict.fromkeys((place.zh, place.short, place.en.casefold()), place.code)
    return names


class _Word(Typed):
    """One of a set of codes, written as its code or in either language."""

    def __init__(self, words: Mapping[str, tuple[str, str]]) -> None:
        super().__init__(required=True)
        self.codes = {word.casefold(): c for c, pair in words.items() for word in (c, *pair)}

    def read(self, text: str) -> str:
        if text.casefold() not in self.codes:
            raise wrong(say("%(word)s is none of the words offered.", word=text))
        return self.codes[text.casefold()]


class _Words(Choices):
    """Several codes in one cell, with commas or the like between."""

    def __init__(self, words: Mapping[str, tuple[str, str]]) -> None:
        super().__init__(words)
        self.one = _Word(words)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> list[str]:
        parts = re.split("[、,，;；/\n]", value) if isinstance(value, str) else []
        chosen = [self.one.deserialize(part) for part in parts if part.strip()]
        return super()._deserialize(chosen, attr, data, **kwargs)


class ContractorRow(TypedSchema):
    """The cells of one row, by field."""

    name = Line(required=True, most=MOST_NAME)
    code = Line(required=True, most=40)
    code_reason = Line(most=200)
    legal_form = _Word(FORM_WORDS)
    home_region = _Region()
    business = _Words(KIND_WORDS)
    head_code = Line(most=40)
    file_opened_on = Day()
    former_name = Line(most=MOST_NAME)
    renamed_on = Day()


@dataclass(frozen=True)
class ReadRow:
    """A row that can be registered; ``head_code`` names the head of a branch."""

    draft: Registration
    head_code: str | None


class RowRefused(Exception):
    """A row that cannot be read: messages by field."""

    def __init__(self, faults: dict[str, Message]) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


def fields_of(titles: Collection[str]) -> dict[str, str]:
    """Title -> field, for the titles of either language. Raises ``RowRefused`` by title."""
    known = {title: c.field for c in COLUMNS for title in (c.zh, c.en)}
    strange = {t: say("There is no such column in the form.") for t in titles if t not in known}
    found = {title: known[title] for title in titles if title in known}
    missing = {
        c.zh: say("This column is missing.")
        for c in COLUMNS
        if c.required and c.field not in found.values()
    }
    if strange or missing:
        raise RowRefused(strange | missing)
    return found


def read_row(cells: Mapping[str, object], damaged: Collection[str] = ()) -> ReadRow:
    """A row's cells by field as a registration. ``damaged`` cells may have lost digits.

    Raises ``RowRefused``.
    """
    lost = say("This was stored as a number and may have lost digits. Make the cell text.")
    faults = dict.fromkeys(damaged, lost)
    texts = {name: _text(cell) for name, cell in cells.items()}
    try:
        given = ContractorRow().load(texts)
    except ValidationError as error:
        raise RowRefused({n: _first(m) for n, m in error.messages_dict.items()} | faults) from None
    if faults:
        raise RowRefused(faults)
    head_code = given.pop("head_code")
    return ReadRow(Registration(kind="contractor", **given), head_code)


def _first(found: Any) -> Message:
    message: Message = found[0] if isinstance(found, list) else found
    return message


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)
