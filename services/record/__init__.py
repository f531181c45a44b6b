"""The record: its proof, its history, its backup, and who read what."""
