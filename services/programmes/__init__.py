"""Programmes of work, and who does what where."""
