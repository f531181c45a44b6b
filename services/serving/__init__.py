"""Service of documents, addresses, and reminders that leave through the outbox."""
