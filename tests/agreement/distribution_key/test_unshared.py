"""A key that nobody has stated, and a cost that is not shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.agreement.distribution_key import NothingShared
from fellesbok.agreement.distribution_key import NotStated
from keys_by_hand import entitled
from keys_by_hand import now

if TYPE_CHECKING:
    from fellesbok.agreement.distribution_key import DistributionKey


@pytest.mark.parametrize("key", [NotStated("mangler"), NothingShared("tilskudd")])
def test_by_a_key_that_is_not_there_nobody_pays(key: DistributionKey) -> None:
    assert not key.shares_cost
    assert entitled(key, 100_00, now("a", "b")) == {}
