"""What a receipt says, in the reader's language: the same words on the page and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from services.receipts.make_receipt import Receipt
from services.receipts.receipt_lines import ReceiptLine, receipt_lines
from services.statements.show_statement import Account
from services.statements.weight_words import change, points
from web import statement_rows
from web.dispute import marked
from web.language import pick
from web.show import day, long_day, moment
from web.spoken import reason, said

FILE = "receipt.json"


@dataclass(frozen=True)
class ReceiptWords:
    """``facts`` and ``codes`` are (label, value); ``lines`` are rows by column key; ``scored``: there are points."""

    title: str
    facts: list[tuple[str, str]]
    lines: list[dict[str, str]]
    scored: bool
    grade: dict[str, str] | None
    younger: int
    says: list[str]
    codes: list[tuple[str, str]]
    steps: list[str]
    command: str
    size: int


def words_of(receipt: Receipt, account: Account, name: str) -> ReceiptWords:
    mark = receipt.fingerprint
    return ReceiptWords(
        title=_("Score receipt"),
        facts=_facts(receipt, account, name),
        lines=[_line(line, account, _marks(receipt)) for line in receipt_lines(account)],
        scored=account.scored,
        grade=statement_rows.grade_of(account),
        younger=receipt.younger,
        says=_says(),
        codes=_codes(receipt, mark),
        steps=_steps(),
        command=f"python verify/check.py {FILE} --key {mark}",
        size=receipt.signed.checkpoint.size,
    )


def _facts(receipt: Receipt, account: Account, name: str) -> list[tuple[str, str]]:
    subject, score = receipt.subject, receipt.score
    grade = account.grade
    graded = pick(grade.name.zh, grade.name.en) if grade else reason(score.unrated)
    found = [
        (_("Contractor"), name),
        (_("Credit code or number"), subject.code or subject.practice_no or ""),
        (_("Scheme"), pick(account.title.zh, account.title.en)),
        (_("Version of the rules"), score.version),
        (_("As of"), long_day(score.view.on)),
        (_("As known on"), moment(receipt.known_at)),
    ]
    if account.scored:
        found.append((statement_rows.live(account), points(score.points, account.places)))
    return [
        *found,
        (_("Grade"), graded),
        (_("Lists"), _lists(account)),
        *_disputes(receipt, account),
    ]


def _marks(receipt: Receipt) -> dict[str, date]:
    """The records that bear the dispute mark in the receipt itself."""
    rows = (row for row in receipt.disputes if "event_id" in row)
    return {row["event_id"]: date.fromisoformat(row["since"]) for row in rows}


def _disputes(receipt: Receipt, account: Account) -> list[tuple[str, str]]:
    """What is disputed by the receipt's own rows; the score is as it would be without."""
    told = [
        marked(_disputed(row, account), date.fromisoformat(row["since"]))
        for row in receipt.disputes
    ]
    return [(_("Dispute mark"), _("; ").join(told))] if told else []


def _disputed(row: Mapping[str, str], account: Account) -> str:
    if event := account.knowledge.events.get(row.get("event_id", "")):
        label = account.knowledge.label(event)
        return f"{day(event.occurred_on)} {pick(label.zh, label.en)}"
    names = {one.rule.code: one.name for one in account.lists}
    code = row.get("list", "")
    return pick(names[code].zh, names[code].en) if code in names else code


def _lists(account: Account) -> str:
    """The lists in force, each with its first and last day."""
    stands = [statement_rows.listing(one) for one in account.lists if one.state == "in_force"]
    spans = (
        f"{row['name']} {day(row['from'])} – {day(row['until']) if row['until'] else row['open']}"
        for row in stands
    )
    return str(_("; ").join(spans)) or str(_("On no list."))


def _line(line: ReceiptLine, account: Account, marks: Mapping[str, date]) -> dict[str, str]:
    signed = points if line.starts else change
    disputed = min((marks[one] for one in line.records if one in marks), default=None)
    return {
        "number": line.number,
        "date": day(line.on),
        "what": marked(said(line.what), disputed),
        "clause": line.clause or "",
        "points": signed(line.points, account.places),
        "running": "" if line.running is None else points(line.running, account.places),
    }


def _says() -> list[str]:
    """What it proves and what it cannot."""
    return [
        _(
            "The receipt holds every record, list decision and version of the rules from which this score follows,"
            " each with the proof that it stands in the signed record. Whoever has the file can work the score out"
            " again, line by line, without asking anybody."
        ),
        _(
            "It cannot show that nothing else was recorded: compare the lines with what you were told."
            " Names of persons and narratives are not in it."
        ),
    ]


def _codes(receipt: Receipt, mark: str) -> list[tuple[str, str]]:
    checkpoint = receipt.signed.checkpoint
    return [
        (_("Code of this receipt"), receipt.digest),
        (_("Fingerprint of the key"), mark),
        (_("Name of the log"), checkpoint.origin),
        (_("Entries signed"), str(checkpoint.size)),
        (_("Known up to entry"), str(receipt.score.view.known)),
        (_("Entries in the receipt"), str(len(receipt.entries))),
        (_("Root of the log"), checkpoint.root.hex()),
        (_("Hash of the rules"), receipt.score.book_hash),
    ]


def _steps() -> list[str]:
    """How to check it."""
    return [
        _("Keep the receipt as the file %(file)s.", file=FILE),
        _("Unpack the checker beside it; it needs Python 3.11 or newer and nothing else."),
        _(
            "Hold the fingerprint against one that reached you another way: on paper, or by telephone."
        ),
        _("Run the command. Exit code 0 means proved, 1 altered, 2 unreadable, 3 no key named."),
    ]
