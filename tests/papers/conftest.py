"""Official papers: cases to make them of, and the short way of a paper to its sealed file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from evidence.store import Store
from models import OfficialPaper
from reports.official_docx import OfficialText, official_docx
from services.files.new_file import NewFile
from services.papers.check_paper import check_paper
from services.papers.draft_paper import PaperText, Wanted, draft_paper, suggested
from services.papers.return_paper import ReturnedPaper, return_paper
from services.papers.send_paper import send_paper
from tests.lists.cases import Cases, publish_rules
from tests.support.world import NOW, TODAY, World

SEALED = NewFile("1" * 64, 100, "application/ofd", b"sealed", "盖章件.ofd")


@dataclass(frozen=True)
class Papers:
    """``draft`` → ``check`` → ``send`` → ``back``, each by a person who may."""

    session: Session
    world: World
    store: Store

    def draft(self, wanted: Wanted, by: str = "provincial_clerk", **changes: str) -> str:
        _template, _business, text = suggested(self.session, self.world[by], wanted, TODAY)
        return self.keep(wanted, replace(text, **changes), by)

    def keep(self, wanted: Wanted, text: PaperText, by: str = "provincial_clerk") -> str:
        return draft_paper(self.session, self.world[by], wanted, text, NOW)

    def check(self, paper_id: str, by: str = "second_clerk") -> str:
        return check_paper(self.session, self.world[by], paper_id, NOW)

    def send(self, paper_id: str, by: str = "provincial_clerk") -> str:
        content = official_docx(OfficialText("form", "某厅", "", "题", "", ("正文",)))
        return send_paper(
            self.session, self.store, self.world[by], paper_id, content, "草稿.docx", NOW
        )

    def back(self, paper_id: str, number: str = "示环决〔2026〕8号", **changes: object) -> str:
        back = ReturnedPaper(number, "周某", TODAY, (SEALED,))
        given = replace(back, **changes)  # type: ignore[arg-type]
        return return_paper(self.session, self.world["provincial_clerk"], paper_id, given, NOW)

    def out(self, wanted: Wanted) -> str:
        """A paper that is in the office-automation system."""
        return self.send(self.check(self.draft(wanted)))

    def paper(self, paper_id: str) -> OfficialPaper:
        return self.session.get_one(OfficialPaper, paper_id, populate_existing=True)


@pytest.fixture
def cases(session: Session, world: World) -> Cases:
    """The land survey's rules are published; cases are made the short way."""
    publish_rules(session, world)
    return Cases(session, world)


@pytest.fixture
def papers(session: Session, world: World, tmp_path: Path) -> Papers:
    return Papers(session, world, Store(tmp_path / "evidence", b"s" * 32))
