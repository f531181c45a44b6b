"""Credit repair and rectification: the desk, applications with all that is done with them, rectifications."""

from web.repairs import acts, asking, desk, rectification
from web.repairs.blueprint import bp

__all__ = ["acts", "asking", "bp", "desk", "rectification"]
