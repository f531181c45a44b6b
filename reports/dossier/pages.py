"""Pages that are no words: a picture on A4, and the number in the corner of a page."""

from __future__ import annotations

import io
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf, Rectangle, Stream
from PIL import Image

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
MARGIN = 12 * MM
STAMP = (34 * MM, 8 * MM)
EDGE = (6 * MM, 4 * MM)
"""From the right and the upper edge."""


NUMBER = Name.DossierPage


def picture_page(target: Pdf, content: bytes) -> Page:
    """A JPEG or PNG as large as an A4 page holds it, lying where it is wider than high; its bytes as they are.

    Raises OSError for what is no picture.
    """
    with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as image:
        drawn = _drawn(target, image, content)
        wide = image.width > image.height
        width, height = (A4[1], A4[0]) if wide else A4
        scale = min((width - 2 * MARGIN) / image.width, (height - 2 * MARGIN) / image.height)
        w, h = image.width * scale, image.height * scale
    x, y = (width - w) / 2, (height - h) / 2
    show = f"q {w:.2f} 0 0 {h:.2f} {x:.2f} {y:.2f} cm /Picture Do Q".encode()
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, round(width, 2), round(height, 2)]),
        Resources=Dictionary(XObject=Dictionary(Picture=drawn)),
        Contents=Stream(target, show),
    )
    return Page(target.make_indirect(page))


def _drawn(target: Pdf, image: Image.Image, content: bytes) -> pikepdf.Object:
    if image.format == "JPEG" and image.mode in ("L", "RGB"):
        stream = Stream(target, content)
        stream.Filter = Name.DCTDecode
    else:
        image = _on_white(image)
        stream = Stream(target, zlib.compress(image.tobytes(), 6))
        stream.Filter = Name.FlateDecode
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height, stream.BitsPerComponent = image.width, image.height, 8
    stream.ColorSpace = Name.DeviceGray if image.mode == "L" else Name.DeviceRGB
    return target.make_indirect(stream)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("1", "L"):
        return image.convert("L")
    seen = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")


def stamp(page: Page, number: Page) -> None:
    """Put the number into the corner that a reader sees as the upper right one, however the page is turned."""
    x0, y0, x1, y1 = (float(side) for side in (page.cropbox or page.mediabox))
    turned = int(page.obj.get("/Rotate", 0)) % 360
    w, h = STAMP if turned in (0, 180) else STAMP[::-1]
    across, down = EDGE if turned in (0, 180) else EDGE[::-1]
    left = x0 + across if turned in (90, 180) else x1 - across - w
    low = y0 + down if turned in (180, 270) else y1 - down - h
    corner = Rectangle(left, low, left + w, low + h)
    form = number.as_form_xobject()
    drawn = page.add_resource(form, Name.XObject, NUMBER)
    # Whatever the page's own content leaves behind, the number is drawn as if nothing had been.
    page.contents_add(b"q\n", prepend=True)
    placement = page.calc_form_xobject_placement(
        form, drawn, corner, invert_transformations=True, allow_shrink=True, allow_expand=False
    )
    page.contents_add(b"\nQ\n" + placement)
