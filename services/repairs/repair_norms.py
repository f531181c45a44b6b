"""The norms of repair: read from their data file, and the one under which a list or a record falls."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from procedure.repair import Norm, Term

DATA = Path(__file__).resolve().parent.parent / "data" / "repair_norms.toml"


@cache
def norms() -> Mapping[str, Norm]:
    """Every norm by code, in the order of the data file."""
    return {code: _norm(code, row) for code, row in _data()["norms"].items()}


def norm_of(scheme: str, list_code: str | None = None, severity: str | None = None) -> Norm:
    """The norm under which a scheme's list, or a record of a class of behaviour, falls."""
    asked = {"scheme": scheme, "list": list_code, "severity": severity}
    for row in _data()["uses"]:
        if all(asked[key] == value for key, value in row.items() if key != "norm"):
            return norms()[row["norm"]]
    raise LookupError(f"no norm of repair is used for {scheme}")


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def _norm(code: str, row: Mapping[str, Any]) -> Norm:
    words = {key: row[key] for key in ("title", "basis", "scope", "decides", "source")}
    terms = {severity: _term(term) for severity, term in row["terms"].items()}
    return Norm(code=code, terms=terms, barred_months=row["barred_months"], **words)


def _term(row: Mapping[str, Any]) -> Term:
    return Term(row.get("minimum"), row.get("maximum"), row.get("public", True))
