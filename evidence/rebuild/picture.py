"""A picture's copy: decoded and encoded again, upright, without EXIF and other metadata."""

import io

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from evidence.file_types import JPEG, PNG, FileType
from evidence.pictures import MAX_PIXELS, check_size
from evidence.refusal import Refused

MAX_SIDE = 2_400
"""Pixels: a page photographed by telephone is still read without effort."""

QUALITY = 85
DECODERS = {"jpg": "JPEG", "png": "PNG", "heic": "HEIF"}


def rebuild(content: bytes, kind: FileType) -> bytes:
    """A JPEG for a JPEG or HEIC, a PNG for a PNG, at most MAX_SIDE pixels either way."""
    register_heif_opener()
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with Image.open(io.BytesIO(content), formats=[DECODERS[kind.extension]]) as image:
            check_size(*image.size)
            return _encode(_upright(image), PNG if kind is PNG else JPEG)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Refused("damaged") from error


def _upright(image: ImageFile.ImageFile) -> Image.Image:
    """The first frame, small, turned as its EXIF says, in a mode that both encoders know."""
    image.draft("RGB", (MAX_SIDE, MAX_SIDE))
    small: Image.Image = image
    if image.mode in ("P", "PA"):
        small = image.convert("RGBA")
    elif image.mode.startswith(("I", "F")):
        small = image.convert("L")
    # In place: a copy of the whole picture would double what it costs.
    small.thumbnail((MAX_SIDE, MAX_SIDE))
    ImageOps.exif_transpose(small, in_place=True)
    return small


def _encode(image: Image.Image, kind: FileType) -> bytes:
    target = io.BytesIO()
    if kind is PNG:
        shown = image if image.mode in ("1", "L", "LA", "RGB", "RGBA") else image.convert("RGB")
        _without_info(shown).save(target, "PNG")
    else:
        _without_info(image.convert("RGB")).save(target, "JPEG", quality=QUALITY)
    return target.getvalue()


def _without_info(image: Image.Image) -> Image.Image:
    """The encoders write comments, profiles and XMP that they find in `info`."""
    image.info = {}
    return image
