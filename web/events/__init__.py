"""Records: entered one by one or by the grid, shown, withdrawn, noticed, corrected."""

from web.events import correction, entry, grid, notice, record
from web.events.blueprint import bp

__all__ = ["bp", "correction", "entry", "grid", "notice", "record"]
