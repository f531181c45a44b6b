"""Query slips of buyers."""
