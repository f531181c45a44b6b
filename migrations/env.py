"""Runs migrations on the connection that the installation hands over."""

from alembic import context

import ledger
from models import Base

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=[Base.metadata, ledger.Base.metadata],
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
