"""The folder of proposals is laid out by name, and no more than so many of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.compare.laid_out import MOST
from fellesbok.compare.laid_out import laid_out
from fellesbok.compare.laid_out import stamp

if TYPE_CHECKING:
    from pathlib import Path


def test_what_lies_in_the_folder_is_laid_out(tmp_path: Path) -> None:
    main = tmp_path / "ledger" / "main.beancount"
    assert laid_out(main) == {}
    folder = tmp_path / "forslag"
    folder.mkdir()
    for name in ("b.yaml", "a å.yaml", ".skjult.yaml", "c.yml", "notat.txt", "d.yaml~"):
        (folder / name).write_text("region: Vika\n", encoding="utf-8")
    (folder / "mappe.yaml").mkdir()
    assert list(laid_out(main)) == ["a å", "b"]
    before = stamp(main)
    (folder / "b.yaml").write_text("region: Vika\n" * 2, encoding="utf-8")
    assert stamp(main) != before
    for number in range(MOST + 5):
        (folder / f"x{number}.yaml").write_text("region: Vika\n", encoding="utf-8")
    assert len(laid_out(main)) == MOST


def test_books_without_a_ledger_have_the_folder_beside_their_main_file(
    tmp_path: Path,
) -> None:
    """What lies beside a flat folder of books is of others."""
    flat = tmp_path / "flat"
    for folder in (tmp_path / "forslag", flat / "forslag"):
        folder.mkdir(parents=True)
        (folder / f"{folder.parent.name}.yaml").write_text("region: Vika\n")
    assert list(laid_out(flat / "main.beancount")) == ["flat"]
