"""Check what the department handed out, with plain Python: a score receipt, or an export with its proof.

    python verify/check.py receipt.json --key FILE|FINGERPRINT
    python verify/check.py bundle.zip --key FILE|FINGERPRINT [--company CODE|NAME]
    python verify/check.py --compare EARLIER LATER --key … [--proof FILE]

Exit code 0: proved, by a key that you named. 1: altered or not of one history; what, is said. 2: not readable, cut
off, or wrongly asked. 3: nothing is wrong, but you named no key to trust, or there is no proof to decide by.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from io import TextIOWrapper
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - whoever checks has the Python he has
    sys.exit("需要 Python 3.11 或更高版本。 Python 3.11 or newer is needed.")

# Run as a file, also with `python -I`, the folder that holds `verify` is not yet known.
if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from verify.check_bundle import Question, check_bundle, is_bundle
from verify.check_receipt import check_receipt
from verify.compare import compare
from verify.receipt import bytes_of
from verify.said import Said, Unreadable
from verify.trust import MOST_KEY_BYTES, Report, Trust, trust_of

PROVED, ALTERED, UNREADABLE, UNPINNED = range(4)


def check(path: Path, trust: Trust, question: Question | None = None) -> Report:
    """Check one file. Raises Unreadable; all else that is wrong stands in the report.

    ``question``: of a bundle, what day it is and which company is asked for.
    """
    if is_bundle(path):
        return check_bundle(path, trust, question or Question(today()))
    if question and question.company:
        raise Unreadable(
            "--company 只用于名单核验包（ZIP）。", "--company is asked of a bundle (ZIP) only."
        )
    return check_receipt(path, trust)


def today() -> date:
    """The day in China, which keeps one time."""
    return (datetime.now(UTC) + timedelta(hours=8)).date()


def told_of(report: Report, trust: Trust) -> tuple[list[Said], int]:
    """The sentences of one report, and its exit code."""
    said = [Said(f"✓ {one.zh}", f"✓ {one.en}") for one in report.told]
    if report.wrong:
        said += [Said(f"✗ {one.zh}", f"✗ {one.en}") for one in report.wrong]
        said.append(Said("结论：不予采信。", "Outcome: do not rely on it."))
        return said, ALTERED
    said.append(report.limits)
    if trust.pinned:
        said.append(Said("结论：属实。", "Outcome: proved."))
        return said, PROVED
    said.append(
        Said(
            "结论：前后一致，但未指定所信任的密钥。请将上列指纹与生态环境部门公布的指纹核对，"
            "并以 --key 指定后重新核验。",
            "Outcome: consistent, but unpinned. Hold the fingerprint above against the one that the department"
            " publishes, and check again with --key.",
        )
    )
    return said, UNPINNED


def told_of_two(paths: Sequence[Path], trust: Trust, proof: Path | None) -> tuple[list[Said], int]:
    """Whether two files come from one history: the sentences and the exit code."""
    reports = [check(path, trust) for path in paths]
    said: list[Said] = []
    for path, report in zip(paths, reports, strict=True):
        said.append(Said(f"{path}：", f"{path}:"))
        said += told_of(report, trust)[0]
    trees = [report.tree for report in reports]
    if any(report.wrong for report in reports) or trees[0] is None or trees[1] is None:
        said.append(
            Said("两份文件不能比较。", "The two cannot be compared, for one of them does not hold.")
        )
        return said, ALTERED
    lines = bytes_of(proof, MOST_KEY_BYTES).decode(errors="replace") if proof else None
    verdict = compare(trees[0], trees[1], lines)
    said.append(verdict.said)
    if verdict.one is None:
        return said, UNPINNED
    if not verdict.one:
        return said, ALTERED
    return said, PROVED if trust.pinned else UNPINNED


def arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Check a score receipt or an export, trusting neither database nor department."
        " 核验评分凭证和名单核验包。",
        epilog="Exit code: 0 proved, 1 altered, 2 unreadable, 3 consistent but unpinned.",
    )
    parser.add_argument("file", type=Path, nargs="?", help="the receipt (JSON) or bundle (ZIP)")
    parser.add_argument("--company", help="was this one on it? A credit code or a name")
    parser.add_argument("--key", help="the key you trust: its fingerprint, or a file of keys")
    parser.add_argument(
        "--compare", type=Path, nargs=2, metavar=("A", "B"), help="do two come from one history?"
    )
    parser.add_argument(
        "--proof", type=Path, help="with --compare: what `flask ledger consistency` printed"
    )
    parser.add_argument("--lang", choices=("zh", "en", "both"), default="both")
    asked = parser.parse_args(given)
    if (asked.file is None) == (asked.compare is None):
        parser.error("name one file, or two with --compare")
    if asked.company and asked.compare:
        parser.error("--company is asked of one bundle")
    if asked.proof and not asked.compare:
        parser.error("--proof belongs to --compare")
    return asked


def main(given: Sequence[str] | None = None) -> int:
    """Print what was found; the exit codes stand at the head of this file."""
    asked = arguments(given)
    try:
        trust = trust_of(asked.key)
        if asked.compare:
            said, code = told_of_two(asked.compare, trust, asked.proof)
        else:
            question = Question(today(), asked.company or "")
            said, code = told_of(check(asked.file, trust, question), trust)
    except Unreadable as problem:
        said, code = [problem.said], UNREADABLE
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a console may lack a letter, never a sentence
    for one in said:
        print(*one.lines(asked.lang), sep="\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
