"""A small made-up province: what the pictures of the tests are drawn from."""

from datetime import date, timedelta
from random import Random

from reports.charts import (
    Flow,
    GradeCount,
    Layer,
    Mark,
    MonthOfGrades,
    MonthOfListings,
    Part,
    RegionValue,
    StandingFrom,
    Tile,
)
from reports.picture import Band, Scale

BANDS = (
    Band("黑牌", "black", 0, 4000),
    Band("红牌", "red", 4000, 6000),
    Band("黄牌", "yellow", 6000, 8000),
    Band("蓝牌", "blue", 8000, 9000),
    Band("绿牌", "green", 9000, 12000),
)
SCALE = Scale(BANDS)
BLUE = BANDS[3]
PEERS = tuple(sorted(round(Random(number).gauss(8150, 1200)) for number in range(126)))

TODAY = date(2026, 11, 21)
SPAN = (date(2025, 1, 1), date(2027, 3, 31))
STANDINGS = (
    StandingFrom(date(2024, 12, 1), 9200),
    StandingFrom(date(2025, 3, 14), 8900),
    StandingFrom(date(2025, 6, 2), 9100),
    StandingFrom(date(2025, 9, 18), 7850),
    StandingFrom(date(2026, 1, 30), 7550),
    StandingFrom(date(2026, 3, 14), 7850),
    StandingFrom(date(2026, 8, 3), 8350),
    StandingFrom(date(2027, 3, 1), 8650),
)
MARKS = (
    Mark(date(2025, 3, 14), "监测报告原始记录不完整", -300, 8900, "/events/1"),
    Mark(date(2025, 6, 2), "省级质量控制检查全部合格", 200, 9100, "/events/2"),
    Mark(date(2025, 9, 18), "未按规范采样 & 记录 <补记>", -1250, 7850, "/events/3"),
    Mark(date(2026, 1, 30), "逾期提交成果", -300, 7550, "/events/4"),
    Mark(date(2026, 8, 3), "参加应急监测", 500, 8350, "/events/5"),
)

COUNTS = (
    GradeCount("绿牌", "green", 18),
    GradeCount("蓝牌", "blue", 54),
    GradeCount("黄牌", "yellow", 31),
    GradeCount("红牌", "red", 9),
    GradeCount("黑牌", "black", 3),
    GradeCount("未评定", None, 11, rated=False),
)

LAYERS = tuple(Layer(row.name, row.colour, rated=row.rated) for row in COUNTS)
MONTH_ENDS = tuple(
    MonthOfGrades(
        date(2025 + (n + 1) // 12, (n + 1) % 12 + 1, 1) - timedelta(days=1),
        tuple(max(0, row.count - place + n % 3) for place, row in enumerate(COUNTS)),
    )
    for n in range(13)
)
MONTHS = tuple(
    MonthOfListings(date(2025 + (11 + n) // 12, (11 + n) % 12 + 1, 1), entered, ended)
    for n, (entered, ended) in enumerate(
        [
            (2, 0),
            (1, 1),
            (4, 0),
            (3, 2),
            (0, 0),
            (2, 5),
            (6, 1),
            (1, 0),
            (0, 3),
            (3, 1),
            (5, 2),
            (2, 1),
        ]
    )
)

PREFECTURES = (
    ("510100", "成都市", 5, 2, 41),
    ("510300", "自贡市", 4, 4, 6),
    ("510400", "攀枝花市", 2, 5, 3),
    ("510500", "泸州市", 6, 4, 12),
    ("510600", "德阳市", 5, 1, 9),
    ("510700", "绵阳市", 4, 1, 17),
    ("510800", "广元市", 4, 0, 4),
    ("510900", "遂宁市", 6, 2, 5),
    ("511000", "内江市", 5, 3, 7),
    ("511100", "乐山市", 3, 3, 11),
    ("511300", "南充市", 6, 1, 13),
    ("511400", "眉山市", 4, 2, 8),
    ("511500", "宜宾市", 5, 4, 15),
    ("511600", "广安市", 7, 2, 0),
    ("511700", "达州市", 6, 0, 10),
    ("511800", "雅安市", 3, 2, 2),
    ("511900", "巴中市", 5, 0, 4),
    ("512000", "资阳市", 4, 3, 5),
    ("513200", "阿坝藏族羌族自治州", 3, 0, 1),
    ("513300", "甘孜藏族自治州", 2, 2, None),
    ("513400", "凉山彝族自治州", 2, 4, 9),
)
REGIONS = tuple(RegionValue(code, name, value) for code, name, _, _, value in PREFECTURES)
TILES = tuple(
    Tile(code, name.removesuffix("市")[:3].removesuffix("藏").removesuffix("彝"), x - 2, y, value)
    for code, name, x, y, value in PREFECTURES
)

PARTS = (
    Part("质量控制", 600, -450),
    Part("环境守法", 0, -1250),
    Part("履约进度", 0, -300),
    Part("社会责任", 500, 0),
    Part("维度封顶", 0, -150, adjustment=True),
)
FLOWS = (
    Flow("绿牌", "绿牌", 14),
    Flow("绿牌", "蓝牌", 4),
    Flow("蓝牌", "绿牌", 2),
    Flow("蓝牌", "蓝牌", 46),
    Flow("蓝牌", "黄牌", 6),
    Flow("黄牌", "黄牌", 27),
    Flow("黄牌", "红牌", 4),
    Flow("红牌", "红牌", 8),
    Flow("红牌", "黑牌", 1),
    Flow("黑牌", "黑牌", 3),
)
