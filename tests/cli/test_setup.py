"""`fellesbok setup`: a folder that IT builds from, or what stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from fellesbok.cli import main
from fellesbok.cli import setup

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

NAME = "fellesbok-0.1.0-py3-none-any.whl"
FILES = {
    "Caddyfile",
    "Dockerfile",
    "Dockerfile.dockerignore",
    "compose.yaml",
    "fellesbok.service",
    "requirements.txt",
}


def laid_out(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["setup", str(folder), *options])


def test_without_a_wheel_it_says_which_file_to_lay_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "wheel_here", lambda: None)
    done = laid_out(tmp_path / "it")
    assert done.exit_code == 0, done.output
    assert {path.name for path in (tmp_path / "it").iterdir()} == FILES
    assert f"Legg også programfilen {NAME} der" in " ".join(done.output.split())


@pytest.mark.parametrize("is_named", [True, False])
def test_the_wheel_is_laid_beside_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_named: bool
) -> None:
    wheel = tmp_path / NAME
    wheel.write_bytes(b"a wheel")
    monkeypatch.setattr(setup, "wheel_here", lambda: None if is_named else wheel)
    options = ["--wheel", str(wheel)] if is_named else []
    done = laid_out(tmp_path / "it", *options)
    assert done.exit_code == 0, done.output
    assert {path.name for path in (tmp_path / "it").iterdir()} == {*FILES, NAME}
    assert (tmp_path / "it" / NAME).read_bytes() == b"a wheel"
    assert "Legg også" not in done.output


def test_a_folder_with_something_in_it_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "readers.toml").write_text("", encoding="utf-8")
    done = laid_out(tmp_path)
    assert done.exit_code == 1
    assert "er ikke tom" in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["readers.toml"]


def test_an_installation_without_the_files_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "setup_folder", lambda: None)
    done = laid_out(tmp_path / "it")
    assert done.exit_code == 1
    assert "Installer fellesbok på nytt" in done.output
    assert not (tmp_path / "it").exists()
