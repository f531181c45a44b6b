"""Whether an Ed25519 signature is genuine: RFC 8032, section 5.1.7, in plain Python."""

from __future__ import annotations

from hashlib import sha512

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)

Point = tuple[int, int, int, int]
"""Extended coordinates X, Y, Z, T: x = X/Z, y = Y/Z, x·y = T/Z."""

NEUTRAL: Point = (0, 1, 1, 0)


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether the key made the signature; bytes of any wrong form are no signature."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, nonce = point_of(public), point_of(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or nonce is None or scalar >= ORDER:
        return False
    digest = sha512(signature[:32] + public + message).digest()
    challenge = int.from_bytes(digest, "little") % ORDER
    return equal(times(scalar, BASE), add(nonce, times(challenge, key)))


def add(p: Point, q: Point) -> Point:
    """Section 5.1.4; also doubles."""
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar: int, point: Point) -> Point:
    """The point added to itself so many times."""
    found = NEUTRAL
    while scalar:
        if scalar & 1:
            found = add(found, point)
        point = add(point, point)
        scalar >>= 1
    return found


def equal(p: Point, q: Point) -> bool:
    """Whether two representations are of one point."""
    same_x = (p[0] * q[2] - q[0] * p[2]) % P == 0
    return same_x and (p[1] * q[2] - q[1] * p[2]) % P == 0


def point_of(data: bytes) -> Point | None:
    """Section 5.1.3: the point of 32 bytes; None where there is no such point."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    x = x_of(y, sign) if y < P else None
    return None if x is None else (x, y, 1, x * y % P)


def x_of(y: int, sign: int) -> int | None:
    """The x of a point of the curve with this y and this lowest bit of x."""
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P:
        return None
    return P - x if x & 1 != sign else x


def _base() -> Point:
    """Section 5.1: the point with y = 4/5 and even x."""
    y = 4 * pow(5, -1, P) % P
    x = x_of(y, 0) or 0
    return x, y, 1, x * y % P


BASE = _base()
