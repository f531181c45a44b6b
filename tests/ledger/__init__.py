"""The ledger, and attacks on it."""
