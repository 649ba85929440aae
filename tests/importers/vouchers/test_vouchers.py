"""Voucher exports: each folder of ``books/intake`` with a document and its profile.

Beside the document stands what it becomes, ``expected.beancount``, or what is said
about it, ``expected.errors``; ``pytest --update-golden`` writes them anew.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook import entries_text
from fellesbok.rules import read_rules
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.propose import propose
from fellesbok_importers.profiles import find_profile
from fellesbok_importers.profiles import preset_names
from fellesbok_importers.profiles import profile_of
from fellesbok_importers.profiles import read_profile
from fellesbok_importers.rows.sheet import Row
from fellesbok_importers.vouchers.table_vouchers import VoucherImporter
from fellesbok_importers.vouchers.table_vouchers import book
from fellesbok_importers.vouchers.writing import vouchers_of
from places import MADE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from beancount.core.data import Posting

    from fellesbok_importers.vouchers.table_vouchers import Booked

FOLDER = MADE / "intake"
CASES = sorted(path.parent for path in FOLDER.glob("*/profile.yaml"))
AGREEMENT = read_rules(FOLDER / "allocation_rules.yaml")


def kroner_of(posting: Posting) -> Decimal:
    """The amount of a posting."""
    assert posting.units is not None
    assert posting.units.number is not None
    return posting.units.number


def booked(folder: Path) -> Booked:
    """What the importer makes of the document of a case."""
    importer = VoucherImporter("case", read_profile(folder / "profile.yaml"), AGREEMENT)
    return importer.booked(str(next(folder.glob("document.*"))))


def amounts(postings: Iterable[Any]) -> list[Decimal]:
    """The amounts of postings."""
    return [posting.units.number for posting in postings]


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_document_becomes_what_is_expected(
    folder: Path, *, update_golden: bool
) -> None:
    texts = {"expected.beancount": "", "expected.errors": ""}
    try:
        texts["expected.beancount"] = entries_text(booked(folder).transactions)
    except RejectedError as refused:
        said = str(refused).replace(f"{folder}/", "")
        texts["expected.errors"] = f"{said}\n"
    for name, text in texts.items():
        path = folder / name
        if update_golden and text:
            path.write_text(text, encoding="utf-8")
        elif update_golden:
            path.unlink(missing_ok=True)
        expected = path.read_text(encoding="utf-8") if path.exists() else ""
        assert text == expected


@pytest.mark.parametrize(
    "folder",
    [case for case in CASES if (case / "expected.beancount").exists()],
    ids=lambda folder: folder.name,
)
def test_what_is_booked_is_what_the_file_says(folder: Path) -> None:
    """Every transaction is in balance, and nothing of the cooperations is lost."""
    made = booked(folder)
    for entry in made.transactions:
        assert sum(amounts(entry.postings)) == 0
    placed = [
        posting
        for entry in made.transactions
        for posting in entry.postings
        if "rad" in (posting.meta or {})
    ]
    assert sum(amounts(placed)) == sum(made.cooperations.values())
    assert len(made.transactions) + len(made.left_out) == len(made.file.vouchers)
    identities = [entry.meta["kilde"] for entry in made.transactions]
    assert len(set(identities)) == len(identities)


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_says_how_well_it_is_known(name: str) -> None:
    profile = find_profile(name)
    assert profile.attested.source
    assert profile.attested.assumed, "what no real file has shown is said"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a\n", "Filen skal ha felter med navn."),
        ("title: x\n", "attested: Feltet mangler."),
        ("like: gbat10\nfarge: rød\n", "p.yaml:2: farge: "),
        ("like: gbat10\nbooking:\n  sign: plus\n", "p.yaml:3: booking.sign: "),
        ("like: gbat\n", "Feltet mangler."),
        ("like: gbat10\ndecimal_sign: ;\n", "Mulige verdier"),
        ("like: gbat10\ncolumns: {debit: 3}\n", "enten amount, eller både"),
        ("like: gbat10\ncolumns: {text: Tekst}\n", "må kolonnen være et nummer"),
        ("like: gbat10\nbooking: {host: Nordvik}\n", "kan ikke brukes i lenker"),
        ("like: gbat10\nbooking: {arts: {70: income}}\n", "er ikke et kontonavn"),
        ("like: gbat10\nfile: {header_row: 0}\n", "er ikke et radnummer fra 1"),
        ("like: gbat10\ntitle: a\ntitle: b\n", "står to ganger"),
    ],
)
def test_a_faulty_profile_is_told_with_its_line(text: str, said: str) -> None:
    with pytest.raises(RejectedError) as refused:
        profile_of(text, "p.yaml")
    assert said in str(refused.value)
    assert str(refused.value).startswith("p.yaml:")


def test_a_profile_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(RejectedError, match="gbat10"):
        find_profile("visma")


@pytest.mark.parametrize(
    "folder",
    [c for c in CASES if (c / "expected.beancount").exists()],
    ids=lambda folder: folder.name,
)
def test_a_profile_is_proposed_that_reads_the_file_alike(folder: Path) -> None:
    """With the host filled in, the proposal makes the same of the file as ours."""
    document = str(next(folder.glob("document.*")))
    ours = read_profile(folder / "profile.yaml").booking
    proposal = propose(document)
    assert (proposal.preset is None) == ("sheet" in folder.name)
    assert any("host" in remark for remark in proposal.remarks)
    text = proposal.yaml.replace("# host: …", f"host: {ours.host}")
    text = text.replace("# source: …", f"source: {ours.source}")
    profile = profile_of(text, "proposed.yaml")
    assert profile.columns == read_profile(folder / "profile.yaml").columns


def test_an_unknown_list_is_proposed_with_what_nobody_knows_left_open(
    tmp_path: Path,
) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(
        "Liste fra Nordvik\r\nBilagsnr,Posteringsdato,Konto,Koststed,Beskrivelse,Debet,"
        "Kredit\r\n1,2018-03-14,120,153,Blå penner,1.50,\r\n1,2018-03-14,2400,,x,,1.50"
        "\r\n".encode("cp1252")
    )
    proposal = propose(str(path))
    assert proposal.preset is None
    with pytest.raises(RejectedError, match="kildesystemet"):
        profile_of(proposal.yaml, "p.yaml")
    text = proposal.yaml.replace("# host: …", "host: nordvik")
    profile = profile_of(text.replace("# source: …", "source: nordvik"), "p.yaml")
    assert profile.file.header_row == 2
    assert (profile.file.delimiter, profile.file.encoding) == (",", "cp1252")
    assert (profile.decimal_sign, profile.date_form) == (".", "yyyy-mm-dd")
    assert profile.columns.ansvar == "Koststed"
    assert profile.booking.vouchers == "balanced"
    importer = VoucherImporter("p", profile, AGREEMENT)
    assert importer.identify(str(path))
    assert [e.narration for e in importer.booked(str(path)).transactions] == [
        "Blå penner"
    ]


def test_a_list_whose_numbers_do_not_tell_their_sign_is_asked_about(
    tmp_path: Path,
) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Bilag;Dato;Art;Koststed;Beløp\n1;20180314;120;153;1.247\n")
    remarks = " ".join(propose(str(path)).remarks)
    assert "decimal_sign" in remarks


LINES = st.lists(
    st.tuples(
        st.integers(min_value=1, max_value=6),
        st.sampled_from(["153", "155"]),
        st.integers(min_value=-(10**9), max_value=10**9),
    ),
    min_size=1,
    max_size=30,
)


@given(lines=LINES)
def test_no_line_and_no_ore_is_lost(lines: list[tuple[int, str, int]]) -> None:
    profile = profile_of(
        "like: art-ansvar-funksjon\nbooking: {source: x, host: nordvik}\n", "p.yaml"
    )
    heading = Row(1, ("Bilag", "Dato", "Art", "Ansvar", "Beløp"))
    rows = [
        Row(number, (str(nr), "1.3.2018", "120", ansvar, f"{Decimal(ore) / 100:.2f}"))
        for number, (nr, ansvar, ore) in enumerate(lines, start=2)
    ]
    rows = [
        Row(r.number, (*r.cells[:4], str(r.cells[4]).replace(".", ","))) for r in rows
    ]
    file = vouchers_of([heading, *rows], "x.csv", profile)
    made = book(file, profile, AGREEMENT)
    total = sum(ore for _, _, ore in lines)
    assert sum(made.cooperations.values(), Decimal(0)) == Decimal(total) / 100
    assert file.debit - file.credit == Decimal(total) / 100
    assert sum(len(voucher.lines) for voucher in file.vouchers) == len(lines)
    assert len(made.transactions) == len({nr for nr, _, _ in lines})
