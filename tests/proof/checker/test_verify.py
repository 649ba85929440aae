"""The checker alone: what is right is accepted, and whatever is changed is not."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest

from aimed_attacks import AIMED
from aimed_attacks import OUTSIDE_THE_SMALL
from attacked_books import prove_more
from attacked_books import prove_random
from attacks import changed
from attacks import leaves
from attacks import other_value
from attacks import seal_vouchers
from attacks import sealed
from casebook import LEDGERS
from casebook import PROGRAMME
from deep import FIRST
from deep import TIMES
from deep import examples
from fellesbok.books import load_books
from fellesbok.errors import FileFaultsError
from fellesbok.proof.agreed import RulesText
from fellesbok.proof.agreed import agreed
from fellesbok.proof.agreed import payers
from fellesbok.proof.canonical import canonical
from fellesbok.proof.canonical import digest
from fellesbok.proof.checker import verify
from fellesbok.proof.checker import verify_deep
from fellesbok.proof.checkpoint import checkpoint
from fellesbok.rules import read_rules
from lying_host import ikt as ikt  # noqa: PLC0414 -- a fixture
from proved import prove

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

HOUSE = PROGRAMME.parents[1]
BOOKS = Path("ledger", "main.beancount")
AGREEMENTS = 50
MUTATIONS = 500

ERRORS = (*verify.FAULTS, *verify_deep.FAULTS, verify_deep.DiffersError)
CHECKERS = (verify, verify_deep)
MOST_LINES = 300


def said(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What the checker says first."""
    verify.main(folder)
    return capsys.readouterr().out.splitlines()[0]


def edit(path: Path, change: Any) -> None:  # noqa: ANN401 -- what is done to the value
    """Change a certificate and spell it as it must be."""
    value = json.loads(path.read_bytes())
    change(value)
    path.write_bytes(canonical(value))


# What is right ------------------------------------------------------------------------


def test_the_books_of_2018_are_checked_by_a_bare_python(tmp_path: Path) -> None:
    folder = tmp_path / "bevis"
    names = prove(HOUSE / BOOKS, folder)
    done = subprocess.run(
        [sys.executable, "-I", "-S", "verify.py", "."],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    first, *unseen = done.stdout.splitlines()
    assert len(names) == 27
    assert first == ("27 sertifikater stemmer, så langt det kan ses. Ikke kontrollert:")
    assert "fond, påløpt og hovedfil er bøkenes: " in done.stdout
    known = (
        r"- (ledger/2018/.+\.beancount:\d+: |at trinn, |\S+: 2018-12-31|2018-12-31: )"
    )
    assert all(re.match(known, line) for line in unseen), unseen


@pytest.mark.parametrize(
    "books",
    ["clean_books", "ordinary_books", "settled_books", "three_years"],
)
def test_books_with_closed_years_claims_and_corrections(
    books: str, tmp_path: Path
) -> None:
    names = prove(HOUSE / "tests/books" / books / BOOKS, tmp_path / "bevis")
    assert names
    assert [checker.main(tmp_path / "bevis") for checker in CHECKERS] == [0, 0]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, list[str]]:
    """Certificates of random agreements, with every kind of key, by their folders."""
    return prove_random(AGREEMENTS, tmp_path_factory.mktemp("drawn"))


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, list[str]]:
    """Certificates of claims, closed years, included files and pushed words."""
    return prove_more(tmp_path_factory.mktemp("more"))


def test_every_agreement_is_accepted(drawn: dict[Path, list[str]]) -> None:
    """Every kind of key, at every settlement period, in every year."""
    for folder, names in drawn.items():
        years = {name.rpartition("-")[0]: name for name in names}
        for name in years.values():  # what it rests on is the same for every payer
            for checker in CHECKERS:
                checker.certificate(folder, name, set())
    assert sum(map(len, drawn.values())) >= AGREEMENTS


def test_every_ledger_is_accepted(tmp_path: Path) -> None:
    """Contra-cost, tax, accruals, funds, hosts, late vouchers, closed years …

    But not where a whole version stands on one line, or the books have errors.
    """
    checked, others = 0, []
    for number, ledger in enumerate(sorted(HOUSE.glob("tests/ledgers/*/source.*"))):
        books = load_books(ledger)
        if books.shared is None or books.errors:
            continue
        folder = tmp_path / str(number)
        for name in prove(ledger, folder)[:1]:  # the others rest on the same
            try:
                for checker in CHECKERS:
                    checker.certificate(folder, name, set())
            except ERRORS as error:
                others.append(f"{ledger.parent.name}: {error}")
            else:
                checked += 1
    assert checked > 100
    assert all(re.search("annet antall versjoner|under «155»", o) for o in others), (
        "\n".join(others)
    )


@pytest.mark.parametrize("checker", CHECKERS)
def test_the_checkers_import_nothing_of_ours(checker: ModuleType) -> None:
    text = Path(str(checker.__file__)).read_text("utf-8")
    imported = set(re.findall(r"^(?:from|import) (\w+)", text, re.MULTILINE))
    assert imported <= sys.stdlib_module_names


@pytest.mark.parametrize("checker", CHECKERS)
@pytest.mark.parametrize("is_right", [True, False])
def test_a_terminal_without_our_letters_is_told_too(
    ikt: Path, checker: ModuleType, *, is_right: bool
) -> None:
    """The answer came as Python words, and the code was that of a fault."""
    if not is_right:
        (ikt / "ø-2018-x.json").write_bytes(b"{}")
    told = subprocess.run(
        [sys.executable, str(checker.__file__), str(ikt)],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stderr) == (int(not is_right), "")
    first = told.stdout.splitlines()[0]
    assert first.startswith("5 sertifikater stemmer" if is_right else "STEMMER IKKE.")


@pytest.mark.parametrize("checker", CHECKERS)
def test_whatever_a_file_leads_to_is_told_on_one_line(
    ikt: Path,
    checker: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What nobody thought of too: StopIteration in a generator is a RuntimeError."""

    def unheard_of(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(checker, "canonical", unheard_of)
    assert checker.main(ikt) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("STEMMER IKKE. ")


def test_the_small_checker_can_be_read_at_one_sitting() -> None:
    rows = Path(str(verify.__file__)).read_text("utf-8").splitlines()
    assert len(rows) <= MOST_LINES


# What is changed ----------------------------------------------------------------------


def attacks(
    *books: dict[Path, list[str]],
) -> Iterator[tuple[str, bool, Any, Any, Path]]:
    """Changed certificates, every second one sealed again by a host that lies.

    As many of them are of the one sort of books as of the other.
    """
    number, tried = FIRST * MUTATIONS, 0
    while tried < examples(MUTATIONS):
        number += 1
        chance = random.Random(number)  # noqa: S311 -- can be repeated
        some = books[number % len(books)]
        folder = [*some][number // len(books) % len(some)]
        path = folder / chance.choice(some[folder])
        whole = json.loads(path.read_bytes())
        what, other = changed(whole, folder, chance)
        is_sealed = bool(chance.randrange(2))
        other = sealed(other, folder, what) if is_sealed else other
        if other != whole:
            tried += 1
            yield (
                f"{folder.parent.name}/{number}: {what}",
                is_sealed,
                whole,
                other,
                path,
            )


def outcome(certificate: Any) -> Any:  # noqa: ANN401 -- a certificate
    """What a certificate says that each bears, is charged, and is claimed."""
    of = certificate.get
    last = of("periods")[-1]
    claims = [
        [claim.get(name) for name in ("id", "kind", "ore")] for claim in of("claims")
    ]
    borne = {p: ore for p, ore in last.get("amounts", {}).items() if ore}
    charged = of("charged"), of("closed"), sum(of("corrections"))
    return of("subject"), last.get("entitlements"), borne, charged, claims


def is_the_same(one: Any, other: Any) -> bool:  # noqa: ANN401 -- certificates
    """Whether two certificates say the same; one that lacks something does not."""
    try:
        return bool(outcome(one) == outcome(other))
    except (AttributeError, LookupError, TypeError):
        return False


def accepted_by(checker: ModuleType, path: Path, *, is_sealed: bool) -> bool:
    """Whether a checker says that a certificate is right."""
    unseen: set[str] = set()
    try:
        found = checker.certificate(path.parent, path.name, unseen)
        if not is_sealed:
            checker.checkpoints(path.parent, {path.name: found}, unseen)
    except ERRORS:
        return False
    return True


def test_changed_certificates_are_rejected(
    drawn: dict[Path, list[str]], more: dict[Path, list[str]]
) -> None:
    """Also when the host works out anew all that follows from the change.

    Then a change that moves nothing may stand, such as the number of a line around the
    one that counts; and one that moves something may not.  The small checker takes the
    steps as they are told, so what it lets through must be held by the large one; what
    it says that it has not seen it may let through.
    """
    count: Counter[bool] = Counter()
    kinds: Counter[str] = Counter()
    small: list[str] = []
    accepted = []
    for what, is_sealed, whole, other, path in attacks(drawn, more):
        count[is_sealed] += 1
        kinds[what.split(": ")[1]] += 1
        before = path.read_bytes()
        path.write_bytes(canonical(other))
        is_same = is_sealed and is_the_same(whole, other)
        if not is_same and accepted_by(verify, path, is_sealed=is_sealed):
            small.append(what)
            assert is_sealed, what
        # The large one may not lean on what the small one sees.
        if not is_same and accepted_by(verify_deep, path, is_sealed=is_sealed):
            accepted.append(what)
        path.write_bytes(before)
    assert not accepted, "\n".join(accepted)
    assert min(count.values()) > examples(MUTATIONS) // 3
    missing = {attack.__name__ for attack in AIMED} - kinds.keys()
    assert len(missing) <= (len(AIMED) // 5 if TIMES == 1 else 0), missing
    told = {attack.__name__ for attack in OUTSIDE_THE_SMALL}
    others = [what for what in small if what.split(": ")[1] not in told]
    assert len(others) <= examples(MUTATIONS) // 100, "\n".join(others)


STEPS = 24


def test_the_large_checker_alone_holds_every_step(drawn: dict[Path, list[str]]) -> None:
    """What is left of each pot, and the tree that tells how it is shared.

    No øre of the outcome is moved, and no digest is of it but the checkpoint's.  Only
    the lines around a word may be others, as long as the word stands on them.
    """
    folders, accepted, tried = list(drawn), [], 0
    for number in range(FIRST * STEPS, 100 * examples(STEPS) + FIRST * STEPS):
        chance = random.Random(number)  # noqa: S311 -- can be repeated
        folder = folders[number % len(folders)]
        path = folder / chance.choice(drawn[folder])
        whole = path.read_bytes()
        found = json.loads(whole)
        what = another_step(chance.choice(found["periods"]), chance)
        if what and canonical(found) != whole:
            tried += 1
            path.write_bytes(canonical(found))
            if accepted_by(verify_deep, path, is_sealed=True):
                accepted.append(f"{path.parent.parent.name} {what}")
            path.write_bytes(whole)
        if tried == examples(STEPS):
            break
    assert tried == examples(STEPS)
    assert not accepted, "\n".join(accepted)


def another_step(period: Any, chance: random.Random) -> str:  # noqa: ANN401 -- of a certificate
    """Tell one value of what is left, or of how it is shared, otherwise."""
    part = {name: period[name] for name in ("left", "uses")}
    places = [
        (way, value)
        for way, value in leaves(part)
        if not (isinstance(value, int) and way[-1] in {1, 2} and way[-2] != "pots")
    ]
    if not places:
        return ""
    way, value = chance.choice(places)
    held = part
    for step in way[:-1]:
        held = held[step]
    held[way[-1]] = other_value(value, chance)
    return f"{way}: {value!r} → {held[way[-1]]!r}"


def test_a_changed_byte_of_the_books_is_seen(ikt: Path) -> None:
    """One byte, anywhere: in the books, the agreement, the figures, a certificate."""
    chance = random.Random(1)  # noqa: S311 -- can be repeated
    paths = sorted(p for p in ikt.iterdir() if p.suffix in {".json", ".txt"})
    for _ in range(100):
        path = chance.choice(paths)
        before = path.read_bytes()
        place = chance.randrange(len(before))
        byte = bytes([before[place] ^ 1 << chance.randrange(8)])
        path.write_bytes(before[:place] + byte + before[place + 1 :])
        assert verify.main(ikt) == 1, (path.name, place)
        path.write_bytes(before)
    assert verify.main(ikt) == 0


def test_a_line_that_is_left_out_shows(
    ikt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The set, its digest and every sum are worked out anew without the line."""
    name = next(p.name for p in sorted(ikt.glob("ikt-*.json")))
    whole = json.loads((ikt / name).read_bytes())
    line = whole["vouchers"]["lines"].pop()
    (ikt / name).write_bytes(canonical(sealed(whole, ikt)))
    assert said(ikt, capsys) == (
        f"STEMMER IKKE. {line['file']}:{line['line']}: bilagslinjen er ikke med én gang"
    )


SELECTOR = (
    "Expenses:IKT Income:IKT -Income:IKT:Kommuner|Fond|Overskudd 2018-01-01/2018-12-31"
)


def test_the_selection_is_told_with_its_digest(ikt: Path) -> None:
    """It is the same for every payer, and is of the words of the lines themselves."""
    found = [json.loads(p.read_bytes())["vouchers"] for p in sorted(ikt.glob("ikt-*"))]
    first = found[0]
    assert all(of == first for of in found)
    assert first["selector"] == SELECTOR
    lines = [
        [line["file"], line["line"], line["digest"]]
        for line in first["lines"]
        if not line["made"]
    ]
    assert first["count"] == len(lines)
    assert first["selector_digest"] == digest(canonical([SELECTOR, lines]))
    assert first["selector_digest"] != first["set_digest"]


def narrower(vouchers: Any) -> None:  # noqa: ANN401 -- of a certificate
    vouchers["selector"] = SELECTOR.replace("01-01/", "02-01/")


def without_income(vouchers: Any) -> None:  # noqa: ANN401 -- of a certificate
    vouchers["selector"] = "Expenses:IKT 2018-01-01/2018-12-31"


def fewer(vouchers: Any) -> None:  # noqa: ANN401 -- of a certificate
    vouchers["count"] -= 1


def another_digest(vouchers: Any) -> None:  # noqa: ANN401 -- of a certificate
    vouchers["selector_digest"] = "sha256:" + "0" * 64


def that_of_the_set(vouchers: Any) -> None:  # noqa: ANN401 -- of a certificate
    vouchers["selector_digest"] = vouchers["set_digest"]


@pytest.mark.parametrize("checker", CHECKERS)
@pytest.mark.parametrize("is_sealed", [False, True])
@pytest.mark.parametrize(
    "change", [narrower, without_income, fewer, another_digest, that_of_the_set]
)
def test_a_selection_that_is_another_is_rejected(
    change: Any,  # noqa: ANN401 -- one of the changes
    is_sealed: bool,  # noqa: FBT001 -- a case
    checker: ModuleType,
    ikt: Path,
) -> None:
    """Sealed: the digest is worked out anew of what the certificate then says."""
    for path in ikt.glob("sjekkpunkt-*"):
        path.unlink()
    path = next(iter(sorted(ikt.glob("ikt-*.json"))))
    found = json.loads(path.read_bytes())
    whole = dict(found["vouchers"])
    change(found["vouchers"])
    if is_sealed:
        seal_vouchers(found)
    if found["vouchers"] == whole:  # sealing put it right again
        return
    path.write_bytes(canonical(found))
    with pytest.raises(checker.DiffersError, match=r"^utvalget: "):
        checker.certificate(ikt, path.name, set())


# What is something else ---------------------------------------------------------------


def test_a_certificate_of_other_books(
    ikt: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "annet"
    names = prove(HOUSE / "tests/books/settled_books" / BOOKS, other)
    (ikt / names[0]).write_bytes((other / names[0]).read_bytes())
    assert said(ikt, capsys).startswith("STEMMER IKKE. ")


def test_a_certificate_of_another_year_under_this_name(
    ikt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = ikt / "ikt-2018-nordvik.json"
    path.rename(ikt / "ikt-2019-nordvik.json")
    assert said(ikt, capsys) == (
        "STEMMER IKKE. ikt-2019-nordvik.json: heter noe annet enn det er"
    )


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"{", "Et sertifikat kan ikke leses: Expecting property name"),
        (b"\xff", "Et sertifikat kan ikke leses: 'utf-8' codec"),
        (b'{"a":1.0}', "1.0: er ikke skrevet på den ene måten"),
        (b'{"a":1e3}', "1e3: er ikke skrevet på den ene måten"),
        (b'{"a":NaN}', "NaN: er ikke skrevet på den ene måten"),
        (b'{"a": 1}', "ikt-2018-nordvik.json: er ikke skrevet på den ene måten"),
        (b'{"b":1,"a":1}', "ikt-2018-nordvik.json: er ikke skrevet på den ene måten"),
        (b'{"a":1,"a":1}', "ikt-2018-nordvik.json: er ikke skrevet på den ene måten"),
        (b"[" * 100_000, "Et sertifikat kan ikke leses: maximum recursion depth"),
    ],
)
def test_a_file_that_is_spelled_otherwise(
    content: bytes, what: str, ikt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (ikt / "ikt-2018-nordvik.json").write_bytes(content)
    assert said(ikt, capsys).startswith(f"STEMMER IKKE. {what}")
    assert verify_deep.main(ikt) == 1


@pytest.mark.parametrize("version", [2, 5, "4", None])
@pytest.mark.parametrize("checker", CHECKERS)
def test_a_certificate_of_a_version_that_is_not_known(
    version: object,
    checker: ModuleType,
    ikt: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = ikt / "ikt-2018-nordvik.json"
    edit(path, lambda c: c.update(version=version))
    assert checker.main(ikt) == 1
    assert capsys.readouterr().out == (
        f"STEMMER IKKE. ikt-2018-nordvik.json: er av utgave {version}: kontroller det"
        " med kontrollen som fulgte med det\n"
    )


@pytest.mark.parametrize("checker", CHECKERS)
def test_a_certificate_of_the_version_before_is_checked_as_it_was(
    checker: ModuleType, ikt: Path
) -> None:
    """What was handed out before digests were salted can still be held to."""
    path = ikt / "ikt-2018-nordvik.json"
    edit(path, lambda c: c.update(version=3))
    (ikt / "sjekkpunkt-0001.json").unlink()
    assert checker.main(ikt) == 0


def test_a_file_name_leads_nowhere_else(ikt: Path) -> None:
    with pytest.raises(verify_deep.DiffersError, match="er ikke et filnavn"):
        verify_deep.file_of(ikt, "../hemmelig")


def test_a_chain_of_checkpoints_that_is_broken(
    ikt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = json.loads((ikt / "sjekkpunkt-0001.json").read_bytes())
    certificates = {name: (ikt / name).read_bytes() for name in first["certificates"]}
    another = {**first, "root": digest(b"another")}
    second = ikt / "sjekkpunkt-0002.json"
    second.write_bytes(canonical(checkpoint(certificates, first["origin"], another)))
    assert said(ikt, capsys) == ("STEMMER IKKE. sjekkpunkt-0002.json: kjeden er brutt")
    second.write_bytes(canonical(checkpoint(certificates, first["origin"], first)))
    assert said(ikt, capsys).startswith("5 sertifikater stemmer")


@pytest.mark.parametrize("checker", CHECKERS)
def test_who_kept_the_last_checkpoint_sees_that_an_earlier_one_is_another(
    ikt: Path, checker: ModuleType
) -> None:
    """A host tells another first one, lets the second follow, and keeps the third."""
    first = json.loads((ikt / "sjekkpunkt-0001.json").read_bytes())
    certificates = {name: (ikt / name).read_bytes() for name in first["certificates"]}
    second = checkpoint(certificates, first["origin"], first)
    third = checkpoint(certificates, first["origin"], second)
    for number, told in ((2, second), (3, third)):
        (ikt / f"sjekkpunkt-000{number}.json").write_bytes(canonical(told))
    checker.checkpoints(ikt, _found(ikt, checker), set())
    other = checkpoint({"ikt-2017-nordvik.json": b"x"}, first["origin"], None)
    (ikt / "sjekkpunkt-0001.json").write_bytes(canonical(other))
    follows = {**second, "previous": other["root"]}
    for lie in (follows, checkpoint(certificates, first["origin"], other)):
        (ikt / "sjekkpunkt-0002.json").write_bytes(canonical(lie))
        with pytest.raises(checker.DiffersError, match=r"roten er en|kjeden er brutt"):
            checker.checkpoints(ikt, _found(ikt, checker), set())


def _found(folder: Path, checker: ModuleType) -> Any:  # noqa: ANN401 -- the checker's own
    """What a checker has of the certificates when it comes to the checkpoints."""
    names = sorted(path.name for path in folder.glob("*-2018-*.json"))
    return {name: checker.certificate(folder, name, set()) for name in names}


def test_that_earlier_checkpoints_are_lacking_is_told(
    ikt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where the one that is there says that nothing came before it."""
    path = ikt / "sjekkpunkt-0001.json"
    second = {**json.loads(path.read_bytes()), "number": 2}
    path.unlink()
    (ikt / "sjekkpunkt-0002.json").write_bytes(canonical(second))
    assert verify.main(ikt) == 0
    assert "sjekkpunkter som mappen ikke har" in capsys.readouterr().out
    assert verify_deep.main(ikt) == 1
    assert "kjeden er brutt" in capsys.readouterr().out


@pytest.mark.parametrize("checker", CHECKERS)
@pytest.mark.parametrize("name", ["0002", "0000", "1", "siste"])
def test_a_checkpoint_is_called_what_its_number_is(
    name: str, checker: ModuleType, ikt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Else one that somebody has signed can be passed off as an earlier one."""
    found = ikt / "sjekkpunkt-0001.json"
    found.rename(ikt / f"sjekkpunkt-{name}.json")
    assert checker.main(ikt) == 1
    assert capsys.readouterr().out == (
        f"STEMMER IKKE. sjekkpunkt-{name}.json: er nummer 1, og heter noe annet\n"
    )


def test_a_folder_without_a_checkpoint_is_told_of(
    ikt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (ikt / "sjekkpunkt-0001.json").unlink()
    assert verify.main(ikt) == 0
    assert "- sjekkpunkter som mappen ikke har" in capsys.readouterr().out


# Numbers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("40 %", Fraction(2, 5)),
        ("2/5", Fraction(2, 5)),
        ("54,2 %", Fraction(271, 500)),
        ("1 250,50", Fraction(2501, 2)),
        ("3.08", Fraction(77, 25)),
    ],
)
def test_numbers_are_read_as_agreements_write_them(
    written: str, number: Fraction
) -> None:
    assert verify.number(written) == number


def test_a_merkle_root_is_that_of_the_standard() -> None:
    """RFC 9162, with the leaves of Certificate Transparency's own test vectors."""
    leaves = ["", "00", "10", "2021", "3031", "40414243"]
    roots = [verify.root([bytes.fromhex(x) for x in leaves[:n]]).hex() for n in (1, 2)]
    assert roots == [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    ]


def test_rules_of_every_ledger_can_be_quoted() -> None:
    """Each clause is found on its lines, but where a version stands on one line."""
    quoted, others = 0, set()
    for path in sorted(HOUSE.glob("tests/ledgers/*/rules.yaml")):
        try:
            agreement = read_rules(path)
        except FileFaultsError:
            continue
        rules = RulesText.of(path, path.name)
        rows = path.read_text("utf-8-sig").split("\n")
        for cooperation in agreement.cooperations.values():
            told = agreed(rules, cooperation)
            subject = {"cooperation": cooperation.slug}
            whose = payers(rules, agreement)
            certificate = {"agreement": told, "payers": whose, "subject": subject}
            try:
                quoted += len(verify_deep.terms(certificate, rows))
            except verify_deep.DiffersError as error:
                others.add(str(error))
    assert quoted > 250
    assert not others


@pytest.mark.parametrize("checker", CHECKERS, ids=["small", "deep"])
def test_who_stops_listening_gets_no_trace_and_the_code_tells(
    ikt: Path, checker: ModuleType
) -> None:
    """As ``python verify.py | head -1``: the reader has left before a word is said."""
    for expected in (0, 1):
        reads, writes = os.pipe()
        os.close(reads)
        done = subprocess.run(
            [sys.executable, str(checker.__file__), str(ikt)],
            stdout=writes,
            stderr=subprocess.PIPE,
            check=False,
        )
        os.close(writes)
        assert (done.returncode, done.stderr) == (expected, b"")
        for path in ikt.glob("bok~*"):
            path.write_bytes(path.read_bytes() + b"; mer\n")


def test_what_a_bound_does_is_told_as_people_write_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And not as Python writes a dictionary."""
    case = "minimum-and-maximum-hold-and-the-rest-is-shared-again"
    prove(LEDGERS / case / "source.beancount", tmp_path / "bevis")
    verify.main(tmp_path / "bevis")
    told = capsys.readouterr().out.splitlines()
    of_bounds = {line.partition(" hva ")[2] for line in told if "grensen" in line}
    assert of_bounds == {
        "grensen gjør for kafjord: 5000 øre",
        "grensen gjør for nordreisa: -5000 øre",
    }
