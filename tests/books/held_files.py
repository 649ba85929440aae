"""Files of a reconciled region, held against its books."""

from __future__ import annotations

import pytest

from reconciled_region import Region


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Region:
    """The joint books, which no test here writes in."""
    with pytest.MonkeyPatch.context() as patch:
        from fellesbok.cli import desk  # noqa: PLC0415 -- only for the patch
        from fellesbok.cli.papers import Papers  # noqa: PLC0415 -- likewise

        patch.setattr(desk, "papers_of", lambda *_: Papers({}, (), (), ()))
        return Region.made(tmp_path_factory.mktemp("vika") / "bok")
