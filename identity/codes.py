"""Codes of organisations and persons: what is written, whether it can be right, what was meant."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from identity.problems import Problem

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of GB 32100-2015, in the order of their values; I, O, S, V and Z are not used."""

ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
"""GB 11714-1997, for the eight characters that precede the organisation's own check character."""

CITIZEN_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CITIZEN_CHECKS = "10X98765432"
"""GB 11643-1999: the check character for each remainder of the weighted sum by 11."""

CITIZEN_PROVINCES = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[0-9]")
"""First two digits (GB/T 2260); 81 to 83 also stand on residence permits of people from Hong Kong,
Macao and Taiwan, and a leading 9 on those of foreigners."""

MEANT = {"S": "5", "O": "0", "I": "1", "Z": "2"}
"""Letters outside the alphabet, and the digit each is mistaken for."""

MISREAD = {"B": "8", "8": "B"}
"""Two characters of the alphabet that are mistaken for one another on a scan."""

MAX_MISREAD = 6
"""Beyond six places the guesses outnumber what the two checks can tell apart."""

WIDTH = {full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)}
UPPER = {ord(letter): ord(letter) - 32 for letter in "abcdefghijklmnopqrstuvwxyz"}
IGNORED = re.compile(r"[\s\-\u00ad\u2010-\u2015\u2212\ufe63\u200b\u2060\ufeff]")

CHECK_PROBLEMS = frozenset({"check_character", "check_written_y", "organisation_check"})


@dataclass(frozen=True)
class LegalForm:
    """What the first two characters of a credit code say about its bearer: only a hint."""

    zh: str
    en: str


@dataclass(frozen=True)
class CodeCheck:
    """`code` is what was written, made upper-case and half-width, without spaces and hyphens.

    `suggestions` are codes that would be right and look like this one: a person picks, never we.
    """

    code: str
    problems: tuple[Problem, ...] = ()
    suggestions: tuple[str, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    @property
    def may_be_overridden(self) -> bool:
        """Whether only check characters fail, as they do on some codes really in use."""
        return bool(self.problems) and all(p.code in CHECK_PROBLEMS for p in self.problems)


def normalise(text: str) -> str:
    """`text` half-width and upper-case, without white space, hyphens and invisible characters.

    Only width and ASCII case are changed: a circled or Greek digit stays and is found wrong.
    """
    return IGNORED.sub("", text.translate(WIDTH)).translate(UPPER)


def weighted_sum(code: str) -> int:
    """The sum of GB 32100-2015 over the first 17 characters, modulo 31."""
    return sum(ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(code[:17])) % 31


def check_character(code: str) -> str:
    """The 18th character that the first 17 ask for."""
    return ALPHABET[-weighted_sum(code) % 31]


def organisation_check(code: str) -> str:
    """The 17th character that characters 9 to 16 ask for (GB 11714-1997; A is 10 … Z is 35)."""
    total = sum(int(c, 36) * w for c, w in zip(code[8:16], ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def check_code(text: str) -> CodeCheck:
    """A unified social credit code (GB 32100-2015), with both of its check characters.

    Problems: `empty`; `length` (length, expected); `characters` (characters, positions);
    `authority` (characters); `division` (characters); `organisation_check` (written, expected);
    `check_character` (written, expected); `check_written_y` (expected): registers that reckon
    modulo 30 wrote Y where the standard asks for 1.
    """
    code = normalise(text)
    problems = tuple(_code_problems(code))
    return CodeCheck(code, problems, tuple(_suggestions(code)) if problems else ())


def _code_problems(code: str) -> Iterator[Problem]:
    shape = _shape_problem(code, 18, ALPHABET)
    if shape:
        yield shape
        return
    if code[:2] not in LEGAL_FORMS:
        yield Problem("authority", {"characters": code[:2]})
    if not code[2:8].isdecimal():
        yield Problem("division", {"characters": code[2:8]})
    if code[16] != organisation_check(code):
        yield Problem(
            "organisation_check", {"written": code[16], "expected": organisation_check(code)}
        )
    if code[17] != check_character(code):
        yield _check_problem(code)


def _check_problem(code: str) -> Problem:
    expected = check_character(code)
    if weighted_sum(code) == 30 and code[17] == "Y":
        return Problem("check_written_y", {"expected": expected})
    return Problem("check_character", {"written": code[17], "expected": expected})


def _shape_problem(code: str, length: int, alphabet: str) -> Problem | None:
    if not code:
        return Problem("empty")
    if len(code) != length:
        return Problem("length", {"length": len(code), "expected": length})
    wrong = [i for i, c in enumerate(code) if c not in alphabet]
    if not wrong:
        return None
    characters = "".join(dict.fromkeys(code[i] for i in wrong))
    return Problem(
        "characters",
        {"characters": characters, "positions": ", ".join(str(i + 1) for i in wrong)},
    )


def _suggestions(code: str) -> list[str]:
    """Codes without any problem that differ only by characters that are mistaken for these."""
    if len(code) != 18:
        return []
    return _written_with_1(code) or _nearest(code, _code_is_right)


def _written_with_1(code: str) -> list[str]:
    meant = code[:17] + "1"
    return [meant] if code[17] == "Y" and _code_is_right(meant) else []


def _code_is_right(code: str) -> bool:
    return not any(_code_problems(code))


def _nearest(code: str, right: Callable[[str], bool]) -> list[str]:
    """The right readings of `code` that change the fewest of its doubtful characters."""
    plain = "".join(MEANT.get(c, c) for c in code)
    places = [i for i, c in enumerate(plain) if c in MISREAD][:MAX_MISREAD]
    readings = (_with_misread(plain, places, flips) for flips in _flips(len(places)))
    found = [(_distance(plain, r), r) for r in readings if r != code and right(r)]
    fewest = min((distance for distance, _ in found), default=0)
    return [reading for distance, reading in found if distance == fewest]


def _flips(count: int) -> Iterator[tuple[bool, ...]]:
    return product((False, True), repeat=count)


def _with_misread(code: str, places: list[int], flips: tuple[bool, ...]) -> str:
    letters = list(code)
    for place, flip in zip(places, flips, strict=True):
        if flip:
            letters[place] = MISREAD[letters[place]]
    return "".join(letters)


def _distance(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


LEGAL_FORMS: dict[str, LegalForm] = {
    "11": LegalForm("机关", "state organ"),
    "12": LegalForm("事业单位", "public institution"),
    "13": LegalForm("编办直接管理机构编制的群众团体", "mass organisation"),
    "19": LegalForm("机构编制部门登记的其他机构", "other body under staffing administration"),
    "21": LegalForm("外国常驻新闻机构", "resident foreign news bureau"),
    "29": LegalForm("外交部门登记的其他机构", "other body registered with foreign affairs"),
    "31": LegalForm("律师执业机构", "law firm"),
    "32": LegalForm("公证处", "notary office"),
    "33": LegalForm("基层法律服务所", "grass-roots legal service office"),
    "34": LegalForm("司法鉴定机构", "forensic appraisal body"),
    "35": LegalForm("仲裁委员会", "arbitration commission"),
    "39": LegalForm("司法行政部门登记的其他机构", "other body registered with justice"),
    "41": LegalForm("外国在华文化中心", "foreign cultural centre"),
    "49": LegalForm("文化部门登记的其他机构", "other body registered with culture"),
    "51": LegalForm("社会团体", "social association"),
    "52": LegalForm("民办非企业单位(社会服务机构)", "private non-enterprise unit"),
    "53": LegalForm("基金会", "foundation"),
    "59": LegalForm("民政部门登记的其他机构", "other body registered with civil affairs"),
    "61": LegalForm("外国旅游部门常驻代表机构", "foreign tourism office"),
    "62": LegalForm("港澳台地区旅游部门常驻代表机构", "Hong Kong, Macao or Taiwan tourism office"),
    "69": LegalForm("旅游部门登记的其他机构", "other body registered with tourism"),
    "71": LegalForm("宗教活动场所", "place of worship"),
    "72": LegalForm("宗教院校", "religious college"),
    "79": LegalForm("宗教部门登记的其他机构", "other body registered with religious affairs"),
    "81": LegalForm("基层工会", "trade union"),
    "89": LegalForm("工会系统登记的其他机构", "other trade union body"),
    "91": LegalForm("企业", "enterprise"),
    "92": LegalForm("个体工商户", "individual business"),
    "93": LegalForm("农民专业合作社", "farmers' cooperative"),
    "A1": LegalForm("军队事业单位", "military institution"),
    "A9": LegalForm("军队登记的其他机构", "other military body"),
    "N1": LegalForm("组级集体经济组织", "collective of a villagers' group"),
    "N2": LegalForm("村级集体经济组织", "village collective"),
    "N3": LegalForm("乡镇级集体经济组织", "township collective"),
    "N9": LegalForm("农业农村部门登记的其他机构", "other body registered with agriculture"),
    "Y1": LegalForm("其他机构", "other body"),
}
"""Registering authority and category, GB 32100-2015 table 1 and its first amendment."""


def legal_form(code: str) -> LegalForm | None:
    """What the registering authority and category of a normalised `code` hint at."""
    return LEGAL_FORMS.get(code[:2])


def check_eia_number(text: str) -> CodeCheck:
    """The credit number of an EIA firm's engineer: BH and six digits (MEE Notice 2019 No. 38).

    Problem: `eia_number`. Letters that stand for digits are suggested, never put in.
    """
    code = normalise(text)
    if not code:
        return CodeCheck(code, (Problem("empty"),))
    if _is_eia_number(code):
        return CodeCheck(code)
    meant = code[:2].replace("8", "B") + "".join({**MEANT, "B": "8"}.get(c, c) for c in code[2:])
    suggestions = (meant,) if _is_eia_number(meant) else ()
    return CodeCheck(code, (Problem("eia_number"),), suggestions)


def _is_eia_number(code: str) -> bool:
    return re.fullmatch(r"BH[0-9]{6}", code) is not None


def check_identity_number(text: str, on: date) -> CodeCheck:
    """A citizen's identity number (GB 11643-1999), as it can be on the day `on`.

    Problems: `empty`; `length`; `characters`; `division` (characters); `birth_date` (written);
    `check_character`, without the expected one: whoever guesses a number gets no help.
    """
    code = normalise(text)
    return CodeCheck(code, tuple(_citizen_problems(code, on)))


def _citizen_problems(code: str, on: date) -> Iterator[Problem]:
    shape = _shape_problem(code, 18, "0123456789X")
    if shape:
        yield shape
        return
    if "X" in code[:17]:
        yield Problem("characters", {"characters": "X", "positions": str(code.index("X") + 1)})
        return
    if not CITIZEN_PROVINCES.match(code):
        yield Problem("division", {"characters": code[:6]})
    born = _day(code[6:14])
    if born is None or not date(1900, 1, 1) <= born <= on:
        yield Problem("birth_date", {"written": code[6:14]})
    total = sum(int(c) * w for c, w in zip(code[:17], CITIZEN_WEIGHTS, strict=True))
    if code[17] != CITIZEN_CHECKS[total % 11]:
        yield Problem("check_character")


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
