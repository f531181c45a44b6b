"""Settings, read once from the environment; every default is safe in production and fit to be public."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Config:
    """``instance`` holds what belongs to this installation: database, secrets, evidence, witness."""

    instance: Path
    database_url: str
    https: bool = True
    demo: bool = False
    host: str = "127.0.0.1"
    port: int = 8000
    trusted_proxies: int = 0
    upload_cap_mb: int = 200
    session_idle_minutes: int = 30
    session_hours: int = 8
    password_min_length: int = 15
    origin: str = "xinheng.example/credit"
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_starttls: bool = True
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_sender: str = "xinheng@localhost"

    @property
    def evidence(self) -> Path:
        return self.instance / "evidence"

    @property
    def witness(self) -> Path:
        return self.instance / "witness"

    @property
    def spool(self) -> Path:
        return self.instance / "spool"

    @property
    def signing_key(self) -> Path:
        return self.instance / "checkpoint.key"

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> Config:
        """Settings from ``XINHENG_…`` variables; ``DATABASE_URL`` names the database."""

        def text(name: str, default: str) -> str:
            return environment.get(f"XINHENG_{name}", default)

        def flag(name: str, default: bool) -> bool:
            return text(name, str(default)).strip().lower() in ("1", "true", "yes", "on")

        instance = Path(text("INSTANCE", "instance")).resolve()
        return cls(
            instance=instance,
            database_url=environment.get("DATABASE_URL", f"sqlite:///{instance / 'xinheng.db'}"),
            https=flag("HTTPS", True),
            demo=flag("DEMO", False),
            host=text("HOST", cls.host),
            port=int(text("PORT", str(cls.port))),
            trusted_proxies=int(text("TRUSTED_PROXIES", "0")),
            upload_cap_mb=int(text("UPLOAD_CAP_MB", str(cls.upload_cap_mb))),
            session_idle_minutes=int(text("SESSION_IDLE_MINUTES", str(cls.session_idle_minutes))),
            session_hours=int(text("SESSION_HOURS", str(cls.session_hours))),
            password_min_length=int(text("PASSWORD_MIN_LENGTH", str(cls.password_min_length))),
            origin=text("ORIGIN", cls.origin),
            smtp_host=text("SMTP_HOST", cls.smtp_host),
            smtp_port=int(text("SMTP_PORT", str(cls.smtp_port))),
            smtp_starttls=flag("SMTP_STARTTLS", True),
            smtp_user=text("SMTP_USER", cls.smtp_user),
            smtp_password=text("SMTP_PASSWORD", cls.smtp_password),
            smtp_sender=text("SMTP_SENDER", cls.smtp_sender),
        )
