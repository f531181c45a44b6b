"""Offices of the department: the province, its prefectures and counties."""

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped

from models.base import Base, Row, column


class Office(Row, Base):
    __tablename__ = "office"
    __table_args__ = (
        CheckConstraint("level in ('province', 'prefecture', 'county')", name="level"),
    )

    name_zh: Mapped[str] = column("ledger")
    name_en: Mapped[str] = column("ledger")
    level: Mapped[str] = column("ledger", String(10))
    region: Mapped[str] = column("ledger", String(6), index=True)
    telephone: Mapped[str] = column("ledger", String(40))
    address: Mapped[str] = column("ledger")
