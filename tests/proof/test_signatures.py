"""Signatures of ssh-keygen, held against the keys that the books name."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from fellesbok.proof.signatures import NotSignedError
from fellesbok.proof.signatures import allowed_signers
from fellesbok.proof.signatures import signer

SIGNED = Path(__file__).parents[1] / "books" / "signed"
MESSAGE = b"sjekkpunkt\n"
PAYERS = {"nordvik", "sorvik"}
ARMOUR = b"-----BEGIN SSH SIGNATURE-----\n%s\n-----END SSH SIGNATURE-----\n"
KINDS = ["ed25519", "ecdsa", "rsa"]


def key(kind: str) -> str:
    return " ".join((SIGNED / f"{kind}.pub").read_text("ascii").split()[:2])


def allowed(kind: str, who: str = "nordvik") -> dict[bytes, str]:
    return allowed_signers(f"# nøklene\n\n{who} {key(kind)} post@example.org\n", PAYERS)


def signature(kind: str) -> bytes:
    return (SIGNED / f"{kind}.sig").read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_what_ssh_keygen_signed(kind: str) -> None:
    found = signer(MESSAGE, signature(kind), allowed(kind))
    assert found.payer == "nordvik"
    assert found.fingerprint.startswith("SHA256:")


@pytest.mark.parametrize("kind", KINDS)
def test_something_else_is_not_signed(kind: str) -> None:
    with pytest.raises(NotSignedError) as refused:
        signer(b"Sjekkpunkt\n", signature(kind), allowed(kind))
    assert "av noe annet enn det som ligger ved siden av" in str(refused.value.text)


def test_a_stranger() -> None:
    with pytest.raises(NotSignedError) as refused:
        signer(MESSAGE, signature("ed25519"), allowed("rsa"))
    assert "som allowed_signers ikke har" in str(refused.value.text)


@pytest.mark.parametrize("kind", KINDS)
def test_no_byte_of_a_signature_can_be_changed(kind: str) -> None:
    """Each letter of the armour, in steps; what it says then is nobody's signature."""
    whole, keys = signature(kind), allowed(kind)
    begins, ends = whole.index(b"\n") + 1, whole.index(b"\n-----END") - 3
    for place in range(begins, ends, 7):
        letter = whole[place : place + 1]
        if not letter.strip():
            continue
        other = b"A" if letter != b"A" else b"B"
        with pytest.raises(NotSignedError):
            signer(MESSAGE, whole[:place] + other + whole[place + 1 :], keys)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x" * 30_000,
        ARMOUR % b"AAAA",
        ARMOUR % b"U1NIU0lHAAAAAQ==",
        ARMOUR % b"U1NIU0lHAAAAAf////8=",
    ],
)
def test_what_is_no_signature(content: bytes) -> None:
    with pytest.raises(NotSignedError) as refused:
        signer(MESSAGE, content, allowed("rsa"))
    assert "kan ikke leses som en signatur" in str(refused.value.text)


def test_a_signature_for_something_else_than_us() -> None:
    """The name that it is signed for is signed too, so one of git is none of ours."""
    inside = signature("ed25519").split(b"\n")
    raw = base64.b64decode(b"".join(inside[1:-2]))
    other = raw.replace(b"\x00\x00\x00\x09fellesbok", b"\x00\x00\x00\x09fellesgit")
    armour = b"\n".join((inside[0], base64.b64encode(other), inside[-2], b""))
    with pytest.raises(NotSignedError) as refused:
        signer(MESSAGE, armour, allowed("ed25519"))
    assert "laget for «fellesgit» og ikke for fellesbok" in str(refused.value.text)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("nordvik", "Linje 1 i allowed_signers kan ikke leses"),
        ("nordvik ssh-dss AAAA", "Linje 1 i allowed_signers kan ikke leses"),
        ("nordvik ssh-ed25519 AAAAA", "Linje 1 i allowed_signers kan ikke leses"),
        (
            'nordvik namespaces="git" ssh-ed25519 AAAA',
            "Linje 1 i allowed_signers kan ikke leses",
        ),
        ("ukjent ssh-ed25519 AAAA", "er for «ukjent», som avtalen ikke nevner."),
        ("* ssh-ed25519 AAAA", "er for «*», som avtalen ikke nevner."),
        (
            "nordvik ssh-ed25519 AAAA\nsorvik ssh-ed25519 AAAA",
            "Linje 2 i allowed_signers har nøkkelen til en annen.",
        ),
    ],
)
def test_a_line_of_keys_that_cannot_be_meant(row: str, said: str) -> None:
    with pytest.raises(NotSignedError) as refused:
        allowed_signers(row, PAYERS)
    assert said in str(refused.value.text)
