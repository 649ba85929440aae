"""What a load rests on, and whether the disk is still as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from fellesbok.kept_loads.ground import NoGroundError
from fellesbok.kept_loads.ground import Told
from fellesbok.kept_loads.ground import documents_folder
from fellesbok.kept_loads.ground import hold
from fellesbok.kept_loads.ground import listed
from fellesbok.kept_loads.ground import walked
from fellesbok.noted import digest_of
from systems import needs


@pytest.fixture
def main(tmp_path: Path) -> Path:
    """A main file that takes in what stands beside it, and has rules and a folder."""
    (tmp_path / "bilag").mkdir()
    (tmp_path / "bilag" / "a.txt").touch()
    (tmp_path / "rules.yaml").write_bytes(b"region: Vika")
    for name in ("a1", "a2"):
        (tmp_path / f"{name}.beancount").write_bytes(name.encode())
    (tmp_path / "main.beancount").write_bytes(b"main")
    return tmp_path / "main.beancount"


def told(main: Path) -> Told:
    """A load of it, as it is listened to."""
    who = Told()
    options = {"include": ["a*.beancount"], "documents": ["bilag"]}
    who.has_parsed(str(main), digest_of(b"main"), [], options)
    for step in walked(str(main), {**who.parsed, **_others(main)})[1:]:
        who.has_parsed(step[0], step[1], [], {"include": [], "documents": []})
    who.has_read(main.parent / "rules.yaml", digest_of(b"region: Vika"))
    who.was_there(main.parent / "borte", is_file=False)
    return who


def _others(main: Path) -> dict[str, tuple[str, list[str]]]:
    return {
        str(main.parent / f"{name}.beancount"): (digest_of(name.encode()), [])
        for name in ("a1", "a2")
    }


def test_what_nobody_has_changed_holds(main: Path) -> None:
    ground = told(main).ground(str(main))
    first, *_ = ground["steps"]
    assert Path(first[0]).name == "main.beancount"
    assert len(ground["steps"]) == 3
    hold(ground)


CHANGES = {
    "a file": lambda folder: (folder / "a1.beancount").write_bytes(b"annet"),
    "the rules": lambda folder: (folder / "rules.yaml").write_bytes(b"region: Vik"),
    "a file more": lambda folder: (folder / "a3.beancount").touch(),
    "a file less": lambda folder: (folder / "a2.beancount").unlink(),
    "what was not there": lambda folder: (folder / "borte").touch(),
    "a document": lambda folder: (folder / "bilag" / "b.txt").touch(),
    "the main file": lambda folder: (folder / "main.beancount").write_bytes(b"x"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_is_changed_afterwards_does_not(main: Path, change: object) -> None:
    ground = told(main).ground(str(main))
    change(main.parent)  # type: ignore[operator]
    with pytest.raises((NoGroundError, OSError)):
        hold(ground)


def test_what_changed_while_it_was_read_is_no_ground(main: Path) -> None:
    """Two readings of one file that do not agree, and a document that came."""
    twice = told(main)
    twice.has_read(main.parent / "rules.yaml", "another")
    with pytest.raises(NoGroundError):
        twice.ground(str(main))
    came = told(main)
    (main.parent / "bilag" / "b.txt").touch()
    with pytest.raises(NoGroundError):
        came.ground(str(main))


def test_a_file_that_nobody_knows_or_that_is_taken_in_twice_is_no_step(
    main: Path,
) -> None:
    known = {str(main): (digest_of(b"main"), ["a1.beancount"])}
    with pytest.raises(NoGroundError):
        walked(str(main), known)
    known |= _others(main)
    assert len(walked(str(main), known)) == 2
    for patterns in (["a1.beancount", "a1.beancount"], ["borte*"]):
        with pytest.raises(NoGroundError):
            walked(str(main), known | {str(main): (digest_of(b"main"), patterns)})


def test_documents_lie_beside_the_main_file() -> None:
    assert documents_folder("../bilag", "/b/bok/main.beancount") == "/b/bilag"


@needs("symlink")
def test_where_links_lead_nobody_knows_what_lies_there(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    assert listed(str(tmp_path))[2][2] == ["a"]
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(NoGroundError):
        listed(str(tmp_path))
