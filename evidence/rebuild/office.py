"""A docx's or xlsx's copy: the package written anew without objects, links, and reaching fields."""

import io
import re
import zipfile
from xml.etree import ElementTree

from evidence.packages import BROKEN, CONTENT_TYPES, open_package
from evidence.refusal import Refused

KEPT = re.compile("xml|rels|vml|png|jpe?g|gif|bmp|tiff?|emf|wmf|wdp|odttf")
"""Extensions of parts that are text or pictures; a part of any other kind is emptied, not removed,
because an office refuses a document whose relationships lead nowhere."""

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
NOWHERE = "about:blank"

PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/"
BLANK_PARTS = {
    "docprops/core.xml": (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties"/>'
    ),
    "docprops/app.xml": f'<Properties xmlns="{PROPERTIES}extended-properties"/>',
    "docprops/custom.xml": f'<Properties xmlns="{PROPERTIES}custom-properties"/>',
}
EXTERNAL_LINK = '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
"""A link to another workbook or to a program (DDE) without its target; cells keep their values."""

SAFE_FIELDS = frozenset({"page", "numpages", "sectionpages", "mergeformat", "arabic"})
"""Field codes kept in a document; every other field keeps only the result it shows."""

FIELD = re.compile(
    rb"(<(?:\w+:)?instrText\b[^>]*(?<!/)>)(.*?)(</(?:\w+:)?instrText\s*>)", re.DOTALL
)
SIMPLE_FIELD = re.compile(rb"""(\b(?:\w+:)?instr\s*=\s*)("[^"]*"|'[^']*')""")
WORD = re.compile(r"[^\W\d_]+")

FORMULA = re.compile(rb"<((?:\w+:)?)f(?:\s[^>]*)?(?<!/)>(.*?)</\1f\s*>", re.DOTALL)
REACHING = re.compile(
    rb"WEBSERVICE|FILTERXML|HYPERLINK|IMAGE|\bRTD\b|\bCALL\b|\bEXEC\b|REGISTER|\||&#|<",
    re.IGNORECASE,
)
"""Functions that fetch or start something, DDE, and what could hide them in a cell's formula."""

CONNECTION = re.compile(
    rb"""\b(connection|url|command|sourceFile|odcFile|refreshOnLoad)\s*=\s*("[^"]*"|'[^']*')"""
)


def rebuild(content: bytes) -> bytes:
    """The package with the same parts in the same order. Raises Refused as open_package does."""
    target = io.BytesIO()
    try:
        with (
            open_package(io.BytesIO(content)) as package,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
        ):
            for name in package.namelist():
                copy.writestr(zipfile.ZipInfo(name), _part(name, package.read(name)))
    except (*BROKEN, ElementTree.ParseError) as error:
        raise Refused("damaged") from error
    return target.getvalue()


def _part(name: str, content: bytes) -> bytes:
    """What stands in the copy for one part."""
    path = name.lower()
    extension = path.rpartition(".")[2]
    if path in BLANK_PARTS:
        return BLANK_PARTS[path].encode()
    if name == CONTENT_TYPES or name.endswith("/"):
        return content
    if not KEPT.fullmatch(extension):
        return b""
    if extension == "rels":
        return _relationships(content)
    if path.startswith("xl/") and extension == "xml":
        return _workbook_part(path, content)
    return _without_fields(content) if extension == "xml" else content


def _relationships(content: bytes) -> bytes:
    """Every relationship that leads out of the package leads nowhere."""
    ElementTree.register_namespace("", RELATIONSHIPS)
    # A package with a document type or an entity never gets here: sniffing refuses it.
    root = ElementTree.fromstring(content)  # noqa: S314
    for relationship in root:
        if relationship.get("TargetMode", "Internal") != "Internal":
            relationship.set("Target", NOWHERE)
    written: bytes = ElementTree.tostring(root, "UTF-8", xml_declaration=True)
    return written


def _workbook_part(path: str, content: bytes) -> bytes:
    if path.startswith("xl/externallinks/"):
        return EXTERNAL_LINK.encode()
    if path == "xl/connections.xml" or path.startswith("xl/querytables/"):
        return CONNECTION.sub(rb'\1=""', content)
    return FORMULA.sub(lambda found: b"" if REACHING.search(found[2]) else found[0], content)


def _without_fields(content: bytes) -> bytes:
    kept = FIELD.sub(lambda f: f[0] if _is_safe(f[2]) else f[1] + f[3], content)
    return SIMPLE_FIELD.sub(lambda f: f[0] if _is_safe(f[2]) else f[1] + b'""', kept)


def _is_safe(code: bytes) -> bool:
    """Whether a field's code, or the piece of one, is made of harmless words only."""
    text = code.decode("utf-8", "replace")
    words = {word.lower() for word in WORD.findall(text)}
    return words <= SAFE_FIELDS and not re.search("[<&]", text)
