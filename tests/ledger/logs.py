"""A log with its witness folder, and an attacker with all rights over its database."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert, inspect, text
from sqlalchemy.orm import Session

import ledger
from ledger import canonical, merkle
from ledger.check import Report, check
from ledger.checkpoint import checkpoint
from ledger.merkle import Frontier
from ledger.note import Checkpoint, SigningKey

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
ORIGIN = "xinheng.example/log"

Row = dict[str, Any]


def body(subject: str | None = None, **more: object) -> dict[str, object]:
    """What a service would hand to the ledger."""
    made: dict[str, object] = {
        "id": secrets.token_hex(16),
        "kind": "event.recorded",
        "actor": "a1",
        "points": -200,
        **more,
    }
    return made if subject is None else {**made, "subject": subject}


@dataclass
class Log:
    """A ledger in a real database, with a witness folder outside it."""

    engine: Engine
    witness: Path
    key: SigningKey = field(default_factory=lambda: SigningKey.generate(ORIGIN))

    def write(self, count: int = 1, now: datetime = NOON) -> list[ledger.Entry]:
        """Append this many entries in one transaction."""
        return self.append(*(body(f"s{i}") for i in range(count)), now=now)

    def append(self, *bodies: Mapping[str, object], now: datetime = NOON) -> list[ledger.Entry]:
        """Append these bodies in one transaction, as the services do."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            session.connection(execution_options={"writer": True})
            return ledger.append(session, bodies, now)

    def session(self) -> Session:
        return Session(self.engine)

    def size(self) -> int:
        with self.session() as session:
            return ledger.size(session)

    def sign(self) -> Checkpoint:
        with self.session() as session:
            return checkpoint(session, self.witness, self.key, ORIGIN)

    def check(self) -> Report:
        """Check against the witness folder."""
        with self.session() as session:
            return check(session, self.witness, [self.key.verifier])


class Attacker:
    """Somebody who may do anything to the database, and nothing to the witness folder."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def run(self, statement: str, **values: object) -> None:
        """Run a statement with the triggers out of the way, then put them back."""
        with self.engine.begin() as connection:
            for table in inspect(connection).get_table_names():
                self._disarm(connection, table)
            connection.execute(text(statement), values)
            ledger.protect(connection)

    def copy(self) -> list[Row]:
        """Return all entries, as a backup would."""
        with self.engine.connect() as connection:
            entries = connection.execute(ledger.Entry.__table__.select().order_by(text("seq")))
            return [dict(row) for row in entries.mappings()]

    def replace_all(self, rows: list[Row]) -> None:
        """Put these entries in place of all, numbered anew, with every hash and the head made right."""
        frontier = Frontier()
        for seq, row in enumerate(rows, 1):
            row["seq"], row["leaf_hash"] = seq, merkle.leaf_hash(row["body"])
            frontier = frontier.append(row["leaf_hash"])
        self.run("DELETE FROM ledger_head")
        self.run("DELETE FROM ledger_entry")
        head = {"id": 1, "size": frontier.size, "frontier": frontier.to_bytes()}
        with self.engine.begin() as connection:
            connection.execute(insert(ledger.Entry), rows)
            connection.execute(insert(ledger.Head), {**head, "last_at": rows[-1]["recorded_at"]})

    @staticmethod
    def edited(row: Row, **changes: object) -> Row:
        """Return an entry whose body says something else, in perfect form."""
        data = canonical.encode({**canonical.loads(row["body"]), **changes})
        return {**row, "body": data}

    def _disarm(self, connection: Any, table: str) -> None:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f'ALTER TABLE "{table}" DISABLE TRIGGER ALL'))
            return
        for suffix in ("update", "delete"):
            connection.execute(text(f'DROP TRIGGER IF EXISTS "{table}_no_{suffix}"'))
