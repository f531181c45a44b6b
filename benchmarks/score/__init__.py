"""Scoring beside its peers; `python -m benchmarks.score --help` names the parts."""
