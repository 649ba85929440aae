"""Books that are no folder of their own: flat ones, and those with others' files.

A revision has all that the books take in, or is refused: what is missing in it would
stand as a difference.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimbook import cost
from compared_books import compared_books
from compared_books import in_git
from compared_books import source
from fellesbok.compare import revisions
from fellesbok.compare.proposed_change import CannotCompareError
from fellesbok.compare.revisions import at_revision
from fellesbok.compare.trying import Source
from fellesbok.compare.trying import compare
from fellesbok.messages import Text
from fellesbok.messages import say

if TYPE_CHECKING:
    from pathlib import Path

    from claimbook import Folder
    from fellesbok.compare.records import Comparison

SHARED = cost("2018-05-01", "300.00")
"""A voucher that lies outside the books."""


def committed(folder: Path) -> None:
    """All that lies in the folder becomes one revision."""
    in_git(folder, "add", ".")
    in_git(folder, "commit", "-q", "-m", "Slik det er")


@pytest.fixture
def region(tmp_path: Path) -> Folder:
    """Books in a repository of several, with a voucher in ``felles``."""
    in_git(tmp_path, "init", "-q")
    (tmp_path / "felles").mkdir()
    (tmp_path / "felles" / "bilag.beancount").write_text(SHARED, encoding="utf-8")
    return compared_books(tmp_path / "region")


def since(main: Path, revision: str = "HEAD") -> Comparison:
    """What is different since a revision."""
    here = Source(main, Text("bøkene slik de er"))
    with at_revision(main, revision) as before:
        return compare(before, here, ())


def why_not(main: Path) -> str:
    """Why a revision is not compared."""
    with pytest.raises(CannotCompareError) as refused:
        since(main)
    error = refused.value
    told = [f"{each.path}:{each.line}" for each in error.faults]
    return " ".join([*told, *([] if error.text is None else [say(error.text, "nb")])])


def flat(folder: Path, rules: str = "allocation_rules.yaml") -> Path:
    """Books whose main file has no ledger around it; the main file."""
    made = compared_books(folder).flattened()
    main = (made.path / "main.beancount").resolve()
    text = main.read_text(encoding="utf-8").replace("allocation_rules.yaml", rules)
    main.write_text(text, encoding="utf-8")
    return main


def test_a_flat_folder_that_is_the_repository_itself(tmp_path: Path) -> None:
    main = flat(tmp_path / "flat")
    in_git(main.parent, "init", "-q")
    committed(main.parent)
    with main.open("a", encoding="utf-8") as books:
        books.write(cost("2018-05-01", "100.00"))
    assert since(main).difference == Decimal("100.00")


def test_what_lies_beside_a_flat_folder_is_not_set_out(tmp_path: Path) -> None:
    in_git(tmp_path, "init", "-q")
    main = flat(tmp_path / "flat")
    (tmp_path / "annet").mkdir()
    (tmp_path / "annet" / "brev.txt").write_text("Hei")
    committed(tmp_path)
    with at_revision(main, "HEAD") as before:
        assert (before.main.parent / "allocation_rules.yaml").is_file()
        assert not (before.main.parents[1] / "annet").exists()


def test_agreements_above_a_folder_by_another_name_are_taken_along(
    tmp_path: Path,
) -> None:
    in_git(tmp_path, "init", "-q")
    main = flat(tmp_path / "bok" / "hovedbok", "../avtaler.yaml")
    (main.parent / "allocation_rules.yaml").rename(tmp_path / "bok" / "avtaler.yaml")
    (main.parent / "population.csv").rename(tmp_path / "bok" / "population.csv")
    committed(tmp_path)
    assert since(main).different == ()


def test_agreements_outside_the_repository_are_told(tmp_path: Path) -> None:
    main = flat(tmp_path / "flat", "../avtaler.yaml")
    (main.parent / "allocation_rules.yaml").rename(tmp_path / "avtaler.yaml")
    (main.parent / "population.csv").rename(tmp_path / "population.csv")
    in_git(main.parent, "init", "-q")
    committed(main.parent)
    assert "main.beancount tar inn «../avtaler.yaml», som ligger utenfor" in why_not(
        main
    )


@pytest.mark.parametrize(
    "line",
    [
        'include "../../felles/bilag.beancount"',
        'include "../../felles/*.beancount"',
        'include "../../f*/**/*.beancount"',
        'include "../../felles/liste.beancount"',
    ],
)
def test_what_lies_elsewhere_in_the_repository_is_taken_along(
    line: str, region: Folder
) -> None:
    felles = region.path.parent / "felles"
    (felles / "mer").mkdir()
    if "liste" in line:
        (felles / "bilag.beancount").rename(felles / "mer" / "bilag.beancount")
        (felles / "liste.beancount").write_text('include "mer/bilag.beancount"')
    committed(region.add(line).path.parent)
    main = source(region).main
    assert since(main).different == ()
    # And what is changed there is seen.
    (voucher,) = felles.rglob("bilag.beancount")
    voucher.write_text(SHARED.replace("300.00", "310.00"), encoding="utf-8")
    assert since(main).difference == Decimal("10.00")


def test_faults_elsewhere_in_the_repository_are_told_by_their_name(
    region: Folder,
) -> None:
    voucher = region.path.parent / "felles" / "bilag.beancount"
    voucher.write_text(SHARED + "\n2018-06-01 * feil\n", encoding="utf-8")
    committed(region.add('include "../../felles/bilag.beancount"').path.parent)
    voucher.write_text(SHARED, encoding="utf-8")
    (fault,) = since(source(region).main).faults
    assert fault.path == "HEAD:../felles/bilag.beancount"


def test_documents_elsewhere_in_the_repository_are_taken_along(region: Folder) -> None:
    account = "Expenses:IKT"
    folder = region.path.parent / "bilag" / "Expenses" / "IKT"
    folder.mkdir(parents=True)
    (folder / "2018-03-01.faktura.pdf").write_bytes(b"%PDF")
    (region.path.parent / "felles" / "avtale.pdf").write_bytes(b"%PDF")
    region.add(
        'option "documents" "../../bilag"',
        f'2018-03-02 document {account} "../../felles/avtale.pdf"',
    )
    committed(region.path.parent)
    found = since(source(region).main)
    assert (found.faults, found.different) == ((), ())


def test_an_include_that_leads_out_of_the_repository_is_told(
    region: Folder, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("utenfor") / "bilag.beancount"
    outside.write_text(SHARED, encoding="utf-8")
    main = source(region).main
    from_here = f"../../../{outside.parent.name}/bilag.beancount"
    for said in (from_here, str(outside), str(tmp_path / "felles" / "*.beancount")):
        before = main.read_text(encoding="utf-8")
        region.add(f'include "{said}"')
        committed(tmp_path)
        told = f"ledger/main.beancount tar inn «{said}», som ligger utenfor"
        assert told in why_not(main)
        main.write_text(before, encoding="utf-8")


def test_a_pattern_that_turns_back_is_told(region: Folder) -> None:
    committed(region.add('include "*/../../felles/*.beancount"').path.parent)
    assert "som ligger utenfor" in why_not(source(region).main)


@pytest.mark.parametrize("line", ["mangler.beancount", "2018/*.beancount"])
def test_an_include_that_a_revision_lacks_is_told(line: str, region: Folder) -> None:
    committed(region.add(f'include "{line}"').path.parent)
    voucher = region.path / "ledger" / line.replace("*", "bilag")
    voucher.parent.mkdir(exist_ok=True)
    voucher.write_text(SHARED, encoding="utf-8")
    main = source(region).main
    lines = main.read_text(encoding="utf-8").splitlines()
    told = why_not(main)
    assert f"HEAD:ledger/main.beancount:{len(lines)}" in told
    assert "revisjon HEAD: en fil som bøkene tar inn, er ikke lest." in told


def test_an_include_that_the_books_lack_now_is_told(region: Folder) -> None:
    committed(region.add('include "../../felles/bilag.beancount"').path.parent)
    (region.path.parent / "felles" / "bilag.beancount").unlink()
    assert "bøkene slik de er: en fil som bøkene tar inn" in why_not(
        source(region).main
    )


def test_a_file_of_which_nothing_is_read_is_told(region: Folder) -> None:
    """As what stands for a large file whose contents lie on another server."""
    voucher = region.path.parent / "felles" / "bilag.beancount"
    voucher.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\n")
    committed(region.add('include "../../felles/bilag.beancount"').path.parent)
    voucher.write_text(SHARED, encoding="utf-8")
    told = why_not(source(region).main)
    assert "HEAD:../felles/bilag.beancount:1" in told
    assert "er ikke lest" in told


@pytest.mark.parametrize(
    ("line", "linked"),
    [
        ("../../felles/*.beancount", "felles/mer.beancount"),
        ("../../felles/mer.beancount", "felles/mer.beancount"),
        ("../../**/*.beancount", "andre"),
    ],
)
def test_what_is_taken_in_through_a_link_is_told(
    line: str, linked: str, region: Folder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    top = region.path.parent
    outside = tmp_path_factory.mktemp("utenfor")
    (outside / "mer.beancount").write_text(cost("2018-06-01", "50.00"))
    is_file = linked.endswith(".beancount")
    (top / linked).symlink_to(outside / "mer.beancount" if is_file else outside)
    committed(region.add(f'include "{line}"').path.parent)
    told = why_not(source(region).main)
    assert f"../{linked} er en lenke eller et annet depot" in told


def test_a_link_that_nothing_takes_in_changes_nothing(region: Folder) -> None:
    (region.path / "ledger" / "siste.pdf").symlink_to("main.beancount")
    (region.path / "nyeste").symlink_to("ledger")
    region.add('include "../../felles/**/*.beancount"')
    committed(region.path.parent)
    assert since(source(region).main).different == ()


def test_figures_through_a_link_are_told(region: Folder) -> None:
    figures = region.path / "ledger" / "population.csv"
    figures.rename(region.path / "ledger" / "tall.csv")
    figures.symlink_to("tall.csv")
    committed(region.path.parent)
    assert "HEAD:allocation_rules.yaml" in why_not(source(region).main)


def test_no_more_is_set_out_for_what_lies_elsewhere(
    region: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        name = f"{number}.beancount"
        (region.path.parent / "felles" / name).write_text("; tom\n")
    committed(region.add('include "../../felles/*.beancount"').path.parent)
    monkeypatch.setattr(revisions, "MOST_FILES", 8)
    assert "er for stor til å hentes ut: høyst 8 filer" in why_not(source(region).main)
    monkeypatch.setattr(revisions, "MOST_FILES", 9)
    assert since(source(region).main).different == ()
