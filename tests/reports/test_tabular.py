"""CSV that pandas and Excel read unasked, and JSON whose points are exact."""

import hashlib
import io
import json
import zipfile

import pandas as pd

from reports.registers import list_table, score_table
from reports.tabular import csv_bytes, json_bytes, stamped_csv
from tests.reports.registers import LIST_WORDS, LISTINGS, SCORE_WORDS, SCORES, STAMP


def test_a_csv_opens_in_excel_as_chinese():
    assert csv_bytes(score_table(SCORES, SCORE_WORDS)).startswith(b"\xef\xbb\xbf")


def test_a_csv_is_read_by_pandas_without_any_option():
    frame = pd.read_csv(io.BytesIO(csv_bytes(score_table(SCORES, SCORE_WORDS))))
    assert list(frame["动态参考分"])[:2] == [83.5, -3.0]
    assert list(frame["机构名称"]) == [row.name for row in SCORES]


def test_the_stamp_lies_beside_the_csv_and_names_it_by_its_hash():
    bundle = zipfile.ZipFile(
        io.BytesIO(stamped_csv(score_table(SCORES, SCORE_WORDS), STAMP, "scores"))
    )
    assert bundle.namelist() == ["scores.csv", "scores.stamp.json"]
    stamp = json.loads(bundle.read("scores.stamp.json"))
    assert stamp["sha256"] == hashlib.sha256(bundle.read("scores.csv")).hexdigest()
    assert stamp["as_of"] == "2026-11-21"
    assert stamp["known_on"] == "2026-11-20"
    assert stamp["generated_at"] == "2026-11-21T02:03:04Z"
    assert stamp["demo"] == "演示数据"
    assert stamp["rows"] == 3


def test_json_keeps_points_as_decimal_strings_and_dates_as_days():
    scores = json.loads(json_bytes(score_table(SCORES, SCORE_WORDS), STAMP))
    assert [row["points"] for row in scores["rows"]] == ["83.50", "-3.00", None]
    assert scores["columns"][4] == {"key": "points", "title": "动态参考分", "kind": "points"}
    listings = json.loads(json_bytes(list_table(LISTINGS, LIST_WORDS), STAMP))
    assert [row["last_day"] for row in listings["rows"]] == ["2029-02-28", "终身"]


def test_the_same_rows_give_the_same_text():
    scores = score_table(SCORES, SCORE_WORDS)
    assert stamped_csv(scores, STAMP, "a") == stamped_csv(scores, STAMP, "a")
    assert json_bytes(scores, STAMP) == json_bytes(scores, STAMP)
