"""What tests of subjects share: a clerk who registers, and names that nobody bears."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from services.register_subject import Registration, register_subject
from tests.support.world import NOW, World, credit_code

SECRET = b"s" * 32
FILE_OPENED = date(2024, 3, 1)

Register = Callable[..., str]


@pytest.fixture
def register(session: Session, world: World) -> Register:
    """Register somebody as the provincial clerk; a contractor gets a code of its own if none is given."""
    numbers = iter(range(1, 1000))

    def by_clerk(name: str, **rest: object) -> str:
        given: dict[str, object] = {"kind": "contractor", "file_opened_on": FILE_OPENED, **rest}
        if given["kind"] == "contractor":
            given = {"code": credit_code(f"MA6C{next(numbers):04d}"), **given}
            given = {"legal_form": "company", **given}
        draft = Registration(name=name, **given)  # type: ignore[arg-type]
        return register_subject(session, world["provincial_clerk"], draft, SECRET, NOW)

    return by_clerk
