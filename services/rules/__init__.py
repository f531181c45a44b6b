"""The rules in force and their versions."""
