"""A PDF's copy: the same pages without scripts, actions, forms' logic, attachments and metadata."""

import io
from collections.abc import Callable
from typing import TypeVar

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from evidence.refusal import Refused

T = TypeVar("T")

ACTIONS = frozenset(
    {
        "/GoTo3DView", "/GoToDp", "/GoToE", "/GoToR", "/Hide", "/ImportData", "/JavaScript",
        "/Launch", "/Movie", "/Named", "/Rendition", "/ResetForm", "/RichMediaExecute",
        "/SetOCGState", "/Sound", "/SubmitForm", "/Thread", "/URI",
    }
)  # fmt: skip
"""ISO 32000-2, 12.6.4: every type of action but GoTo, which only turns to another page."""

PLAYED = frozenset({"/FileAttachment", "/Movie", "/RichMedia", "/Screen", "/Sound", "/3D"})
"""Annotations that carry a file or play something."""

ANYWHERE = ("/AA", "/AF", "/EF", "/OpenAction", "/XFA", "/Metadata", "/PieceInfo")
CATALOG = ("/Collection", "/URI", "/Perms", "/Requirements")
NAME_TREES = ("/JavaScript", "/EmbeddedFiles", "/Renditions", "/AlternatePresentations")

MAX_DEPTH = 60


def rebuild(content: bytes) -> bytes:
    """The pages of a PDF. Raises Refused `encrypted` if it opens only with a password."""
    return _read(content, _without_active_parts)


def page_count(content: bytes) -> int:
    """How many pages a PDF has; raises as rebuild does."""
    return _read(content, lambda pdf: len(pdf.pages))


def _read(content: bytes, what: Callable[[Pdf], T]) -> T:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return what(pdf)
    except pikepdf.PasswordError as error:
        raise Refused("encrypted") from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise Refused("damaged") from error


def _without_active_parts(pdf: Pdf) -> bytes:
    if not len(pdf.pages):
        raise Refused("damaged")
    _delete(pdf.Root, CATALOG)
    if isinstance(names := pdf.Root.get("/Names"), Dictionary):
        _delete(names, NAME_TREES)
    for page in pdf.pages:
        _drop_played(page.obj)
    for item in pdf.objects:
        _clean(item, 0)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


def _delete(holder: Object, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in holder:
            del holder[key]


def _drop_played(page: Object) -> None:
    annotations = page.get("/Annots")
    if isinstance(annotations, Array):
        page["/Annots"] = Array([a for a in annotations if not _is_played(a)])


def _is_played(annotation: Object) -> bool:
    return isinstance(annotation, Dictionary) and str(annotation.get("/Subtype")) in PLAYED


def _clean(item: Object, depth: int) -> None:
    """Take what is active out of one object and of what is written inside it."""
    if depth > MAX_DEPTH:
        raise Refused("damaged")
    if isinstance(item, Array):
        inside = list(item)
    elif isinstance(item, Dictionary | Stream):
        _clean_dictionary(item)
        inside = [value for _, value in item.items()]
    else:
        return
    for value in inside:
        # Numbers and truth values come as Python's own and have no such attribute.
        if not getattr(value, "is_indirect", False):
            _clean(value, depth + 1)


def _clean_dictionary(item: Dictionary | Stream) -> None:
    _delete(item, ANYWHERE)
    if isinstance(item, Stream):
        _delete(item, ("/F", "/FFilter", "/FDecodeParms"))
    elif str(item.get("/S")) in ACTIONS:
        for key in list(item.keys()):
            del item[key]
        item["/S"] = Name("/GoTo")
