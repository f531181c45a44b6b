"""What every chart returns: the drawing, its text alternative, and its numbers as a table."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG text, the sentence that replaces it, and the table it was drawn from."""

    svg: str
    alt: str
    table: pd.DataFrame

    @property
    def rows(self) -> Iterator[tuple[object, ...]]:
        """The rows of the table; None where nothing is known."""
        frame = self.table.astype(object)
        yield from frame.where(pd.notna(frame), None).itertuples(index=False, name=None)


@dataclass(frozen=True)
class Band:
    """One grade of a scale: name, the scheme's colour word if it has one, edges in hundredths."""

    name: str
    colour: str | None
    lower: int
    upper: int


@dataclass(frozen=True)
class Scale:
    """The scale a scheme scores on, lowest band first, edges in hundredths of a point."""

    bands: tuple[Band, ...]
    places: int = 2

    @property
    def floor(self) -> int:
        """Return the lowest edge of all bands."""
        return min(band.lower for band in self.bands)

    @property
    def ceiling(self) -> int:
        """Return the highest edge of all bands."""
        return max(band.upper for band in self.bands)

    def edges(self) -> list[int]:
        """Return every edge once, ascending."""
        return sorted({edge for band in self.bands for edge in (band.lower, band.upper)})
