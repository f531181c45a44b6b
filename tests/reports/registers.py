"""Two registers of made-up contractors, and what an export says of itself."""

from datetime import UTC, date, datetime

from reports.frames import Column, Kind, Stamp, Table, table
from reports.registers import ListRow, ListWords, ScoreRow, ScoreWords
from reports.workbook import WorkbookWords

SCORE_WORDS = ScoreWords(
    "统一社会信用代码", "机构名称", "市（州）", "评价办法", "动态参考分", "动态参考等级",
    "信用记录数", "公布等级", "公布文号", "异议标注", "备注",
)  # fmt: skip
SCORES = (
    ScoreRow("91510100TESTAAAA0X", "示范甲监测有限公司", "成都市", "监测机构", 8350, "蓝牌", 5),
    ScoreRow("91510300TESTBBBB1Y", "示范乙环评有限公司", "自贡市", "环评单位", -300, "黑牌", 12, "异议处理中"),
    ScoreRow("91510400TESTCCCC2Z", "示范丙运维有限公司", "攀枝花市", "运维机构", None, "未评定", 0),
)  # fmt: skip
LIST_WORDS = ListWords(
    "统一社会信用代码", "机构名称", "市（州）", "名单", "列入事由", "依据", "文号",
    "列入日期", "截止日期", "状态", "异议标注",
)  # fmt: skip
LISTINGS = (
    ListRow(
        "91510100TESTAAAA0X", "示范甲监测有限公司", "成都市", "严重失信主体名单", "监测数据弄虚作假",
        "第12条", "示环罚〔2026〕3号", date(2026, 3, 1), date(2029, 2, 28), "在列",
    ),
    ListRow(
        "91510300TESTBBBB1Y", "示范乙环评有限公司", "自贡市", "严重失信主体名单", "粗制滥造",
        "第9条", "示环罚〔2026〕7号", date(2026, 5, 8), "终身", "在列", "异议标注",
    ),
)  # fmt: skip
STAMP = Stamp(
    title="第三方服务机构评价得分表",
    export_id="EX-2026-000123",
    as_of=date(2026, 11, 21),
    known_on=date(2026, 11, 20),
    generated_at=datetime(2026, 11, 21, 2, 3, 4, tzinfo=UTC),
    filters=("市（州）：成都市、自贡市", "信用等级：全部"),
    demo="演示数据",
)
WORKBOOK_WORDS = WorkbookWords(
    number="序号", total="合计", rows="%(count)s条", empty="没有符合条件的记录",
    as_of="评价基准日", known_on="信息截止日", generated_at="生成时间", export_id="导出编号",
    filters="筛选条件", reporting_unit="填报单位", maker="制表人", checker="审核人", date="日期",
    page="第%(page)s页 共%(pages)s页", colon="：", separator="；",
)  # fmt: skip


def free_text(*values: str) -> Table:
    """Return a table of one column of free text."""
    return table([{"text": value} for value in values], (Column("text", "内容", Kind.TEXT),))
