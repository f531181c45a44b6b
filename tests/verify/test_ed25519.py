"""Ed25519 in plain Python: the vectors of RFC 8032, section 7.1, and the library's own signatures."""

from __future__ import annotations

import os

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from verify import ed25519

VECTORS = {
    "TEST 1": (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe2465"
            "5141438e7a100b"
        ),
    ),
    "TEST 2": (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb0"
            "0d291612bb0c00"
        ),
    ),
    "TEST 3": (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc0"
            "27beceea1ec40a"
        ),
    ),
    "TEST SHA(abc)": (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        (
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a"
            "9ac94fa54ca49f"
        ),
        (
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9"
            "bef1177331a704"
        ),
    ),
}

every_vector = pytest.mark.parametrize("name", VECTORS)


def of(name: str) -> tuple[bytes, bytes, bytes]:
    public, message, signature = (bytes.fromhex(text) for text in VECTORS[name])
    return public, message, signature


@every_vector
def test_the_signatures_of_the_standard_are_genuine(name):
    assert ed25519.verify(*of(name))


@every_vector
def test_no_other_bit_is_signed(name):
    public, message, signature = of(name)
    for n in range(0, 512, 37):
        flipped = bytearray(signature)
        flipped[n // 8] ^= 1 << n % 8
        assert not ed25519.verify(public, message, bytes(flipped))
    assert not ed25519.verify(public, message + b"x", signature)


def test_a_scalar_beyond_the_order_is_refused():
    public, message, signature = of("TEST 2")
    scalar = int.from_bytes(signature[32:], "little") + ed25519.ORDER
    again = signature[:32] + scalar.to_bytes(32, "little")
    assert not ed25519.verify(public, message, again)


def test_bytes_of_another_length_are_no_signature():
    public, message, signature = of("TEST 1")
    assert not ed25519.verify(public, message, signature[:-1])
    assert not ed25519.verify(public[:-1], message, signature)


def test_what_is_no_point_of_the_curve_is_no_key():
    _, message, signature = of("TEST 1")
    for public in (b"\xff" * 32, (2).to_bytes(32, "little")):
        assert not ed25519.verify(public, message, signature)


def test_the_library_signs_what_is_verified_here():
    for length in (0, 1, 100):
        private, message = Ed25519PrivateKey.generate(), os.urandom(length)
        public = private.public_key().public_bytes_raw()
        assert ed25519.verify(public, message, private.sign(message))
        assert not ed25519.verify(public, message + b"\0", private.sign(message))
