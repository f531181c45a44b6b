"""Rounds of evaluation and the published grade."""
