"""Tests of the commands that an operator gives."""
