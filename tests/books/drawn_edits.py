"""Random books of several files, and what people do to them, one edit after another.

Every kind of line that Beancount knows is there, right and wrong; wrong ones seldom, so
that most books can be used.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING
from typing import Self

if TYPE_CHECKING:
    from pathlib import Path

ACCOUNTS = (
    *("Assets:Bank", "Assets:Bank:Sparing", "Expenses:Vare", "Expenses:Leie"),
    *("Income:Salg", "Liabilities:Lån", "Equity:Start"),
)
CURRENCIES = ("NOK", "EUR", "NOK", "NOK")
STOCK = (
    *("auto_accounts", "implicit_prices", "check_commodity", "noduplicates"),
    *("nounused", "leafonly", "onecommodity", "unique_prices", "coherent_cost"),
    *("sellgains", "check_average_cost", "check_closing", "check_drained"),
    *("close_tree", "commodity_attr", 'currency_accounts" "Equity:Valuta'),
)
OPTIONS = (
    'option "title" "Andre bøker"',
    'option "operating_currency" "EUR"',
    'option "booking_method" "FIFO"',
    'option "inferred_tolerance_default" "NOK:0.5"',
    'option "inferred_tolerance_multiplier" "1.1"',
    'option "infer_tolerance_from_cost" "TRUE"',
    'option "use_precise_interpolation" "TRUE"',
    'option "render_commas" "TRUE"',
    'option "name_assets" "Assets"',
    'option "name_income" "Inntekt"',
    'option "documents" "bilag"',
    'option "documents" "finnes-ikke"',
    'option "insert_pythonpath" "TRUE"',
    'option "plugin_processing_mode" "raw"',
    'option "ukjent" "x"',
    'option "display_precision" "NOK:0.001"',
)
ODD = (
    "2020-13-01 open Assets:Umulig",
    "2020-01-01 transaction",
    "her er noe tull",
    'pushtag #åpen\n2020-03-01 * "Merket"\n  Assets:Bank  1 NOK\n  Income:Salg  -1 NOK',
    "pushtag #lukket\npoptag #lukket",
    "poptag #aldri",
    'pushmeta sak: "1"\n2020-04-01 note Assets:Bank "Med sak"\npopmeta sak:',
    "pushmeta sak: 2",
    "2020-01-01 close Expenses:Leie",
    "2020-06-01 close Income:Salg",
    "2020-01-01 open Assets:Bank NOK",
    "2020-05-01 pad Assets:Bank Equity:Start",
    """2020-05-01 pad Assets:Bank:Sparing Equity:Start
2020-05-02 balance Assets:Bank:Sparing 77.00 NOK""",
    "2020-05-02 balance Assets:Ukjent 1 NOK",
    "2020-05-02 balance Assets:Bank 1 EUR",
    "2020-05-02 balance Assets:Bank 5.0000 ~ 1000000 NOK",
    '2020-01-05 document Assets:Bank "kvittering.txt" #papir ^lenke',
    '2020-01-05 document Assets:Bank "mangler.txt"',
    '2020-02-02 * "Deler på null"\n  Assets:Bank  1/0 NOK\n  Income:Salg',
    '2020-02-02 * "Stort"\n  Assets:Bank  9E+999 NOK\n  Income:Salg',
    '2020-02-02 * "Ubalansert"\n  Assets:Bank  1 NOK\n  Income:Salg  -2 NOK',
    '2020-02-02 * "Ukjent konto"\n  Assets:Ukjent  1 NOK\n  Income:Salg  -1 NOK',
    '2020-02-02 * "To tomme"\n  Assets:Bank\n  Income:Salg',
    '2020-02-02 * "Uten linjer"',
    '2020-02-02 * "Uten valuta"\n  Assets:Bank  5\n  Income:Salg  -5 NOK',
    '2020-02-02 * "Uten tall"\n  Assets:Bank  NOK\n  Income:Salg  -5 NOK',
    '2020-02-03 * "Kjøp"\n  Assets:Bank:Sparing  10 HOOL {5.00 EUR}\n  Assets:Bank',
    '2020-02-04 * "Salg"\n  Assets:Bank:Sparing  -3 HOOL {}\n  Income:Salg',
    '2020-02-05 * "Salg"\n  Assets:Bank:Sparing  -3 HOOL {} @ 7 EUR\n  Income:Salg',
    'plugin "ukjent.tillegg"',
    'plugin "beancount.plugins.auto"',
    'include "main.beancount"',
    'include "finnes-ikke.beancount"',
    'include "ingen-*.beancount"',
    'include "under/*.beancount"',
    'include "**/*.beancount"',
    '2020-01-01 commodity NOK\n  name: "Kroner"\n2020-01-01 commodity NOK',
    '2020-02-02 txn "Med flagg"\n  ! Assets:Bank  1 NOK\n  Income:Salg  -1 NOK',
    """2020-02-02 * "Bilag" "Med alt" #a #b ^c
  tekst: "x"
  tall: 1.50
  beloep: 2 NOK
  dag: 2020-01-01
  konto: Assets:Bank
  ja: TRUE
  merke: #m
  tom:
  Assets:Bank  1.5 NOK
    del: "y"
  Income:Salg  -1.5 NOK""",
)
MAIN = """\
option "title" "Prøve"
option "operating_currency" "NOK"
include "konti.beancount"
include "bilag-*.beancount"
"""


class Books:
    """A folder of books, and the one who edits them."""

    def __init__(self, folder: Path, seed: int) -> None:
        """Write the first books."""
        self._chance = random.Random(seed)  # noqa: S311 -- the same books every time
        self._folder = folder
        self.main = folder / "main.beancount"
        (folder / "bilag" / "Assets" / "Bank").mkdir(parents=True)
        (folder / "kvittering.txt").touch()
        self._mend()
        for number in range(self._chance.randint(1, 4)):
            lines = [self._line() for _ in range(self._chance.randint(0, 12))]
            self._write(folder / f"bilag-{number}.beancount", "\n\n".join(lines))

    @classmethod
    def of(cls, main: Path, seed: int) -> Self:
        """Books that are there already."""
        found = cls.__new__(cls)
        found._chance = random.Random(seed)  # noqa: S311 -- likewise
        found._folder, found.main = main.parent, main
        return found

    def edit_lines(self) -> str:
        """Do one thing to the lines of a file, and tell what."""
        edit = self._chance.choice((self._drop, self._swap, self._swap, self._again))
        return f"{edit.__name__} {edit()}"

    def edit(self) -> str:
        """Do one thing to the books, and tell what."""
        edits = (
            *((self._append,) * 5),
            *((self._drop,) * 3),
            *((self._swap,) * 3),
            *((self._mend,) * 2),
            *(self._empty, self._come, self._go, self._rename, self._take_in),
            *(self._option, self._plugin, self._document, self._again, self._copy),
        )
        edit = self._chance.choice(edits)
        told = edit()
        return f"{edit.__name__} {told}"

    def _files(self) -> list[Path]:
        return sorted(self._folder.rglob("*.beancount"))

    def _file(self) -> Path:
        """Any file; seldom the main one, or there are soon no books."""
        files = [path for path in self._files() if path != self.main]
        if not files or self._chance.random() < 0.1:
            return self.main
        return self._chance.choice(files)

    def _write(self, path: Path, text: str) -> None:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def _line(self) -> str:
        """One directive."""
        pick, kind = self._chance.choice, self._chance.random()
        day = f"2020-{pick(range(1, 13)):02}-{pick(range(1, 29)):02}"
        amount = f"{pick(range(1, 9999)) / 100:.{pick((0, 1, 2, 2, 2))}f}"
        if kind < 0.06:
            return pick(ODD)
        account, other, currency = pick(ACCOUNTS), pick(ACCOUNTS), pick(CURRENCIES)
        if kind < 0.7:
            ends = (
                *((f"-{amount} {currency}",) * 5),
                *("", f"-{amount} {currency} @ 1 {currency}"),
                f"-{amount} {currency} @@ {amount} {currency}",
            )
            closing = "\n    closing: TRUE"
            tags = pick(("", "", " #felles", " ^lenke"))
            return (
                f'{day} * "Butikk" "Vare"{tags}\n  bilag: "{amount}"\n'
                f"  {account}  {amount} {currency}{pick(('', '', closing))}\n"
                f"  {other}  {pick(ends)}"
            )
        return pick(
            (
                f'{day} note {account} "Et notat"',
                f'{day} event "sted" "Tromsø"',
                f"{day} price EUR {amount} NOK",
                f'{day} query "alt" "SELECT *"',
                f'{day} custom "noe" "x" {amount} NOK TRUE',
                f"{day} balance {account} {amount} NOK",
                f"2020-01-01 commodity X{pick('ABCD')}",
                f"2020-01-01 open Assets:Ny{pick('ABCDEF')} {pick(('', 'NOK', 'EUR'))}",
            )
        )

    def _text(self, path: Path) -> list[str]:
        return path.read_text(encoding="utf-8").splitlines()

    def _append(self) -> str:
        path, line = self._file(), self._line()
        self._write(path, "\n".join([*self._text(path), "", line, ""]))
        return line

    def _drop(self) -> str:
        path = self._file()
        lines = self._text(path)
        if lines:
            del lines[self._chance.randrange(len(lines))]
        self._write(path, "\n".join(lines))
        return path.name

    def _swap(self) -> str:
        """Another figure in a line, as somebody corrects it."""
        path = self._file()
        one, other = self._chance.sample("0123456789", 2)
        lines = self._text(path)
        if lines:
            at = self._chance.randrange(len(lines))
            lines[at] = lines[at].replace(one, other, 1)
        self._write(path, "\n".join(lines))
        return path.name

    def _mend(self) -> str:
        """Leave out what is odd, so that the books can be used again."""
        self._write(self.main, MAIN)
        opens = [f"2020-01-01 open {name}" for name in ACCOUNTS]
        self._write(self._folder / "konti.beancount", "\n".join([*opens, ""]))
        for path in self._files():
            if path not in {self.main, self._folder / "konti.beancount"}:
                text = path.read_text(encoding="utf-8")
                for odd in ODD:
                    text = text.replace(odd, "")
                self._write(path, text)
        return ""

    def _empty(self) -> str:
        path = self._file()
        self._write(path, self._chance.choice(("", "\n", "; tom\n")))
        return path.name

    def _come(self) -> str:
        place = self._chance.choice(("bilag-{}", "bilag-{}", "under/bilag-{}", "x-{}"))
        path = self._folder / f"{place.format(self._chance.randrange(9))}.beancount"
        self._write(path, f"{self._line()}\n\n{self._line()}\n")
        return str(path)

    def _go(self) -> str:
        path = self._file()
        if path != self.main:
            path.unlink()
        return path.name

    def _rename(self) -> str:
        path = self._file()
        if path != self.main:
            path.rename(path.with_name(f"bilag-{self._chance.randrange(9)}.beancount"))
        return path.name

    def _take_in(self) -> str:
        path = self._chance.choice(self._files())
        line = f'include "{path.relative_to(self._folder).as_posix()}"'
        into = self._file()
        if self._chance.random() < 0.5:
            self._write(into, "\n".join([*self._text(into), line, ""]))
        else:
            self._write(self.main, MAIN)
        return line

    def _option(self) -> str:
        line = self._chance.choice(OPTIONS)
        path = self._chance.choice((self.main, self._file()))
        if self._chance.random() < 0.5:
            self._write(path, "\n".join([line, *self._text(path), ""]))
        else:
            kept = [each for each in self._text(path) if not each.startswith("option")]
            self._write(path, "\n".join([*kept, ""]))
        return line

    def _plugin(self) -> str:
        kept = [each for each in self._text(self.main) if not each.startswith("plugin")]
        line = f'plugin "beancount.plugins.{self._chance.choice(STOCK)}"'
        chosen = [line] if self._chance.random() < 0.5 else []
        self._write(self.main, "\n".join([*chosen, *kept, ""]))
        return line

    def _document(self) -> str:
        folder = self._folder / "bilag" / "Assets" / "Bank"
        path = folder / f"2020-02-{self._chance.randrange(10, 20)}.brev.txt"
        if path.exists():
            path.unlink()
        else:
            path.touch()
        return path.name

    def _again(self) -> str:
        """A file saved as it was."""
        path = self._file()
        path.write_bytes(path.read_bytes())
        return path.name

    def _copy(self) -> str:
        """The same lines in another file."""
        path = self._file()
        if path != self.main:
            text = path.read_text(encoding="utf-8")
            self._write(self._folder / "bilag-7.beancount", text)
        return path.name
