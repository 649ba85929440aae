"""The programme as it is typed: ``fellesbok``, or ``python -m fellesbok``."""

from __future__ import annotations

from fellesbok.collecting import without_collecting


def main() -> None:
    """Carry out the command line; no garbage is looked for while it is fetched."""
    with without_collecting():
        from fellesbok.cli import main as commands  # noqa: PLC0415 -- said above

    commands()


if __name__ == "__main__":
    main()
