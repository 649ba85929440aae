"""A click on a page while the disk is full at one step, and then at another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from faulty import Counting
from faulty import full
from faulty import nothing
from faulty import some

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sized
    from pathlib import Path

    from werkzeug.test import TestResponse

    from claimbook import Folder


def assert_whole_or_not_at_all(
    tmp_path: Path,
    begun: Callable[[Path], tuple[Folder, Callable[[], TestResponse]]],
    written: Callable[[Folder], Sized],
) -> None:
    """The books are as they were, which is said, or they have all that was asked for.

    Args:
        tmp_path: Where books are made, once for each step.
        begun: Makes them in a folder that is not there, and gives what clicks.
        written: What one click writes in them, which is one thing.
    """

    def clicked(name: str, at: int) -> tuple[Folder, dict[str, bytes], int, int]:
        folder, click = begun(tmp_path / name)
        before = folder.files()
        with pytest.MonkeyPatch.context() as patch:
            counting = Counting(patch, full if at else nothing, at)
            status = click().status_code
        return folder, before, status, counting.calls

    _, _, _, steps = clicked("hel", 0)
    assert steps > 10
    answers = set()
    for at in some(steps):
        folder, before, status, _ = clicked(str(at), at)
        answers.add(status)
        if status == 409:
            assert folder.files() == before, at
        else:
            assert status == 303, at
            assert len(written(folder)) == 1
    assert 409 in answers
