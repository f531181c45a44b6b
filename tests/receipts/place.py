"""A world with a year of records, list decisions and a signed checkpoint, from which receipts are made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from services.database import connect, sessions
from services.receipts.make_receipt import Asked, Receipt, make_receipt
from services.record.keep_record import make_checkpoint
from services.statements.show_statement import Axes
from tests.lists.cases import Cases
from tests.statements.story import Story, a_year
from tests.support import world as worlds
from tests.support.world import TODAY, World

ORIGIN = "test.example/credit"
SCHEME = "land-survey"


@dataclass(frozen=True)
class Place:
    """The record with its witness folder, and who asks for receipts."""

    session: Session
    world: World
    folder: Path
    story: Story

    def sign(self) -> int:
        """A checkpoint over everything so far; returns its size."""
        self.session.rollback()
        key, witness = self.folder / "checkpoint.key", self.folder / "witness"
        size: int = make_checkpoint(self.session, key, witness, ORIGIN).size
        self.session.rollback()
        return size

    def receipt(
        self,
        by: str = "contractor_user",
        subject: str = "",
        on: date = TODAY,
        known_on: date | None = None,
        size: int | None = None,
        scheme: str = SCHEME,
    ) -> Receipt:
        asked = Asked(subject or self.world.own, scheme, Axes(on, known_on), size)
        try:
            return make_receipt(self.session, self.world[by], asked, self.folder / "witness", TODAY)
        finally:
            self.session.rollback()

    def file(self, folder: Path, name: str = "receipt.json") -> Path:
        """The receipt of today in a file."""
        path = folder / name
        path.write_bytes(self.receipt().content)
        return path

    @property
    def keys(self) -> Path:
        """The file of public keys."""
        return self.folder / "witness" / "verifier.key"


@contextmanager
def place_at(folder: Path) -> Iterator[Place]:
    """The place in a folder in which somebody lived."""
    engine = connect(f"sqlite:///{folder / 'xinheng.db'}")
    with sessions(engine)() as session:
        world = worlds.read(session)
        session.rollback()
        yield Place(session, world, folder, story_of(session, world))
    engine.dispose()


def story_of(session: Session, world: World) -> Story:
    return Story(session, world, world["provincial_clerk"], world["provincial_reviewer"])


def lived_in(session: Session, world: World, folder: Path) -> Place:
    """A year of records, a listing that was made and left again, all of it signed."""
    story = a_year(session, world)
    cases = Cases(session, world)
    cases.decide(
        cases.listed(last_day=TODAY + timedelta(days=90)),
        "leave",
        from_on=TODAY + timedelta(days=30),
    )
    place = Place(session, world, folder, story)
    place.sign()
    return place


def later_record(place: Place, behaviour: str = "S02") -> str:
    """One more record that counts, younger than the last checkpoint."""
    place.session.rollback()
    return place.story.confirmed(place.world.own, behaviour, TODAY + timedelta(days=1))
