"""The leaflet inside a bundle: what it is, how long it may be used, how it is checked, in both languages."""

from datetime import date

_TEXT = """名单核验包　Bundle

{title_zh}
基准日：{on}　共 {rows} 行　导出编号：{number}
请勿在 {until} 之后依据或转载本文件。{demo_zh}

report.*      导出的文件
rows.jsonl    整册各行，每行一条
hashes.txt    各行的哈希值
proof.json    存证记录、其证明路径和封存凭证

核验：用 Python 3.11 以上版本运行
    python verify/check.py 本文件.zip --key 指纹 [--company 统一社会信用代码或名称]
核验程序 verify 由生态环境部门随时提供，不需要联网，也不需要部门配合。指纹请向部门另行核对，
不要采用与本文件一同收到的指纹。
本文件证明生态环境部门承诺整册即为如此；存证记录证明“有”，不证明“无”。

{title_en}
As of {on}, {rows} rows, export number {number}
Do not rely on or republish after {until}.{demo_en}

report.*      the exported file
rows.jsonl    the rows, one a line
hashes.txt    the hash of each row
proof.json    the entry in the record, its path, and the checkpoint

To check it, run with Python 3.11 or newer
    python verify/check.py THIS.zip --key FINGERPRINT [--company CODE|NAME]
The checker needs neither network nor department. Get the fingerprint from the department by another way than
this file. What is proved is what the department committed to as the whole; a log proves inclusion, not absence.
"""


_TITLES = {
    "register/public": ("对社会公布的名单（整册）", "The public register, whole"),
    "register/all": (
        "名单（整册，含未对社会公布的）",
        "The register, whole, with what is not public",
    ),
    "lists": ("名单报告", "Report of the lists"),
    "scores": ("评价得分表", "Score table"),
    "bulletin/public": ("信用评价半年通报", "Half-yearly bulletin"),
    "snapshot": ("封存的评价得分表", "Sealed standing"),
}
"""By kind, and for a register by kind and scope."""


def leaflet(kind: str, on: date, until: date, rows: int, number: str, *, demo: bool) -> bytes:
    """Return the leaflet for an export of this kind."""
    title = _TITLES[kind]
    text = _TEXT.format(
        title_zh=title[0],
        title_en=title[1],
        on=on,
        until=until,
        rows=rows,
        number=number,
        demo_zh="演示数据，机构、人员、文号均为虚构。" if demo else "",
        demo_en=" Demonstration data, all invented." if demo else "",
    )
    return text.encode()
