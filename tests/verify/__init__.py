"""Tests of the checkers that stand alone."""
