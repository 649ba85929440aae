"""Which books a path leads to, what they are made of, and when they have changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.folder import digest_of
from fellesbok.filing.folder import find_main
from fellesbok.filing.folder import folder_of
from fellesbok.filing.folder import held
from fellesbok.filing.folder import load
from intake_books import make_books
from systems import needs

PLUGIN = 'plugin "fellesbok.plugin" "../allocation_rules.yaml"\n'


def test_the_main_file_is_found_from_the_books_and_from_every_folder_in_them(
    tmp_path: Path,
) -> None:
    main = make_books(tmp_path / "bok")
    deep = main.parent / "2018" / "mars"
    deep.mkdir(parents=True)
    for start in (main, main.parent, main.parent.parent, deep):
        assert find_main(start) == main.resolve()


def test_a_slip_of_the_pen_leads_to_no_other_books(tmp_path: Path) -> None:
    """Those further up are found from a folder that is there alone."""
    main = make_books(tmp_path / "bok")
    assert find_main(main.parent / "2018") is None
    assert find_main(main.parent / "mian.beancount") is None
    assert find_main(main.parent / "main.beancount" / "x") is None


def test_a_ledger_of_another_name_is_asked_for_by_its_name(tmp_path: Path) -> None:
    other = make_books(tmp_path).with_name("annen.beancount")
    other.write_text("", encoding="utf-8")
    assert find_main(other) == other.resolve()
    assert find_main(tmp_path) == tmp_path.resolve() / "ledger" / "main.beancount"


def test_the_folder_of_books_is_the_one_above_their_ledger() -> None:
    """Of flat books it is their own: what is above them is of somebody else."""
    above = Path("/srv/region/ledger/main.beancount")
    flat = Path("/srv/region/main.beancount")
    assert folder_of(above) == folder_of(flat) == Path("/srv/region").absolute()


@needs("symlink")
def test_a_loop_of_links_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(CannotFileError) as told:
        find_main(tmp_path / "a")
    assert "Fikk ikke sett etter bøkene" in str(told.value.text)


def test_books_are_all_their_files_and_know_when_one_is_changed(
    tmp_path: Path,
) -> None:
    main = make_books(tmp_path)
    rules = tmp_path / "allocation_rules.yaml"
    books = load(main)
    assert books.errors == ()
    assert books.root == tmp_path.resolve()
    assert set(books.files) == {main.resolve(), rules.resolve()}
    assert books.ledger_files == (main.resolve(),)
    assert books.state() == books.digest
    before = rules.read_bytes()
    rules.write_bytes(before + b"\n")
    assert books.state() != books.digest
    rules.write_bytes(before)
    assert books.state() == books.digest


def test_a_digest_tells_names_and_contents_and_what_is_gone_apart(
    tmp_path: Path,
) -> None:
    one, two = tmp_path / "1", tmp_path / "2"
    one.write_bytes(b"ab")
    two.write_bytes(b"")
    digests = [digest_of((one, two))]
    one.write_bytes(b"a")
    two.write_bytes(b"b")
    digests.append(digest_of((one, two)))
    two.unlink()
    assert held(two) is None
    digests.append(digest_of((one, two)))
    two.write_bytes(b"")
    digests.append(digest_of((one, two)))
    digests.append(digest_of((one,)))
    assert len(set(digests)) == len(digests)


@pytest.mark.parametrize(
    ("rules", "ledger", "said"),
    [
        (None, "", "Avtalene har feil: "),
        ("region: [", PLUGIN, "Avtalene har feil: "),
        ("", 'option "title" "x"\n', "plugin «fellesbok.plugin» mangler"),
        ("", "2018-01-01 opne Assets:Bank\n", "main.beancount:1: "),
    ],
)
def test_books_without_agreements_are_refused_and_it_is_said_why(
    tmp_path: Path, rules: str | None, ledger: str, said: str
) -> None:
    main = make_books(tmp_path)
    if rules is None:
        (tmp_path / "allocation_rules.yaml").unlink()
    else:
        (tmp_path / "allocation_rules.yaml").write_text(rules, encoding="utf-8")
        main.write_text(ledger, encoding="utf-8")
    with pytest.raises(CannotFileError) as refused:
        load(main)
    assert said in str(refused.value.text)
