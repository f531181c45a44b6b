"""Official papers: the desk, one paper on its way, its drafting, and the templates."""

from web.papers import desk, drafting, one, templates
from web.papers.blueprint import bp

__all__ = ["bp", "desk", "drafting", "one", "templates"]
