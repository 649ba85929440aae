"""Who must know what a load rests on is told of all that is read meanwhile."""

from __future__ import annotations

import hashlib
from threading import Thread
from typing import TYPE_CHECKING
from typing import Any

import pytest

from fellesbok import noted

if TYPE_CHECKING:
    from pathlib import Path


class Listening:
    """Writes down what it is told."""

    def __init__(self) -> None:
        self.said: list[tuple[Any, ...]] = []

    def parse(self, name: str, content: bytes, parse: Any) -> Any:  # noqa: ANN401 -- as it is
        self.said.append((name, content))
        return parse()

    def has_read(self, path: Path, digest: str) -> None:
        self.said.append((path, digest))

    def was_there(self, path: Path, *, is_file: bool) -> None:
        self.said.append((path, is_file))

    def leads_to(self, written: Path, place: Path) -> None:
        self.said.append((written, place))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"region: Vika")
    return file


def test_what_is_read_asked_for_and_followed_is_told(path: Path) -> None:
    gone, here = path.with_name("borte"), Listening()
    with noted.told(here):
        assert noted.read_bytes(path) == b"region: Vika"
        assert noted.is_file(path)
        assert not noted.is_file(gone)
        odd = path.parent / "." / ".." / path.parent.name / path.name
        assert noted.resolved(odd) == path.resolve()
    assert here.said == [
        (path, hashlib.sha256(b"region: Vika").hexdigest()),
        (path, True),
        (gone, False),
        (odd, path.resolve()),
    ]


def test_after_it_nobody_is_told_also_where_it_stopped(path: Path) -> None:
    here = Listening()
    with pytest.raises(OSError, match="borte"), noted.told(here):
        noted.read_bytes(path.with_name("borte"))
    assert noted.listener() is None
    assert noted.read_bytes(path) == b"region: Vika"
    assert here.said == []


def test_the_one_who_listens_innermost_is_told_and_then_the_other(path: Path) -> None:
    outer, inner = Listening(), Listening()
    with noted.told(outer):
        with noted.told(inner):
            noted.is_file(path)
        assert noted.listener() is outer
    assert (len(outer.said), len(inner.said)) == (0, 1)


def test_another_thread_is_not_listened_to(path: Path) -> None:
    here = Listening()
    with noted.told(here):
        other = Thread(target=noted.read_bytes, args=(path,))
        other.start()
        other.join()
    assert here.said == []
