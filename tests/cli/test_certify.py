"""``fellesbok certify``: a folder that proves a year, made as the books are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest

from attacks import seal_vouchers
from certified_members import KEY
from certified_members import books as books  # noqa: PLC0414 -- a fixture
from certified_members import certified
from fellesbok.proof.canonical import canonical
from fellesbok.proof.canonical import digest
from fellesbok.proof.checker import verify
from fellesbok.proof.member import commitment

if TYPE_CHECKING:
    from click.testing import Result


MAIN = Path("bok", "ledger", "main.beancount")
RULES = "allocation_rules.yaml"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_year_is_proved_and_the_books_are_as_they_were(books: Path) -> None:
    before = {p: p.read_bytes() for p in (books / "bok").rglob("*") if p.is_file()}
    done = certified(books)
    assert done.exit_code == 0, done.output
    assert "Skrev 5 sertifikater" in done.output
    assert "Bøkenes utgave: " in done.output
    assert verify.main(books / "bevis") == 0
    assert before == {p: p.read_bytes() for p in before}


def test_the_same_books_give_the_same_bytes(books: Path) -> None:
    """In a new folder, and in the same one again: it gets no new checkpoint."""
    certified(books)
    first = contents(books / "bevis")
    certified(books)
    certified(books, out="igjen")
    assert contents(books / "bevis") == first
    assert contents(books / "igjen") == first


def test_books_that_have_changed_get_the_next_checkpoint(books: Path) -> None:
    certified(books)
    first = json.loads((books / "bevis" / "sjekkpunkt-0001.json").read_bytes())
    with (books / MAIN).open("a", encoding="utf-8") as more:
        more.write("\n; en merknad\n")
    assert certified(books).exit_code == 0
    second = json.loads((books / "bevis" / "sjekkpunkt-0002.json").read_bytes())
    assert (second["number"], second["previous"]) == (2, first["root"])
    assert verify.main(books / "bevis") == 0


def test_one_payer_gets_its_own_and_the_checkpoint_of_all(
    books: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    certified(books)
    done = certified(books, "--municipality", "nordvik", out="nordvik")
    assert "Skrev 2 sertifikater" in done.output
    whole, own = contents(books / "bevis"), contents(books / "nordvik")
    assert own["sjekkpunkt-0001.json"] == whole["sjekkpunkt-0001.json"]
    assert own["ikt-2018-nordvik.json"] == whole["ikt-2018-nordvik.json"]
    assert verify.main(books / "nordvik") == 0
    assert "- sertifikater som mappen ikke har" in capsys.readouterr().out


@pytest.mark.parametrize("called", ["NORDVIK", "Nordvik", "nOrdvik"])
def test_a_payer_is_found_whatever_the_case(called: str, books: Path) -> None:
    done = certified(books, "--municipality", called)
    assert done.exit_code == 0, done.output
    assert (books / "bevis" / "ikt-2018-nordvik.json").exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--municipality", "Ukjent"), "Ukjent betaler «Ukjent». Kjente: "),
        (("--cooperation", "Ukjent"), "Ukjent samarbeid «Ukjent». Kjente: "),
    ],
)
def test_a_name_that_is_not_known(
    more: tuple[str, str], said: str, books: Path
) -> None:
    done = certified(books, *more)
    assert done.exit_code == 1
    assert said in done.output
    assert not (books / "bevis").exists()


def test_a_year_in_which_nothing_is_shared(books: Path) -> None:
    done = certified(books, year="1999")
    assert done.exit_code == 1
    assert "Ingenting av 1999 er fordelt på dem det spørres om." in done.output


def test_books_with_errors_get_no_certificate(books: Path) -> None:
    with (books / MAIN).open("a", encoding="utf-8") as more:
        more.write('\n2018-02-01 * "Uten motpost"\n  Expenses:IKT  1.00 NOK\n')
    done = certified(books)
    assert done.exit_code == 1
    assert "Rett feilene i bøkene først: et sertifikat står fast." in done.output


AMONG = ["bok", "bok/ledger", "bok/ledger/q", "bok/ledger/2018/q", "bok/x/../ledger/q"]


@pytest.mark.parametrize("out", ["bok/ledger/documents", "bok/ledger/.skjult", *AMONG])
def test_certificates_never_lie_among_the_books(out: str, books: Path) -> None:
    done = certified(books, out=out)
    assert done.exit_code == 1
    assert "er en del av bøkene, eller ligger blant dem" in done.output
    assert not (books / out / "verify.py").exists()


def test_a_folder_of_other_books(books: Path) -> None:
    certified(books)
    path = books / "bevis" / "sjekkpunkt-0001.json"
    other = {**json.loads(path.read_bytes()), "origin": "Annetsteds"}
    path.write_bytes(canonical(other))
    done = certified(books)
    assert done.exit_code == 1
    assert "er et sjekkpunkt av andre bøker: Annetsteds. Velg en annen mappe." in (
        done.output
    )


def test_a_checkpoint_that_cannot_be_read(books: Path) -> None:
    certified(books)
    (books / "bevis" / "sjekkpunkt-0001.json").write_bytes(b"{")
    done = certified(books)
    assert done.exit_code == 1
    assert "kan ikke leses som et sjekkpunkt." in done.output


def test_a_checkpoint_that_is_called_something_else(books: Path) -> None:
    """The next one would get a number that another one has, or a hole before it."""
    certified(books)
    (books / "bevis" / "sjekkpunkt-0001.json").rename(
        books / "bevis" / "sjekkpunkt-0007.json"
    )
    done = certified(books)
    assert done.exit_code == 1
    assert "sjekkpunkt-0007.json er sjekkpunkt nummer 1, og heter noe annet." in (
        done.output
    )


def test_a_folder_with_certificates_of_another_run(books: Path) -> None:
    certified(books)
    done = certified(books, "--municipality", "nordvik")
    assert done.exit_code == 1
    said = "har JSON-filer som ikke er av denne kjøringen: barnevern-2018-"
    assert said in done.output
    assert verify.main(books / "bevis") == 0


def test_a_note_that_checkers_would_take_for_a_certificate(books: Path) -> None:
    (books / "bevis").mkdir()
    (books / "bevis" / "notat.json").write_text("{}")
    done = certified(books)
    assert done.exit_code == 1
    assert "JSON-filer som ikke er av denne kjøringen: notat.json." in done.output
    assert [path.name for path in (books / "bevis").iterdir()] == ["notat.json"]


@pytest.mark.parametrize("name", ["verify.html", "barnevern-2018-nordvik.json"])
def test_a_link_in_the_place_of_a_file_is_not_followed(books: Path, name: str) -> None:
    """It led into the books, and a file was made there."""
    (books / "bevis").mkdir()
    (books / "bevis" / name).symlink_to("../bok/ny.txt")
    done = certified(books)
    assert done.exit_code == 1
    assert f"{name} er en lenke, og blir ikke skrevet over." in done.output
    assert not (books / "bok" / "ny.txt").exists()
    assert [path.name for path in (books / "bevis").iterdir()] == [name]


def test_an_agreement_that_cannot_be_quoted_line_by_line(books: Path) -> None:
    """What the checker refuses is said, and not written."""
    rules = books / "bok" / "allocation_rules.yaml"
    text = rules.read_text("utf-8")
    assert "      - from: " in text
    rules.write_text(text.replace("      - from: ", "      -\n        from: "), "utf-8")
    done = certified(books)
    assert done.exit_code == 1
    assert "avtalen har et annet antall versjoner" in done.output
    assert "Kontrollen godtar ikke sertifikatet barnevern-2018-" in done.output
    assert "så ingenting er skrevet: " in done.output
    assert not (books / "bevis").exists()


def member(books: Path, whose: str = "nordvik", out: str = "mitt") -> Result:
    (books / "nokkel").write_text(KEY + "\n", encoding="ascii")
    key = ("--salt-key", str(books / "nokkel"))
    return certified(books, "--member", "--municipality", whose, *key, out=out)


def told(books: Path, name: str, out: str = "mitt") -> Any:  # noqa: ANN401 -- a certificate
    return json.loads((books / out / name).read_bytes())


def test_a_member_gets_extracts_and_commitments(
    books: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its own figures are open and checked; the others' are commitments."""
    done = member(books)
    assert done.exit_code == 0, done.output
    assert not list((books / "mitt").glob("bok~*"))
    found = told(books, "ikt-2018-nordvik-medlem.json")
    amounts = found["periods"][-1]["amounts"]
    assert amounts["nordvik"] == found["subject"]["ore"]
    others = [str(ore)[:7] for payer, ore in amounts.items() if payer != "nordvik"]
    assert others == ["skjult:"] * len(others) != []
    assert verify.main(books / "mitt") == 0
    said = capsys.readouterr().out
    assert "så langt det kan ses. Ikke kontrollert:" in said
    assert (
        "-medlem.json: om utdragene er av bøkene og hele, og det som er skjult" in said
    )


def test_a_member_is_told_what_the_accounts_are_called(books: Path) -> None:
    """They say what is income; where their words end is told, and nothing after."""
    (books / "key").write_text(KEY, "utf-8")
    rules = books / "bok" / RULES
    text = rules.read_text("utf-8")
    named = "currency: NOK\naccounts:\n  to_fund: Avsatt\n"
    rules.write_text(text.replace("currency: NOK\n", named), "utf-8")
    asked = ["--member", "--municipality", "nordvik", "--salt-key"]
    done = certified(books, *asked, str(books / "key"))
    assert done.exit_code == 0, done.output
    told = json.loads((books / "bevis" / "ikt-2018-nordvik-medlem.json").read_bytes())
    assert "Kommuner|Avsatt|Overskudd" in told["vouchers"]["selector"]
    shown = [told["extract"][RULES][str(n)] for n in (4, 5, 6)]
    assert shown == ["accounts:", "  to_fund: Avsatt", "municipalities:"]


def test_no_amount_of_another_is_told(books: Path) -> None:
    """Neither in the certificate nor in the lines that are quoted."""
    certified(books)
    member(books)
    whole = told(books, "ikt-2018-nordvik.json", "bevis")["periods"][-1]
    text = (books / "mitt" / "ikt-2018-nordvik-medlem.json").read_text("utf-8")
    others = {p: ore for p, ore in whole["amounts"].items() if p != "nordvik"}
    assert others
    for payer, ore in others.items():
        assert f":{ore}" not in text, payer
        assert whole["entitlements"][payer] not in text, payer


def test_members_are_told_the_same_and_the_accountant_opens_it(books: Path) -> None:
    """One's open figure, salted, is the commitment that another one has of it."""
    member(books)
    member(books, whose="sorvik", out="ditt")
    mine = told(books, "ikt-2018-nordvik-medlem.json")
    yours = told(books, "ikt-2018-sorvik-medlem.json", "ditt")
    place = f"ikt-2018/periods/{len(mine['periods']) - 1}/amounts/nordvik"
    ore = str(mine["periods"][-1]["amounts"]["nordvik"])
    hidden = yours["periods"][-1]["amounts"]["nordvik"]
    assert commitment(ore, mine["salts"][place]) == hidden
    theirs = f"ikt-2018/periods/{len(mine['periods']) - 1}/amounts/sorvik"
    other = str(yours["periods"][-1]["amounts"]["sorvik"])
    concealed = mine["periods"][-1]["amounts"]["sorvik"]
    assert commitment(other, yours["salts"][theirs]) == concealed
    for digest_of in ("selector", "count", "selector_digest", "set_digest"):
        assert mine["vouchers"][digest_of] == yours["vouchers"][digest_of]
    certified(books, "--salt-key", str(books / "nokkel"))
    opened = json.loads((books / "bevis" / "apning.txt").read_bytes())
    assert commitment(*opened[place]) == hidden
    assert verify.main(books / "bevis") == 0


def test_a_voucher_that_one_member_is_not_shown_shows(books: Path) -> None:
    """The member has extracts alone: what it is not shown, it cannot look for.

    Taken out of the set, its digest stands against the selection; taken out of that
    too, two members have been told of other books.
    """
    member(books)
    whole = told(books, "ikt-2018-nordvik-medlem.json")
    path = books / "mitt" / "ikt-2018-nordvik-medlem.json"
    for checkpoint in (books / "mitt").glob("sjekkpunkt-*"):
        checkpoint.unlink()
    less = json.loads(path.read_bytes())
    gone = less["vouchers"]["lines"].pop()
    del less["extract"][gone["file"]][str(gone["line"])]
    less["vouchers"]["set_digest"] = digest(canonical(less["vouchers"]["lines"]))
    path.write_bytes(canonical(less))
    with pytest.raises(verify.DiffersError, match=r"^utvalget: er et annet"):
        verify.certificate(books / "mitt", path.name, set())
    seal_vouchers(less)
    path.write_bytes(canonical(less))
    with pytest.raises(verify.DiffersError, match="kostnaden er en annen"):
        verify.certificate(books / "mitt", path.name, set())
    assert less["vouchers"]["selector"] == whole["vouchers"]["selector"]
    assert less["vouchers"]["selector_digest"] != whole["vouchers"]["selector_digest"]


def test_the_same_key_gives_the_same_bytes_and_another_one_others(books: Path) -> None:
    member(books)
    first = contents(books / "mitt")
    member(books, out="igjen")
    assert contents(books / "igjen") == first
    (books / "annen").write_text("a0" * 32, encoding="ascii")
    other = ("--salt-key", str(books / "annen"))
    certified(books, "--member", "--municipality", "nordvik", *other, out="annet")
    assert contents(books / "annet") != first


@pytest.mark.parametrize(
    ("line", "value"), [("ore", 1), ("day", "2018-01-02"), ("digest", "sha256:00")]
)
def test_a_changed_extract_is_rejected(line: str, value: object, books: Path) -> None:
    member(books)
    path = books / "mitt" / "ikt-2018-nordvik-medlem.json"
    found = json.loads(path.read_bytes())
    found["vouchers"]["lines"][0][line] = value
    found["vouchers"]["set_digest"] = digest(canonical(found["vouchers"]["lines"]))
    path.write_bytes(canonical(found))
    assert verify.main(books / "mitt") == 1


def test_extracts_are_for_somebody(books: Path) -> None:
    done = certified(books, "--member")
    assert done.exit_code == 1
    assert "Oppgi hvem utdragene er til: --municipality." in done.output


def test_whoever_sees_all_of_a_cooperation_gets_no_digest_of_whole_files(
    books: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The files have what other cooperations share, too; the figures stand open."""
    rules = books / "bok" / "allocation_rules.yaml"
    text = rules.read_text("utf-8")
    assert text.count("    kind: cooperation\n") > 1
    rules.write_text(
        text.replace(
            "    kind: cooperation\n", "    kind: cooperation\n    innsyn: felles\n"
        ),
        "utf-8",
    )
    done = certified(books, "--member", "--municipality", "nordvik")
    assert done.exit_code == 1
    assert "Oppgi nøkkelen: --salt-key." in done.output
    assert member(books).exit_code == 0
    found = told(books, "ikt-2018-nordvik-medlem.json")
    hidden = [*found["books"]["files"].values(), found["books"]["revision"]]
    assert {of[:7] for of in hidden} == {"skjult:"}
    assert "skjult:" not in json.dumps(found["periods"])
    assert found["agreement"]["digest"] == found["books"]["files"][RULES]
    assert verify.main(books / "mitt") == 0
    found["periods"][-1]["amounts"]["sorvik"] += 1
    path = books / "mitt" / "ikt-2018-nordvik-medlem.json"
    path.write_bytes(canonical(found))
    assert verify.main(books / "mitt") == 1
    assert "ørene er ikke gitt som de skal" in capsys.readouterr().out
