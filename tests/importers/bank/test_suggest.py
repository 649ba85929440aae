"""Payments that nobody knows get a suggestion from those before; shares never do."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import pytest
from click.testing import CliRunner

from bank_documents import Paid
from bank_documents import notice
from fellesbok.filing.folder import load
from fellesbok_importers.bank import account_statement
from fellesbok_importers.bank.account_statement import BankImporter
from fellesbok_importers.bank.suggest import find_predictor
from fellesbok_importers.bank.suggest import is_share
from fellesbok_importers.intake import reading_in
from fellesbok_importers.intake.commands import import_command
from fellesbok_importers.profiles import find_profile
from intake_books import add
from intake_books import make_books
from intake_books import with_bank

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok_importers.bank.suggest import Imported
    from fellesbok_importers.bank.suggest import Predictor

LESSON = """
2018-02-{day} * "{payee}" "{text}"
  Assets:Bank  -10.00 NOK
  {account}

"""
FEE, RENT, SHARE = (
    "Expenses:IKT:Ansvar-155",
    "Expenses:Brann:Ansvar-339",
    "Assets:Fordringer:Sørvik:IKT",
)


class Likest:
    """Answers with the accounts of the lesson with most words in common.

    It has the interface of smart_importer's predictors, and is as eager to answer.
    """

    def __init__(self) -> None:
        self.taught: list[set[str]] = []

    def hook(self, imported_entries: Imported, existing_entries: Any) -> Imported:  # noqa: ANN401 -- as smart_importer has it
        lessons = [e for e in existing_entries if hasattr(e, "postings")]
        self.taught = [{p.account for p in e.postings} for e in lessons]
        ((name, entries, account, importer),) = imported_entries
        answered = []
        for entry in entries:
            assert len(entry.postings) == 1, "the other account is what is asked for"
            words = set(f"{entry.payee} {entry.narration}".split())
            likest = max(
                lessons,
                key=lambda e: len(words & set(f"{e.payee} {e.narration}".split())),
            )
            others = [p for p in likest.postings if p.account != account]
            answered.append(entry._replace(postings=[*entry.postings, *others]))
        return [(name, answered, account, importer)]


@pytest.fixture
def main(tmp_path: Path) -> Path:
    made = with_bank(make_books(tmp_path))
    lessons = (
        ("Banken", "Gebyr januar", FEE),
        ("Banken", "Gebyr februar", FEE),
        ("Gårdeier AS", "Husleie", RENT),
        ("Sørvik", "Husleie og annet", SHARE),
        ("Noen", "Uvisst", "Liabilities:Uplassert"),
    )
    for day, (payee, text, account) in enumerate(lessons, start=10):
        lesson = LESSON.format(day=day, payee=payee, text=text, account=account)
        add(made, lesson.replace('* "Noen"', '! "Noen"'))
    return made


def suggested(main: Path, predictor: Predictor | None, *paid: Paid) -> list[Any]:
    """What stands at each payment, and at last what is told once."""
    books = load(main)
    profile = find_profile("drift", books.root)
    importer = BankImporter("drift", profile, books.agreement)
    importer.find_predictor = lambda: predictor
    path = main.parent.parent / "melding.xml"
    path.write_text(notice(*paid), encoding="utf-8")
    found = importer.outcome(str(path), books.entries)
    for entry in found.entries:
        assert entry.postings[1].account == "Liabilities:Uplassert"  # type: ignore[union-attr]
    return [*((e.meta or {}).get("forslag") for e in found.entries), found.notices]


def test_a_payment_like_others_gets_their_account_as_a_suggestion(main: Path) -> None:
    asked = Likest()
    fee, rent, notices = suggested(
        main,
        asked,
        Paid("-10.00", name="Banken", text="Gebyr mars"),
        Paid("-10.00", name="Gårdeier AS", text="Husleie"),
    )
    assert fee == f"Betalinger som ligner, står på {FEE}."
    assert rent == f"Betalinger som ligner, står på {RENT}."
    assert notices == ()
    assert asked.taught == [{"Assets:Bank", FEE}] * 2 + [{"Assets:Bank", RENT}]


def test_an_answer_without_a_word_in_common_is_no_suggestion(main: Path) -> None:
    said, _ = suggested(main, Likest(), Paid("-10.00", name="Ukjent", text="12345"))
    assert said is None


def test_a_suggestion_about_a_claim_stands(main: Path) -> None:
    said, _ = suggested(main, Likest(), Paid("10.00", name="Sørvik", text="Gebyr"))
    assert said == "Betaleren er Sørvik, uten åpne krav."


def test_one_kind_of_payment_teaches_nothing(tmp_path: Path) -> None:
    made = with_bank(make_books(tmp_path))
    add(made, LESSON.format(day=10, payee="Banken", text="Gebyr", account=FEE))
    said, _ = suggested(made, Likest(), Paid("-1.00", name="Banken", text="Gebyr"))
    assert said is None


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ("Assets:Fordringer:Sørvik:IKT", True),
        ("Assets:Krav:Sørvik:IKT", True),
        ("Assets:Krav", True),
        ("Income:IKT:Kommuner:Sørvik", True),
        ("Income:IKT:Egeninntekt", False),
        ("Assets:Kravstore", False),
        (FEE, False),
    ],
)
def test_shares_are_never_suggested(
    main: Path, account: str, *, expected: bool
) -> None:
    assert is_share(account, load(main).agreement) is expected


def test_without_the_extra_it_is_told_once_and_everything_else_is_done(
    main: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account_statement, "find_predictor", lambda: None)
    paths = []
    for name in ("en.xml", "to.xml"):
        path = main.parent.parent / name
        path.write_text(notice(Paid("-3.00", reference=name)), encoding="utf-8")
        paths.append(str(path))
    given = ["--books", str(main), "--yes", *paths]
    result = CliRunner().invoke(import_command, given)
    assert result.exit_code == 0
    assert result.output.count("smart_importer") == 1
    assert result.output.count("Skrev ") == 2


def test_a_large_statement_shows_that_it_is_being_read(
    main: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_in, "LARGE_BYTES", 1)
    path = main.parent.parent / "stor.xml"
    path.write_text(notice(Paid("-3.00")), encoding="utf-8")
    given = ["--books", str(main), "--dry-run", str(path)]
    assert "Leser stor.xml …" in CliRunner().invoke(import_command, given).output


def test_who_has_not_installed_it_is_not_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "smart_importer", None)
    assert find_predictor() is None


@pytest.mark.suggest
def test_smart_importer_itself_answers_as_the_other_does(main: Path) -> None:
    predictor = find_predictor()
    assert predictor is not None, "pip install 'smart-importer>=1.2'"
    fee, rent, other, _ = suggested(
        main,
        predictor,
        Paid("-10.00", name="Banken", text="Gebyr mars"),
        Paid("-10.00", name="Gårdeier AS", text="Husleie"),
        Paid("-10.00", name="Ukjent", text="12345"),
    )
    assert fee == f"Betalinger som ligner, står på {FEE}."
    assert rent == f"Betalinger som ligner, står på {RENT}."
    assert other is None
