"""Evidence: files whose stored bytes are hashed in the ledger."""

from sqlalchemy import BigInteger, Boolean, LargeBinary, String
from sqlalchemy.orm import Mapped

from models.base import Base, Row, Salted, column


class Evidence(Salted, Row, Base):
    """证据材料. The key is not in the ledger: erasing it erases the file while the proof stands."""

    __tablename__ = "evidence"

    owner_kind: Mapped[str] = column("ledger", String(20))
    owner_id: Mapped[str] = column("ledger", String(32), index=True)
    position: Mapped[int] = column("ledger", default=0)
    stored_sha256: Mapped[str] = column("ledger", String(64), index=True)
    size: Mapped[int] = column("ledger", BigInteger)
    media_type: Mapped[str] = column("ledger", String(120))
    filename: Mapped[str | None] = column("committed")
    party_may_see: Mapped[bool] = column("ledger", Boolean)
    hidden_reason: Mapped[str | None] = column("committed")
    sealed_key: Mapped[bytes | None] = column("free", LargeBinary)
