"""The rule workshop: drafts, their checks and their effect."""
