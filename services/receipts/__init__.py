"""Score receipts, and the checker that is handed out."""
