"""A file that takes another's place is its owner's, and as open as it was."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from fellesbok.filing.likeness import folder_like
from fellesbok.filing.likeness import like
from systems import needs

if TYPE_CHECKING:
    from pathlib import Path


def mode_of(folder: Path, *, mode: int, is_new: bool) -> int:
    """The mode of a file that is made like one with a mode."""
    pattern, made = folder / "hoved", folder / "ny"
    pattern.write_bytes(b"")
    pattern.chmod(mode)
    with made.open("wb") as file:
        like(file.fileno(), pattern, is_new=is_new)
    return stat.S_IMODE(made.stat().st_mode)


@needs("fchmod")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_what_replaces_a_file_has_its_mode(tmp_path: Path, mode: int) -> None:
    assert mode_of(tmp_path, mode=mode, is_new=False) == mode


@needs("fchmod")
def test_what_is_new_is_never_a_programme(tmp_path: Path) -> None:
    assert mode_of(tmp_path, mode=0o755, is_new=True) == 0o644


@needs("fchown")
@pytest.mark.parametrize("is_new", [False, True])
def test_an_owner_that_may_not_be_given_stops_what_replaces_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_new: bool
) -> None:
    """A new file is then ours: nobody had it before."""

    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    pattern = tmp_path / "hoved"
    pattern.write_bytes(b"")
    of_others = list(pattern.stat())
    of_others[stat.ST_UID] += 1
    with (tmp_path / "ny").open("wb") as file:
        made = os.fstat(file.fileno())
        monkeypatch.setattr(os, "fchown", refused)
        monkeypatch.setattr(os, "fstat", lambda _: os.stat_result(of_others))
        assert made.st_uid != of_others[stat.ST_UID]
        if is_new:
            like(file.fileno(), pattern, is_new=True)
            return
        with pytest.raises(PermissionError, match="eies av en annen bruker") as told:
            like(file.fileno(), pattern, is_new=False)
        assert str(pattern) in str(told.value)


@needs("setxattr")
def test_what_is_kept_beside_the_mode_follows_the_file(tmp_path: Path) -> None:
    pattern, made = tmp_path / "hoved", tmp_path / "ny"
    pattern.write_bytes(b"")
    try:
        os.setxattr(pattern, "user.arkiv", b"5 aar")
    except OSError:
        pytest.skip("the disk keeps none")
    for is_new, kept in ((True, []), (False, ["user.arkiv"])):
        with made.open("wb") as file:
            like(file.fileno(), pattern, is_new=is_new)
        assert os.listxattr(made) == kept
    assert os.getxattr(made, "user.arkiv") == b"5 aar"


@needs("chown")
def test_a_new_folder_is_given_the_owner_of_the_one_that_it_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[object, ...]] = []
    monkeypatch.setattr(os, "chown", lambda *said: given.append(said))
    above = tmp_path.stat()
    folder_like(tmp_path / "ny", above)
    assert given == [(tmp_path / "ny", above.st_uid, above.st_gid)]

    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chown", refused)
    folder_like(tmp_path / "ny", above)
