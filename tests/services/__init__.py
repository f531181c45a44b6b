"""Tests of whole writes and of the proof of the record."""
