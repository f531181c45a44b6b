"""The simple rules as a PMML scorecard with reason codes, scored by JPMML; it needs Java."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from xml.etree import ElementTree as ET

import jpmml_evaluator
import pandas as pd

from benchmarks.score.simple_rules import MOST, Cell, cells
from benchmarks.score.weighed import Event, Weighed

FIELDS = {
    "behaviour": ("categorical", "string"),
    "severity": ("categorical", "string"),
    "quantity": ("continuous", "double"),
    "amount": ("continuous", "double"),
}
WARMING = 20
"""So many runs before the first that counts: Java is fast only after some."""


def prepare(events: Sequence[Event]) -> Callable[[], Weighed]:
    """The scorecard, warmed up, over a frame of facts in one call and one thread."""
    backend = jpmml_evaluator.make_backend("jpype")
    evaluator = jpmml_evaluator.make_evaluator(ET.tostring(_scorecard()), backend)
    frame = pd.DataFrame(events).astype({"quantity": float, "amount": float})

    def weigh() -> Weighed:
        answer = evaluator.evaluateAll(frame, parallelism=1)
        return Weighed([int(points) for points in answer["points"]], list(answer["reason"]))

    few = frame.head(2_000)
    for _ in range(WARMING):
        evaluator.evaluateAll(few, parallelism=1)
    return weigh


def _scorecard() -> ET.Element:
    """One characteristic with an attribute for each cell; the first that holds is taken."""
    document = ET.Element("PMML", version="4.4", xmlns="http://www.dmg.org/PMML-4_4")
    ET.SubElement(document, "Header")
    fields = ET.SubElement(document, "DataDictionary")
    card = ET.SubElement(
        document,
        "Scorecard",
        functionName="regression",
        initialScore="0",
        useReasonCodes="true",
        reasonCodeAlgorithm="pointsBelow",
        baselineScore="0",
    )
    schema = ET.SubElement(card, "MiningSchema")
    for name, (optype, kind) in FIELDS.items():
        ET.SubElement(fields, "DataField", name=name, optype=optype, dataType=kind)
        ET.SubElement(schema, "MiningField", name=name)
    _outputs(ET.SubElement(card, "Output"))
    weight = ET.SubElement(ET.SubElement(card, "Characteristics"), "Characteristic", name="weight")
    for cell in cells():
        _attribute(weight, cell)
    return document


def _outputs(output: ET.Element) -> None:
    points = {"optype": "continuous", "dataType": "double", "feature": "predictedValue"}
    reason = {"optype": "categorical", "dataType": "string", "feature": "reasonCode", "rank": "1"}
    ET.SubElement(output, "OutputField", points, name="points")
    ET.SubElement(output, "OutputField", reason, name="reason")


def _attribute(weight: ET.Element, cell: Cell) -> None:
    attribute = ET.SubElement(weight, "Attribute", reasonCode=cell.reason)
    tests = [("behaviour", "equal", cell.behaviour)]
    if cell.severity:
        tests.append(("severity", "equal", cell.severity))
    if cell.at_least:
        tests.append(("amount", "greaterOrEqual", str(cell.at_least)))
    if cell.below:
        tests.append(("amount", "lessThan", str(cell.below)))
    parent = attribute
    if len(tests) > 1:
        parent = ET.SubElement(attribute, "CompoundPredicate", booleanOperator="and")
    for field, operator, value in tests:
        ET.SubElement(parent, "SimplePredicate", field=field, operator=operator, value=value)
    if cell.points is not None:
        attribute.set("partialScore", str(cell.points))
        return
    negative = ET.SubElement(ET.SubElement(attribute, "ComplexPartialScore"), "Apply", function="*")
    ET.SubElement(negative, "Constant", dataType="double").text = "-1"
    least = ET.SubElement(negative, "Apply", function="min")
    ET.SubElement(least, "FieldRef", field="quantity")
    ET.SubElement(least, "Constant", dataType="double").text = str(MOST)
