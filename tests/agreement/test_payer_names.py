"""A payer is known by slug and by name, however the letters are written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.model import Municipality
from fellesbok.agreement.model import Payer
from fellesbok.agreement.payer_names import payer_called
from settled_years import agreement
from settled_years import version

VIKA = replace(
    agreement(version(Equal())),
    municipalities={
        "ost": Municipality("ost", "Øst", "Øst", "", ()),
        "vest": Municipality("vest", "VEST", "Vest", "", ()),
    },
    parties={"Vest": Payer("Vest", "Vestkirken", "Kirken")},
)


@pytest.mark.parametrize(
    ("wanted", "slug"),
    [
        ("ost", "ost"),
        ("Øst", "ost"),
        ("øST", "ost"),
        ("vestkirken", "Vest"),
        # Two are written alike but for the case: each is found as it stands.
        ("Vest", "Vest"),
        ("VEST", "vest"),
        ("Øs", None),
        ("", None),
    ],
)
def test_who_is_meant(wanted: str, slug: str | None) -> None:
    found = payer_called(VIKA, wanted)
    assert (None if found is None else found.slug) == slug
