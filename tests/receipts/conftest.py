"""Receipts: a lived-in, signed record."""

from tests.receipts.fixtures import copies, lived, place, receipt_bytes

__all__ = ["copies", "lived", "place", "receipt_bytes"]
