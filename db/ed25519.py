"""Signatures (Ed25519): making a key, signing, and checking what somebody else signed."""

from __future__ import annotations

from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from db.signing import SigningKey


def new_signing_key(known: bytes = b"") -> SigningKey:
    """A key from the system's own chance; for boards of children who do not exist the one that ``known`` gives."""
    made = Ed25519PrivateKey.from_private_bytes(sha256(known).digest()) if known else Ed25519PrivateKey.generate()
    return SigningKey(public=made.public_key().public_bytes_raw().hex(), private=made.private_bytes_raw().hex())


def signed(key: SigningKey, content: bytes) -> str:
    """The signature of some bytes as 128 figures and small letters; the same key and bytes give the same."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key.private)).sign(content).hex()


def holds(public: str, signature: str, content: bytes) -> bool:
    """Whether the owner of a public key signed these bytes; False too for what is no key or no signature."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), content)
    except (InvalidSignature, ValueError):
        return False
    return True
