"""Objections and the dispute mark."""
