"""Worked cases in plain words: one file a group, run by test_scenarios.py."""
