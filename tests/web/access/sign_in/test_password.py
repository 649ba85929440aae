"""A password is kept as what cannot be read back."""

from __future__ import annotations

from click.testing import CliRunner

from fellesbok.cli import main as command
from fellesbok.web.access.sign_in import Reader
from fellesbok.web.access.sign_in import hashed
from fellesbok.web.access.sign_in.password import who_has


def test_the_command_makes_a_hash_that_the_file_takes() -> None:
    result = CliRunner().invoke(command, ["password", "--password", "et ord"])
    assert result.exit_code == 0
    reader = Reader("x", None, result.output.strip())
    assert who_has({"x": reader}, "x", "et ord") == reader
    assert hashed("et ord") != hashed("et ord")
