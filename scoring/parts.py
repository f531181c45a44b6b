"""Each table that was read as the part of a ruleset that it describes."""

from __future__ import annotations

from scoring.bands import edges
from scoring.reading import Reader, Table
from scoring.ruleset import (
    Affiliates,
    Band,
    Basis,
    Behaviour,
    Condition,
    Dimension,
    Effect,
    Escalation,
    EscalationStep,
    Grade,
    Indicator,
    Line,
    ListRule,
    Override,
    Period,
    Scale,
    calendar_months,
)

NO_SCALE = Scale(0, "down", 0, 0, 0, "half_up", 1, None)
"""What a category scheme has in place of one."""


def indicator(row: Table, path: str, reader: Reader) -> Indicator:
    ladder = row.get("ladder")
    where = f"{path}.ladder.steps" if ladder else f"{path}.bands"
    rows = ladder["steps"] if ladder else row.get("bands")
    line = row.get("line")
    return Indicator(
        code=row["code"],
        label=row["label"],
        dimension=row["dimension"],
        kind=row["kind"],
        behaviours=row["behaviours"],
        retired=row["retired"],
        valid_for=row.get("valid_for"),
        delay=row.get("delay"),
        clause=row["clause"],
        source=row["source"],
        points=row.get("points"),
        by_severity=row.get("by_severity"),
        ladder_of=ladder["of"] if ladder else None,
        bands=_bands(rows or (), where, reader),
        line=_line(line) if line else None,
        times_quantity=row.get("times") == "quantity",
        cap_per_event=row.get("cap_per_event"),
        cap=row.get("cap"),
        repair=row.get("repair"),
        lowest=row.get("lowest") or 0,
        highest=row.get("highest") or 0,
        min_sample=row.get("min_sample") or 0,
        when_unassessed=row.get("when_unassessed"),
        escalate=_escalation(row.get("escalate"), f"{path}.escalate", reader),
        refuted_by=row.get("refuted_by") or (),
        periods=row.get("periods") or 0,
        work=row.get("work") or (),
        at_least=row.get("at_least") or 0,
    )


def _escalation(row: Table | None, path: str, reader: Reader) -> Escalation | None:
    if row is None:
        return None
    steps = (_step(step, f"{path}.steps[{n}]", reader) for n, step in enumerate(row["steps"], 1))
    return Escalation(row["within"], row["like"], tuple(steps))


def _step(row: Table, path: str, reader: Reader) -> EscalationStep:
    _exactly_one(row, ("times", "add", "as"), path, reader)
    return EscalationStep(row["nth"], row["times"], row["add"], row["as"])


def _exactly_one(row: Table, names: tuple[str, ...], path: str, reader: Reader) -> None:
    given = [name for name in names if row[name] is not None]
    if len(given) != 1:
        allowed, found = ", ".join(names), " + ".join(given) or "—"
        reader.wrong(path, "exactly_one", allowed=allowed, found=found)


def _bands(rows: tuple[Table, ...], path: str, reader: Reader) -> tuple[Band, ...]:
    found = []
    for n, row in enumerate(rows, 1):
        lower, upper = edges(row, reader, f"{path}[{n}]")
        found.append(Band(lower, upper, row["points"]))
    return tuple(found)


def grade(row: Table, path: str, reader: Reader) -> Grade:
    lower, upper = edges(row, reader, path)
    effects = _effects(row)
    return Grade(row["code"], row["name"], row["colour"], lower, upper, effects, row["clause"])


def list_rule(row: Table, path: str, reader: Reader) -> ListRule:
    publicity = row["publicity"]
    enter, leave = (
        tuple(_condition(c, f"{path}.{name}[{n}]", reader) for n, c in enumerate(row[name], 1))
        for name in ("enter", "leave")
    )
    affiliates = row["affiliates"]
    return ListRule(
        code=row["code"],
        label=row["label"],
        severity_class=row["class"],
        basis=row["basis"],
        scope=row["scope"],
        mode=row["mode"],
        length=row["length"],
        again=row["again"],
        effects=_effects(row),
        publicity=(publicity["min_months"], publicity["max_months"]) if publicity else None,
        enter=enter,
        clause=row["clause"],
        leave=leave,
        approval=row["approval"],
        standstill=row["standstill"],
        affiliates=_affiliates(affiliates) if affiliates else None,
    )


def _condition(row: Table, path: str, reader: Reader) -> Condition:
    if "at_or_above" in row:
        _exactly_one(row, ("at_or_above", "at_or_below"), path, reader)
    above, below = row.get("at_or_above"), row.get("at_or_below")
    return Condition(
        on=row["on"],
        target=row.get("indicator") or row.get("dimension"),
        behaviours=row.get("behaviours") or (),
        above=above is not None,
        at=(below if above is None else above) or 0,
        grades=row.get("grades") or (),
        periods=row.get("periods") or 0,
        at_least=row.get("at_least") or 0,
        within=row.get("within"),
    )


def basis(row: Table, path: str, reader: Reader) -> Basis:
    return Basis(**row)


def _effects(row: Table) -> tuple[Effect, ...]:
    return tuple(Effect(**effect) for effect in row["effects"] if effect)


def scale(row: Table) -> Scale:
    return Scale(
        start=row["start"],
        direction=row["direction"],
        floor=row["floor"],
        ceiling=row["ceiling"],
        places=row["places"],
        rounding=row["rounding"],
        whole=row["whole"] or 1,
        clause=row["clause"],
    )


def period(row: Table) -> Period:
    kind, unit = row["kind"], row.get("unit")
    return Period(
        kind=kind,
        months=calendar_months(row["unit"]) if kind == "calendar" else row.get("months") or 0,
        unit=unit,
        carry_over=row.get("carry_over") is not None,
        restart_on=row.get("restart_on") or (),
        suspend_during=row.get("suspend_during") or (),
        restart_after=row.get("restart_after") or (),
    )


def behaviour(row: Table, path: str, reader: Reader) -> Behaviour:
    return Behaviour(
        code=row["code"],
        label=row["label"],
        nature=row["nature"],
        severity_class=row["class"],
        confirm=row["confirm"],
        fields=row["fields"],
        unit=row["unit"],
        clause=row["clause"],
        source=row["source"],
    )


def dimension(row: Table, path: str, reader: Reader) -> Dimension:
    return Dimension(
        code=row["code"],
        label=row["label"],
        floor=row["floor"],
        ceiling=row["ceiling"],
        part=1,
        start=row["start"] or 0,
        clause=row["clause"],
    )


def _line(row: Table) -> Line:
    low, high = row["from"], row["to"]
    return Line(low["rating"], low["points"], high["rating"], high["points"])


def override(row: Table, path: str, reader: Reader) -> Override:
    return Override(
        code=row["code"],
        label=row["label"],
        kind=row["kind"],
        behaviours=row.get("behaviours") or (),
        grade=row.get("grade"),
        lasts=row.get("for"),
        measure=row.get("measure") or "facts",
        at_least=row.get("at_least") or 0,
        clause=row["clause"],
        by=row.get("by") or 0,
        when=row.get("when") or (),
        periods=row.get("periods") or 0,
        within=row.get("within"),
    )


def _affiliates(row: Table) -> Affiliates:
    return Affiliates(row["list"], row["length"], row["relations"])
