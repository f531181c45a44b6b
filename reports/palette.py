"""The colours of the pictures: each is a CSS custom property whose light value is the fallback."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

PAPER = "#fdfcf9"
INK = "#1a1e1d"
INK_SOFT = "#646b68"
RULE = "#dddad0"
ACCENT = "#0b6568"

GRADE_GREEN = "#2f8a3e"
GRADE_BLUE = "#2b66b1"
GRADE_YELLOW = "#d79f08"
GRADE_RED = "#c4382f"
GRADE_BLACK = "#26282b"

CUSTOM_PROPERTIES: Mapping[str, str] = MappingProxyType(
    {
        PAPER: "--paper",
        INK: "--ink",
        INK_SOFT: "--ink-soft",
        RULE: "--rule",
        ACCENT: "--accent",
        GRADE_GREEN: "--grade-green",
        GRADE_BLUE: "--grade-blue",
        GRADE_YELLOW: "--grade-yellow",
        GRADE_RED: "--grade-red",
        GRADE_BLACK: "--grade-black",
    }
)


@dataclass(frozen=True)
class GradeLook:
    """How a grade is told apart without its colour: by a shape as a mark, by a hatch in a bar."""

    fill: str
    shape: str
    hatch: str


PLAIN = GradeLook(fill=INK_SOFT, shape="circle", hatch="")
UNRATED = GradeLook(fill=PAPER, shape="ring", hatch="///")

_LOOKS: Mapping[str, GradeLook] = MappingProxyType(
    {
        "green": GradeLook(GRADE_GREEN, "circle", ""),
        "blue": GradeLook(GRADE_BLUE, "square", "//"),
        "yellow": GradeLook(GRADE_YELLOW, "up", "||"),
        "red": GradeLook(GRADE_RED, "down", "xx"),
        "black": GradeLook(GRADE_BLACK, "cross", "--"),
    }
)


def grade_look(colour: str | None) -> GradeLook:
    """Return the look of a grade's colour; a scheme that names no colour gets ink, not a guess."""
    return _LOOKS.get(colour or "", PLAIN)
