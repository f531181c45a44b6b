"""The dossier as one file: cover, index with page numbers, every paper in its order, closing sheet."""

from reports.dossier.binding import BoundPdf, bind
from reports.dossier.paper import DossierPaper, Leaf, Line, Sheet

__all__ = ["BoundPdf", "DossierPaper", "Leaf", "Line", "Sheet", "bind"]
