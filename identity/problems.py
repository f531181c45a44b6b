"""One thing that is wrong with a value: a code and its parameters, which the pages put into words."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """`code` names the fault, `params` hold what the sentence about it needs."""

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)
