"""Names of organisations: how they are searched for, and which two could be taken for each other."""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Literal

from pypinyin import Style, lazy_pinyin

from identity.regions import NATION, children

DATA = Path(__file__).parent / "data"

ZERO = str.maketrans("○◯", "〇〇")
"""Circles that are typed for 〇, as in 二〇二所."""

PASSED_OVER = re.compile("[\u2219\u22c5\u318d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Interpuncts that Unicode does not class as punctuation, and variation selectors."""

MOST_INITIALS = 16
"""How many strings of initials a name may have; those with the fewest rare readings stay."""

LEGAL_FORM = re.compile("(集团)?(股份)?(有限)?(责任)?公司$")

PEOPLE = "蒙古族?|哈萨克|维吾尔|柯尔克孜|朝鲜族|布依族|景颇族|哈尼族|土家族|傈僳族|.族"
REGION_SUFFIX = re.compile(f"(省|市|盟|地区|({PEOPLE})*自治[区州]|特别行政区)$")
"""What a division's full name has behind its short one."""

LookAlike = Literal["same", "variant", "sound", "shape"]
"""`same`: one name written in two ways. `variant`: they differ in the region before the name or in
the legal form after it. `sound`: they are spoken alike. `shape`: they look alike on paper."""


def fold(name: str) -> str:
    """`name` as it is compared: without brackets, interpuncts, punctuation, spaces, width and case.

    Traditional and simplified characters stay apart, and rare characters are kept. A name of
    nothing but punctuation folds to an empty string.
    """
    plain = PASSED_OVER.sub("", unicodedata.normalize("NFKC", name).casefold().translate(ZERO))
    plain = unicodedata.normalize("NFKC", plain)
    kept = "".join(c for c in plain if unicodedata.category(c)[0] not in "PZC")
    # What stood apart from its accent by a mark that is gone now stands beside it.
    return unicodedata.normalize("NFKC", kept)


def _table(name: str) -> list[str]:
    return (DATA / name).read_text("utf-8").splitlines()[1:]


@cache
def _polyphones() -> dict[str, str]:
    return {line[0]: line[2:] for line in _table("polyphones.txt")}


@cache
def _shapes() -> dict[str, str]:
    """Each character of a group of similar ones, and the first of that group."""
    return {character: line[0] for line in _table("similar_shapes.txt") for character in line}


@cache
def _similar() -> dict[str, str]:
    """Each character of a group of similar ones, and that whole group."""
    return {character: line for line in _table("similar_shapes.txt") for character in line}


def _readings(text: str, style: Style) -> list[str]:
    """One reading for each character of `text`; a character without one stands for itself."""
    # The library takes a list of readings from `errors`, too; its types do not say so.
    return lazy_pinyin(text, style=style, errors=list)  # type: ignore[arg-type]


def initials(name: str) -> str:
    """First letters of the Mandarin readings, as 'scly scyy': to be searched as a substring.

    The reading that the words around it ask for comes first; a character with readings that begin
    differently gives one string for each. Latin letters and digits stay; a character whose reading
    is not known is left out.
    """
    folded = fold(name)
    usual = _readings(folded, Style.FIRST_LETTER)
    choices = [_letters(character, letter) for character, letter in zip(folded, usual, strict=True)]
    return " ".join(_fewest_changes([c for c in choices if c]))


def _letters(character: str, usual: str) -> str:
    """The initials a character may have, the usual one first; none if nobody knows its reading."""
    if usual == character and not character.isascii():
        return ""
    others = _polyphones().get(character, "")
    return usual + others.replace(usual, "")


def _fewest_changes(choices: list[str]) -> list[str]:
    """At most MOST_INITIALS strings, those nearest to the usual readings first."""
    open_places = [i for i, letters in enumerate(choices) if len(letters) > 1]
    # Beyond this many places every string of the kept ones has its rare readings in the first.
    varied = set(open_places[: MOST_INITIALS // 2])
    options = [letters if i in varied else letters[:1] for i, letters in enumerate(choices)]
    usual = [letters[0] for letters in choices]
    strings = sorted(
        product(*options),
        key=lambda letters: sum(a != b for a, b in zip(letters, usual, strict=True)),
    )
    return ["".join(letters) for letters in strings[:MOST_INITIALS]]


@cache
def _region_prefix() -> re.Pattern[str]:
    provinces = children(NATION)
    prefectures = [child for province in provinces for child in children(province.code)]
    names = {region.name for region in (*provinces, *prefectures)}
    short = {REGION_SUFFIX.sub("", name) for name in names}
    longest_first = sorted(
        (n for n in names | short if len(n) > 1), key=lambda name: (-len(name), name)
    )
    return re.compile(f"^(?:(?:{'|'.join(map(re.escape, longest_first))})[省市州]?)+")


def core(name: str) -> str:
    """The folded name without the region before it and the legal form after it."""
    folded = fold(name)
    return LEGAL_FORM.sub("", _region_prefix().sub("", folded)) or folded


def _sounds(text: str) -> list[str]:
    """Toneless readings, with the sounds made one that Sichuan speech does not keep apart."""
    return [_sichuan(reading) for reading in _readings(text, Style.NORMAL)]


def _sichuan(reading: str) -> str:
    """zh, ch and sh as z, c and s; initial n as l; final ng as n."""
    flat = re.sub("^([zcs])h", r"\1", reading)
    return re.sub("ng$", "n", re.sub("^n(?=.)", "l", flat))


def sound_key(name: str) -> str:
    """Equal for names that are spoken alike: the key by which look-alikes are found in a register."""
    return " ".join(_sounds(core(name)))


def may_be_traditional(name: str) -> bool:
    """Whether a character stands in the old set of Taiwan (Big5) and not in that of the mainland (GB 2312)."""
    return any(_in(character, "big5") and not _in(character, "gb2312") for character in fold(name))


def _in(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=4096)
def alike_keys(name: str) -> frozenset[str]:
    """The sound keys under which names that could be taken for this one are found in a register.

    Its own, and that of each name with one of its characters taken for one of a similar shape; so a
    name is found that differs in any number of sounds and in one shape.
    """
    kept = core(name)
    varied = (
        kept[:at] + other + kept[at + 1 :]
        for at, character in enumerate(kept)
        for other in _similar().get(character, "")
        if other != character
    )
    return frozenset(" ".join(_sounds(one)) for one in (kept, *varied))


def look_alikes(one: str, other: str) -> LookAlike | None:
    """Why two names could be taken for each other, or None if they can be told apart."""
    if fold(one) == fold(other):
        return "same"
    a, b = core(one), core(other)
    if a == b:
        return "variant"
    if len(a) != len(b):
        return None
    heard = [x == y for x, y in zip(_sounds(a), _sounds(b), strict=True)]
    if all(heard):
        return "sound"
    seen = [_shapes().get(x, x) == _shapes().get(y, y) for x, y in zip(a, b, strict=True)]
    return "shape" if all(h or s for h, s in zip(heard, seen, strict=True)) else None
