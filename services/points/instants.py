"""The hour in China of an instant, and its days since a day, asked of either database.

All of China keeps one time, eight hours ahead of UTC, without summer time since 1992.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class china_hour(FunctionElement[int]):
    """``china_hour(instant)``: 0 to 23."""

    type = Integer()
    inherit_cache = True


class days_since(FunctionElement[int]):
    """``days_since(instant, day)``: whole calendar days in China from the day to the instant's day."""

    type = Integer()
    inherit_cache = True


@compiles(china_hour, "sqlite")
def _hour_on_sqlite(element: china_hour, compiler: SQLCompiler, **options: Any) -> str:
    instant = compiler.process(element.clauses, **options)
    return f"CAST(strftime('%H', {instant}, '+8 hours') AS INTEGER)"


@compiles(china_hour, "postgresql")
def _hour_on_postgresql(element: china_hour, compiler: SQLCompiler, **options: Any) -> str:
    instant = compiler.process(element.clauses, **options)
    return f"CAST(EXTRACT(HOUR FROM {instant} AT TIME ZONE 'Asia/Shanghai') AS INTEGER)"


def _two(element: days_since, compiler: SQLCompiler, options: dict[str, Any]) -> tuple[str, str]:
    instant, day = (compiler.process(clause, **options) for clause in element.clauses)
    return instant, day


@compiles(days_since, "sqlite")
def _days_on_sqlite(element: days_since, compiler: SQLCompiler, **options: Any) -> str:
    instant, day = _two(element, compiler, options)
    return f"CAST(julianday(date({instant}, '+8 hours')) - julianday({day}) AS INTEGER)"


@compiles(days_since, "postgresql")
def _days_on_postgresql(element: days_since, compiler: SQLCompiler, **options: Any) -> str:
    instant, day = _two(element, compiler, options)
    return f"(CAST({instant} AT TIME ZONE 'Asia/Shanghai' AS DATE) - {day})"
