"""Rounds (评价批次): opened, walked step by step, and each contractor's own result in them."""

from web.rounds import board, papers, result, round, steps
from web.rounds.blueprint import bp

__all__ = ["board", "bp", "papers", "result", "round", "steps"]
