"""Three cooperations that have members in common, with words and sums to look for.

Aa takes part in X alone.  What is of Y, of Z, or of others' figures has a name or a
number that stands nowhere else, so that it can be looked for in what Aa is given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from fellesbok.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

NUMBERS = ("910000004", "910000012", "910000020", "910000039")
PAYERS = ("aa", "bb", "cc", "dd")
SECRETS = {
    "a sum of another's key": ("123456", "654321"),
    "a key that another uses": ("hemmelig", "innerst", "ubrukt", "paa-bilag"),
    "a weight of another's key": ("77771", "77772", "77773"),
    "who takes part in others alone": ("cc", "Cc", "dd", "Dd", "fylke", "Fylket"),
    "a figure of another's": ("88881", "88882", "88883", "88884", "88885", "88886"),
    "a statistic that others use": ("elever", "timer"),
    "a file of another's": ("bok-y", "bok-z", "elever.csv"),
    "an amount of another's": ("333.33", "444.44", "33333", "44444", "90909.09"),
    "what a voucher of another's says": ("Notat", "Bilag", "leverandør", "merknad"),
    "an account of another's": ("Expenses:Y", "Expenses:Z", "Y-senter"),
    "when another's holds": ("2020-07-17", "2020-08-18"),
}
"""What must not stand in what Aa is given, as it is written in the books."""
CSV = """\
municipality,date,{name}
aa,2020-01-01,{own}
bb,2020-01-01,{others[0]}
cc,2020-01-01,{others[1]}
"""
OPENED = ("Assets:Bank", "Expenses:X", "Expenses:Y", "Expenses:Y:Senter", "Expenses:Z")


def terms(slug: str, members: str, key: str, *, centres: str = "") -> str:
    """A cooperation of which a member sees its own alone."""
    host = members.partition(",")[0]
    return f"""\
  {slug}:
    title: {slug.upper()}-samarbeidet
    account: {slug.upper()}
    kind: cooperation
    legal_form: not_stated
    innsyn: egen
{centres}    versions:
      - from: 2020-01-01
        participants: [{members}]
        host: {host}
        key: {key}
        basis: net
        settlement: year
        surplus: return_to_participants
        decision: not_stated
        source: Avtalen
"""


def agreement(key: str = "egen") -> str:
    """The whole of it; ``key`` is that of X."""
    municipalities = "".join(
        f'  {slug}: {{name: {slug.title()}, organisation_number: "{number}",'
        " numbers: []}\n"
        for slug, number in zip(PAYERS, NUMBERS, strict=True)
    )
    centre = "    cost_centres:\n      7: {account: Senter, title: Y-senter}\n"
    return f"""\
region: Test
currency: NOK
municipalities:
{municipalities}parties:
  fylke: {{name: Fylket}}
statistics:
  folketall: {{title: F, unit: i, source: SSB, file: folketall.csv}}
  elever: {{title: E, unit: i, source: SSB, file: elever.csv}}
  senger:
    title: S
    unit: i
    source: SSB
    values:
      - {{municipality: aa, date: 2020-01-01, value: 11, source: SSB}}
      - {{municipality: bb, date: 2020-01-01, value: 88883, source: SSB}}
  timer:
    title: T
    unit: i
    source: SSB
    values:
      - {{municipality: bb, date: 2020-01-01, value: 88884, source: SSB}}
      - {{municipality: cc, date: 2020-01-01, value: 88885, source: SSB}}
keys:
  hemmelig:
    title: H
    key: {{amounts: {{cc: 123456, dd: 654321}}, per: year}}
  egen:
    title: Egen
    key:
      parts:
        - {{weight: 40 %, key: halvt}}
        - {{weight: 60 %, key: {{statistic: folketall, date: accounting_year}}}}
  halvt:
    title: Halvt
    key: {{weights: {{aa: 1, bb: 3}}}}
  innerst:
    title: I
    key: {{weights: {{bb: 77771, cc: 77772}}}}
  ubrukt:
    title: U
    key: {{weights: {{aa: 77773, bb: 1}}}}
  med-fylket:
    title: M
    key:
      groups:
        - {{share: 1/2, payers: participants, key: innerst}}
        - {{share: 1/2, payers: [fylke], key: equal}}
  paa-x:
    title: X
    key: halvt
  paa-bilag:
    title: P
    key: {{statistic: timer, date: accounting_year}}
cooperations:
{terms("y", "bb, cc", "med-fylket", centres=centre)}\
{terms("x", "aa, bb", key)}\
{terms("z", "cc, dd", "hemmelig")}"""


BOOKS = {
    "bok-x.beancount": """\
pushmeta deltakere: "Bb, Cc"
2020-03-02 * "leverandør" "Bilag i Y"
  Expenses:Y  444.44 NOK
  Assets:Bank
popmeta deltakere:

pushmeta periode: "2020-01-01/2020-12-31" ; merknad
2020-03-01 * "leverandør" "Notat" ; merknad
  Expenses:X  100.01 NOK
  Assets:Bank
popmeta periode:

2020-04-01 * "leverandør" "Bilag som begge er på"
  note: "Notat"
  Expenses:X  50.02 NOK
    deltakere: "Aa" ; merknad
    noekkel: "paa-x" ; merknad
  Expenses:Y  333.33 NOK
    deltakere: "Cc"
    periode: "2020-07-17/2020-08-18"
  Assets:Bank

2020-05-01 * "leverandør" "Bilag"
  deltakere: "Aa, Bb"
  noekkel: "paa-x"
  Expenses:X  10.00 NOK
  Assets:Bank
""",
    "bok-y.beancount": """\
2020-03-03 * "leverandør" "Bilag i Y"
  noekkel: "paa-bilag"
  Expenses:Y:Senter  90909.09 NOK
  Assets:Bank
""",
    "bok-z.beancount": """\
2020-03-04 * "leverandør" "Bilag i Z"
  Expenses:Z  90909.09 NOK
  Assets:Bank
""",
}


def write(folder: Path, **more: str) -> Path:
    """The books in a folder; ``more`` are vouchers and key of X, or the rules."""
    accounts = [*OPENED]
    for name in ("Aa", "Bb", "Cc", "Dd", "Fylket"):
        for of in "XYZ":
            accounts += [
                f"Assets:Fordringer:{name}:{of}",
                f"Income:{of}:Kommuner:{name}",
            ]
            accounts.append(f"Assets:Krav:{name}:{of}")
    opened = "".join(f"2020-01-01 open {account} NOK\n" for account in accounts)
    begun = (
        'option "operating_currency" "NOK"\nplugin "fellesbok.plugin" "rules.yaml"\n'
    )
    included = "".join(f'include "{name}"\n' for name in BOOKS)
    files = {
        "main.beancount": begun + included + opened,
        "rules.yaml": more.get("rules") or agreement(more.get("key", "egen")),
        "folketall.csv": CSV.format(name="value", own=22, others=(88881, 88882)),
        "elever.csv": CSV.format(name="value", own=33, others=(88886, 88886)),
        **BOOKS,
    }
    files["bok-x.beancount"] += more.get("vouchers", "")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def own_of_aa(folder: Path, **more: str) -> Result:
    """Aa's own certificates of 2020, in ``folder/mitt``."""
    books = write(folder / "bok", **more)
    (folder / "key").write_text("5f" * 32, encoding="ascii")
    given = ["certify", "2020", "--books", str(books), "--member"]
    given += ["--municipality", "aa", "--salt-key", str(folder / "key")]
    return CliRunner().invoke(main, [*given, "--output", str(folder / "mitt")])
