"""Contractors and persons: registered, found, renamed, related, succeeded."""
