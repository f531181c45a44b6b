"""What can be served: one reader a kind of document, so that service needs to know none of them."""

from services.documents import cases, events, objections, repairs, rounds
from services.documents.registry import Document, document_or_404, reads

__all__ = [
    "Document",
    "cases",
    "document_or_404",
    "events",
    "objections",
    "reads",
    "repairs",
    "rounds",
]
"""A new kind of document gets a module here, with its reader."""
