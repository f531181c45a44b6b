"""What can be wrong with the text, the keys and the values of a ruleset, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

OF_VALUES: Mapping[str, tuple[str, str]] = {
    "toml": (
        "第 {line} 行写法有误（{detail}）；请改正该行。",
        "Line {line} cannot be read ({detail}); correct it.",
    ),
    "toml_twice": (
        "第 {line} 行的这一项写了两次；每一项只能写一次，请只留一处。",
        "Line {line}: this stands twice; each key may stand once, keep one.",
    ),
    "toml_deep": (
        "文件层次过深，无法读取；请按格式说明书写。",
        "The file is nested too deeply to be read; write it as the format says.",
    ),
    "toml_string": (
        "第 {line} 行的文字没有写完；文字须在同一行内用英文双引号括起。",
        "Line {line}: a text does not end; put it in double quotes on one line.",
    ),
    "toml_array": (
        "第 {line} 行的列表没有写完；请在各项之间写英文逗号，末尾写 ]。",
        "Line {line}: a list does not end; put commas between its items and ] at its end.",
    ),
    "toml_inline_table": (
        "第 {line} 行的表没有写完；请在各项之间写英文逗号，末尾在同一行写 }}。",
        "Line {line}: a table does not end; put commas between its keys and }} on the same line.",
    ),
    "toml_equals": (
        "第 {line} 行的项名之后应有等号；请写成“项 = 值”。",
        "Line {line}: a key must be followed by =; write “key = value”.",
    ),
    "toml_header": (
        "第 {line} 行的表名没有写完；单个表写 [名称]，列表中的表写 [[名称]]。",
        "Line {line}: a heading does not end; write [name], or [[name]] for one of several.",
    ),
    "toml_newline": (
        "第 {line} 行在值之后还有多余内容；一行只写一项，其余另起一行。",
        "Line {line}: something stands after the value; write one key a line.",
    ),
    "toml_date": (
        "第 {line} 行的日期不存在或者写法有误；请写成 2026-01-01。",
        "Line {line}: there is no such date; write it as 2026-01-01.",
    ),
    "toml_value": (
        "第 {line} 行的值无法识别；文字须加英文双引号，数值、括号和逗号须用半角。",
        (
            "Line {line}: the value cannot be read; put text in double quotes, and write numbers, "
            "brackets and commas in half width."
        ),
    ),
    "toml_statement": (
        "第 {line} 行不是“项 = 值”的写法；项名、等号和括号须用半角，说明文字前须写 #。",
        "Line {line} is not of the form “key = value”; begin a remark with #.",
    ),
    "toml_digits": (
        "有一个整数位数过多，无法读取；请核对数值。",
        "A whole number has too many digits to be read; check the numbers.",
    ),
    "too_large": (
        "文件过大（{size} 字节），最多 {most} 字节；请删去不需要的内容，或者分为几个评价办法。",
        (
            "The file has {size} bytes, at most {most} are accepted; remove what is not needed or "
            "make several schemes of it."
        ),
    ),
    "unknown_key": (
        "没有“{key}”这一项{hint_zh}；此处可用的项为：{allowed}。",
        "There is no key “{key}” here{hint_en}; the keys are: {allowed}.",
    ),
    "missing": (
        "缺少“{key}”（{label_zh}），必须填写。",
        "“{key}” ({label_en}) is missing and must be given.",
    ),
    "wrong_type": (
        "应为{wanted_zh}，现为 {found}。",
        "This must be {wanted_en}; it is {found}.",
    ),
    "bad_choice": (
        "“{found}”不可用{hint_zh}；可用值为：{allowed}。",
        "“{found}” is not possible{hint_en}; choose one of: {allowed}.",
    ),
    "unseen": (
        "文字中有看不见的字符（{found}）；请删去，一段文字只写一行。",
        "The text holds a character that cannot be seen ({found}); remove it, and use one line.",
    ),
    "bad_code": (
        "代码“{found}”不合规范：须以字母或数字开头，仅含字母、数字和 _ - .，至多 64 个字符。",
        (
            "“{found}” is no code: it starts with a letter or digit and has only letters, digits, "
            "_ - and ., at most 64."
        ),
    ),
    "places": (
        "{found} 的小数位过多，此处最多 {places} 位。",
        "{found} has too many decimals; at most {places} are possible here.",
    ),
    "out_of_range": (
        "{found} 超出范围，应在 {least} 至 {most} 之间（含两端）。",
        "{found} is out of range; it must lie from {least} to {most}, both included.",
    ),
    "empty": ("不能为空，至少应有 {least} 项。", "This is empty; give at least {least}."),
    "too_many": (
        "共有 {found} 项，最多 {most} 项；请删减。",
        "There are {found}; at most {most} are possible, remove some.",
    ),
    "untold": (
        "另有 {found} 处问题未逐一列出；请先改正以上各处，再次检查。",
        "There are {found} more problems; mend those above first and check again.",
    ),
    "duplicate": (
        "“{found}”重复；每个代码只能出现一次。",
        "“{found}” stands twice; each may stand once.",
    ),
    "not_found": (
        "没有代码为“{found}”的{what_zh}{hint_zh}；已有：{allowed}。",
        "There is no {what_en} “{found}”{hint_en}; there are: {allowed}.",
    ),
    "exactly_one": (
        "{allowed} 必须且只能写一项，现有 {found}。",
        "Exactly one of {allowed} must be given; there is {found}.",
    ),
    "two_edges": (
        "同一侧写了两个界限：{found}；请只留一个。",
        "Two edges on one side: {found}; keep one.",
    ),
}
