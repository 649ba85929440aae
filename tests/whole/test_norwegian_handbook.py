"""Whoever follows the Norwegian handbook gets what it shows, page by page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

import handbook_pages
from fellesbok.cli import serve
from handbook_pages import NORWEGIAN

if TYPE_CHECKING:
    from pathlib import Path

FOLLOWED = [
    page
    for page in handbook_pages.pages()
    if any(handbook_pages.blocks(handbook_pages.text_of(page)))
]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where each page that others go on from is followed, once."""
    return tmp_path_factory.mktemp("bok")


def folder_after(page: str, folders: Path) -> Path:
    """The folder of who has followed a page."""
    folder = folders / page.replace("/", "~").removesuffix(".md")
    if not folder.exists():
        before = handbook_pages.page_before(page)
        faults = handbook_pages.followed(
            page, folder, folder_after(before, folders) if before else None
        )
        assert not faults, "\n".join([f"docs/nb/{page}", *faults])
    return folder


@pytest.mark.parametrize("page", FOLLOWED)
def test_a_page_can_be_followed(
    page: str, folders: Path, monkeypatch: pytest.MonkeyPatch, *, update_golden: bool
) -> None:
    # Everything but answering: a server that is started does not end.
    for name in ("must_be_free", "answer"):
        monkeypatch.setattr(serve, name, lambda *_, **_named: None)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("HOME", str(folders))
    before = handbook_pages.page_before(page)
    start = folder_after(before, folders) if before else None
    if update_golden:
        text = handbook_pages.as_it_is(page, folders / "as-it-is", start)
        (NORWEGIAN / page).write_text(text, encoding="utf-8")
    folder_after(page, folders)


BOOKS = """\
Lag filen `bok/a.txt`:

```text-file
en
```

Bytt dette i `bok/a.txt`

```text-file
en
```

med dette:

```text-file
to
```

Sett dette nederst i `bok/a.txt`:

```text-file
tre
```

```console
$ cat bok/a.txt
to

tre
```
""".replace("text-file", "yaml")


def faults_of(text: str, folder: Path) -> list[str]:
    folder.mkdir()
    return list(handbook_pages.Follower(folder).follow(text))


def test_files_are_made_and_changed_as_a_page_says(tmp_path: Path) -> None:
    assert faults_of(BOOKS, tmp_path / "a") == []
    assert (tmp_path / "a" / "bok" / "a.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("$ cat bok/a.txt\nto", "$ cat bok/a.txt\nfire", "$ cat bok/a.txt"),
        ("$ cat bok/a.txt", "$ cat bok/borte.txt", "[1]"),
        ("Sett dette nederst i `bok/a.txt`", "Sett dette nederst i `b`", "not there"),
        ("Sett dette nederst i", "Se på", "does not say"),
        ("`bok/a.txt`\n\n```yaml\nen", "`bok/a.txt`\n\n```yaml\nfem", "0 times"),
        ("med dette:", "og så:", "does not say"),
    ],
)
def test_what_is_not_as_a_page_says_is_told(
    tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    assert BOOKS.count(right) == 1
    faults = faults_of(BOOKS.replace(right, wrong), tmp_path / "a")
    assert said in "\n".join(faults)


@pytest.mark.parametrize(
    ("shown", "is_right"),
    [
        (("en", "to", "tre"), True),
        (("en", "…", "tre"), True),
        (("…",), True),
        (("e…", "to", "tre"), True),
        (("en", "to"), False),
        (("en", "…", "fire"), False),
        (("e", "to", "tre"), False),
    ],
)
def test_three_dots_stand_for_lines_and_for_the_rest_of_one(
    shown: tuple[str, ...], *, is_right: bool
) -> None:
    assert handbook_pages.is_shown(shown, "en\nto\ntre") is is_right


def test_no_example_is_left_untried() -> None:
    """A fence that is read as none would be one that nothing tries."""
    for page in handbook_pages.pages():
        text = handbook_pages.text_of(page)
        fences = re.findall(r"^ *(?:```|~~~).*$", text, re.MULTILINE)
        listed = 2 * text.count("```{toctree}")
        blocks = list(handbook_pages.blocks(text))
        assert len(fences) == 2 * len(blocks) + listed, page
        assert {block.language for block in blocks} <= {
            *("beancount", "console", "csv", "text", "toml", "yaml")
        }, page


def test_no_page_shows_what_another_machine_does_not() -> None:
    """A digest of documents is of what draws them, and machines draw differently."""
    digest = re.compile(r"\.[0-9a-f]{8}\.beancount")
    shown = [
        p for p in handbook_pages.pages() if digest.search(handbook_pages.text_of(p))
    ]
    assert not shown


def test_no_page_names_a_file_that_the_wheel_lacks() -> None:
    """Who has the wheel alone has the handbook's pages, and not the folder docs."""
    lacking = [
        p for p in handbook_pages.pages() if "docs/" in handbook_pages.text_of(p)
    ]
    assert not lacking
