"""Checkers that anyone can run with plain Python, trusting neither database nor department."""
