"""Tax on a voucher is shared only where it is a cost, and never comes off twice.

The figures are those of contra-cost: 1 000 with 250 in tax is 500 for each of two, when
somebody gives the tax back, in whichever of the two ways it is booked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contra_books import BANK
from contra_books import COMPENSATION
from contra_books import COST
from contra_books import GRANT
from contra_books import REDUCTION
from contra_books import TAX
from contra_books import TAX_ASSET
from contra_books import beside
from contra_books import books
from contra_books import charged
from contra_books import each
from contra_books import errors
from contra_books import result
from contra_books import rules
from contra_books import shared
from contra_books import voucher
from explained import explained
from fellesbok.budgets.figures import lines
from fellesbok.claims.settled_years import result_of
from fellesbok.lint import lint
from fellesbok.messages import say

if TYPE_CHECKING:
    from pathlib import Path

GRANTED = voucher("2020-06-01", f"{GRANT} -300.00 NOK")
GIVEN_BACK = voucher(
    "2020-05-10", f"{COMPENSATION} -250.00 NOK", '  avgift: "kompensasjon"'
)


def marked(word: str, sign: str = "") -> str:
    """A voucher whose tax line has a word of its own."""
    return voucher(
        "2020-03-01",
        f"{COST} {sign}1000.00 NOK",
        f"{COST} {sign}250.00 NOK",
        f'  avgift: "{word}"',
    )


def on_the_voucher(word: str, account: str) -> str:
    """A voucher that says it for the lines whose account is one of tax."""
    return voucher(
        "2020-03-01",
        f"{COST} 1000.00 NOK",
        f"{account} 250.00 NOK",
        said=f'avgift: "{word}"',
    )


@pytest.mark.parametrize("word", ["kompensasjon", "fradrag"])
@pytest.mark.parametrize("basis", ["gross", "net"])
@pytest.mark.parametrize("settlement", ["month", "year"])
def test_tax_that_is_given_back_is_not_shared(
    tmp_path: Path, word: str, basis: str, settlement: str
) -> None:
    for number, vouchers in enumerate(
        (
            marked(word),
            on_the_voucher(word, TAX),
            on_the_voucher(word, TAX_ASSET),
            marked(word) + GIVEN_BACK,
        )
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        written = rules(basis=basis, settlement=settlement)
        loaded = books(folder, vouchers + GRANTED, written)
        assert charged(loaded) == each("500.00" if basis == "gross" else "350.00")


def test_tax_that_is_a_cost_is_shared(tmp_path: Path) -> None:
    for number, vouchers in enumerate(
        (marked("kostnad"), on_the_voucher("kostnad", TAX))
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert charged(books(folder, vouchers)) == each("625.00")


def test_the_art_tells_that_a_line_is_tax(tmp_path: Path) -> None:
    tax = voucher(
        "2020-03-01",
        f"{COST} 1000.00 NOK",
        f"{COST} 250.00 NOK",
        '  art: "429"',
        said='avgift: "kompensasjon"',
    )
    assert charged(books(tmp_path, tax)) == each("500.00")


def test_a_part_can_be_given_back(tmp_path: Path) -> None:
    """150 of 250 is given back, and 100 is a cost: 1 100 to share."""
    parts = voucher(
        "2020-03-01",
        f"{COST} 1000.00 NOK",
        f"{TAX} 150.00 NOK",
        f"{TAX} 100.00 NOK",
        '  avgift: "kostnad"',
        said='avgift: "kompensasjon"',
    )
    assert charged(books(tmp_path, parts)) == each("550.00")


def test_a_credit_note_is_the_invoice_turned(tmp_path: Path) -> None:
    vouchers = marked("kompensasjon") + marked("kompensasjon", "-")
    loaded = books(tmp_path, vouchers)
    assert charged(loaded) == {}
    assert result(loaded).recoverable_ore == 0


@pytest.mark.parametrize("said", ['periode: "2020-01-01/2020-12-31"', 'ansvar: "155"'])
def test_other_words_of_the_voucher_hold_for_the_rest(
    tmp_path: Path, said: str
) -> None:
    both = f'{said}\n  avgift: "kompensasjon"'
    vouchers = voucher(
        "2020-03-01", f"{COST} 1000.00 NOK", f"{TAX} 250.00 NOK", said=both
    )
    expected = {"Kåfjord": 250, "Lyngen": 750} if "ansvar" in said else {}
    found = charged(books(tmp_path, vouchers))
    assert {k: int(v) for k, v in found.items()} == (
        expected or {"Kåfjord": 500, "Lyngen": 500}
    )


def test_it_is_told_and_stands_in_no_sum(tmp_path: Path) -> None:
    loaded = books(tmp_path, marked("kompensasjon"))
    found = explained(loaded, "ikt", "lyngen", 2020, everything=True)
    listed, basis = found.sections[:2]
    assert [row.amount_ore for row in listed.rows] == [100000]
    assert [say(row.label, "nb") for row in basis.rows] == [
        "Kostnad",
        "Fordelingsgrunnlag",
        "Merverdiavgift på 250,00 kr kompenseres eller fradras, og er ingen kostnad",
    ]
    agreement = shared(loaded).agreement
    cost = [n for n in lines(loaded.entries, agreement, 2020) if n.account == COST]
    assert [str(n.accounts) for n in cost] == ["1000.00"]
    ikt = agreement.cooperations["ikt"]
    assert result_of(loaded.entries, agreement, ikt, 2020) == 0


def test_both_ways_on_one_voucher_is_an_error(tmp_path: Path) -> None:
    for number, tax in enumerate(
        (
            [f"{COST} 250.00 NOK", '  avgift: "kompensasjon"'],
            [f"{TAX_ASSET} 250.00 NOK", '  avgift: "fradrag"'],
        )
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        vouchers = voucher(
            "2020-03-01",
            f"{COST} 1000.00 NOK",
            *tax,
            f"{COMPENSATION} -250.00 NOK",
        )
        loaded = books(folder, vouchers)
        (line,) = errors(loaded, folder).splitlines()
        lineno = next(
            n
            for n, text in enumerate(
                (folder / "source.beancount").read_text("utf-8").splitlines(), start=1
            )
            if text.startswith("2020-03-01")
        )
        assert line == (
            f"source.beancount:{lineno}: Bilaget har både avgift som ikke er kostnad"
            f" («avgift»), og kostnadsreduksjon på {COMPENSATION}: da kommer avgiften"
            " bort to ganger. Sett «avgift» også på linjen for kompensasjonen, eller ta"
            " den bort."
        )
        assert shared(loaded).results == ()


def test_compensation_of_another_cooperation_is_another_tax(tmp_path: Path) -> None:
    """One bill for IKT, 1 000 less tax, and PPT, 500 with 100 that are given back."""
    ppt, opened = beside(rules())
    bill = voucher(
        "2020-03-01",
        f"{COST} 1000.00 NOK",
        f"{TAX} 250.00 NOK",
        '  avgift: "kompensasjon"',
        f"{COST.replace('IKT', 'PPT')} 500.00 NOK",
        f"{COMPENSATION.replace('IKT', 'PPT')} -100.00 NOK",
    )
    loaded = books(tmp_path, f"{opened}\n{bill}", rules(more=ppt))
    assert charged(loaded) == each("700.00")


@pytest.mark.parametrize("sign", ["", "-"])
@pytest.mark.parametrize("off", ["250.00", "200.00"])
def test_tax_in_the_balance_does_not_come_off_again(
    tmp_path: Path, sign: str, off: str
) -> None:
    other = "" if sign else "-"
    vouchers = voucher(
        "2020-03-01",
        f"{COST} {sign}1000.00 NOK",
        f"{TAX_ASSET} {sign}250.00 NOK",
        f"{COMPENSATION} {other}{off} NOK",
    )
    loaded = books(tmp_path, vouchers)
    (line,) = errors(loaded, tmp_path).splitlines()
    assert line.partition(": ")[2].startswith(
        f"Bilaget har avgift på {TAX_ASSET}, utenfor kostnaden, og kostnadsreduksjon på"
        f" {COMPENSATION}: da kommer avgiften bort to ganger."
    )
    assert shared(loaded).results == ()


@pytest.mark.parametrize(
    "vouchers",
    [
        voucher("2020-03-01", f"{COST} 1250.00 NOK")
        + voucher(
            "2020-05-01", f"{COMPENSATION} -250.00 NOK", f"{TAX_ASSET} 250.00 NOK"
        ),
        voucher("2020-03-01", f"{COST} 1500.00 NOK")
        + voucher(
            "2020-05-01",
            f"{COST} 0.00 NOK",
            f"{TAX_ASSET} 250.00 NOK",
            f"{REDUCTION} -500.00 NOK",
        ),
    ],
    ids=["the compensation is owed", "another reduction"],
)
def test_contra_cost_that_is_not_of_that_tax_is_no_error(
    tmp_path: Path, vouchers: str
) -> None:
    more = rules(f"contra: [{COMPENSATION}, {REDUCTION}]")
    assert charged(books(tmp_path, vouchers, more)) == each("500.00")


def test_the_audit_does_not_ask_of_compensation_that_is_owed(tmp_path: Path) -> None:
    """The tax is in the cost, and its compensation waits in the balance."""
    owed = voucher("2020-05-01", f"{COMPENSATION} -250.00 NOK", f"{TAX_ASSET} 250 NOK")
    kept = voucher("2020-03-02", f"{COST} 40.00 NOK", f"{TAX_ASSET} 10.00 NOK")
    for number, (vouchers, asked) in enumerate(((owed, 0), (owed + kept, 1))):
        folder = tmp_path / str(number)
        folder.mkdir()
        loaded = books(folder, voucher("2020-03-01", f"{COST} 1250.00 NOK") + vouchers)
        found = lint(loaded.entries, shared(loaded), 2020)
        assert sum(f.rule == "kostnadsreduksjon" for f in found) == asked


@pytest.mark.parametrize("word", ["kompensasjon", "fradrag"])
@pytest.mark.parametrize("sign", ["", "-"])
@pytest.mark.parametrize(
    ("cost", "tax", "beside"),
    [(None, "1250.00", "0,00"), ("1000.00", "251.01", "1 000,00")],
)
def test_a_cost_that_is_marked_as_tax_is_an_error(  # noqa: PLR0913, PLR0917 -- one for each column
    tmp_path: Path, word: str, sign: str, cost: str | None, tax: str, beside: str
) -> None:
    """More than any rate of all else on the voucher, and a krone of rounding."""
    other = [f"{COST} {sign}{cost} NOK"] if cost else []
    marks = [f"{COST} {sign}{tax} NOK", f'  avgift: "{word}"']
    loaded = books(tmp_path, voucher("2020-03-01", *other, *marks))
    (line,) = errors(loaded, tmp_path).replace("\N{NO-BREAK SPACE}", " ").splitlines()
    assert f" mot {sign if cost else ''}{beside} kr i alt annet på bilaget." in line
    assert shared(loaded).results == ()


@pytest.mark.parametrize(
    ("cost", "tax", "account"),
    [
        ("1000.00", "251.00", COST),
        ("1000.00", "-251.00", TAX),
        ("100.00", "900.00", TAX),
    ],
    ids=["rounding", "tax given back alone", "import tax"],
)
def test_what_can_be_tax_is_no_error(
    tmp_path: Path, cost: str, tax: str, account: str
) -> None:
    lines = [f"{COST} {cost} NOK", f"{account} {tax} NOK", '  avgift: "kompensasjon"']
    loaded = books(tmp_path, voucher("2020-03-01", *lines))
    assert not errors(loaded, tmp_path)


def test_tax_and_its_compensation_marked_alike_are_neutral(tmp_path: Path) -> None:
    word = '  avgift: "kompensasjon"'
    vouchers = voucher(
        "2020-03-01",
        f"{COST} 1000.00 NOK",
        f"{COST} 250.00 NOK",
        word,
        f"{COMPENSATION} -250.00 NOK",
        word,
    )
    assert charged(books(tmp_path, vouchers)) == each("500.00")


@pytest.mark.parametrize(
    ("vouchers", "expected"),
    [
        (
            marked("refusjon"),
            "Ukjent avgift «refusjon» på bilaget. Skriv kompensasjon, fradrag,",
        ),
        (
            voucher("2020-03-01", f"{TAX_ASSET} 250.00 NOK", '  avgift: "Fradrag"'),
            "Ukjent avgift «Fradrag» på bilaget. Skriv kompensasjon, fradrag, kostnad.",
        ),
        (
            on_the_voucher("kompensasjon", COST),
            "Bilaget sier «avgift: kompensasjon», men ingen linje er merverdiavgift.",
        ),
        (
            on_the_voucher("kostnad", TAX_ASSET),
            f"{TAX_ASSET}: avgift som er kostnad, skal stå på en konto under Expenses;",
        ),
        (
            voucher(
                "2020-03-01",
                f"{COST} 1000.00 NOK",
                f"{BANK}:Avgift 250.00 NOK",
                '  avgift: "kostnad"',
            ),
            f"{BANK}:Avgift: avgift som er kostnad, skal stå på en konto under",
        ),
    ],
)
def test_what_cannot_be_is_told_once_with_its_line(
    tmp_path: Path, vouchers: str, expected: str
) -> None:
    opened = f"2020-01-01 open {BANK}:Avgift\n"
    said = errors(books(tmp_path, opened + vouchers), tmp_path)
    assert said.startswith("source.beancount:")
    assert said.partition(": ")[2].startswith(expected)
    assert said.count("\n") == 1
