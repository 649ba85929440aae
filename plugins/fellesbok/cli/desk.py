"""Where claims go out: shown, asked about, numbered and filed in one step."""

from __future__ import annotations

from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import click

from fellesbok.agreement.tables import for_files
from fellesbok.agreement.tables import for_people
from fellesbok.books import filed_books
from fellesbok.claim_documents import payload_table
from fellesbok.claims import claims
from fellesbok.claims.in_short import asked_to_write
from fellesbok.claims.tables import SOMETIMES
from fellesbok.claims.tables import made_table
from fellesbok.claims.writing import CLAIMS
from fellesbok.claims.writing import accounts_not_open
from fellesbok.claims.writing import filing
from fellesbok.cli.common import tidied
from fellesbok.cli.held import stops_all
from fellesbok.cli.loaded import usable
from fellesbok.cli.papers import WITHOUT_PDF
from fellesbok.cli.papers import papers_of
from fellesbok.cli.preview import preview
from fellesbok.cli.salt_key import SALT_KEY
from fellesbok.cli.salt_key import commitments_by
from fellesbok.compare.since_last import since_claims
from fellesbok.compare.tables import since_table
from fellesbok.filing.copies import remembered
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.journal import DOCUMENTS
from fellesbok.filing.outside import in_words
from fellesbok.filing.outside import put_folder
from fellesbok.filing.outside import refuse_books
from fellesbok.filing.writing import write
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.proof.made_of import with_origins
from fellesbok.tables.csv_file import csv_file
from fellesbok.tables.text import text_of
from fellesbok.terminal import DRY_RUN
from fellesbok.terminal import YES
from fellesbok.terminal import Command
from fellesbok.terminal import is_wanted
from fellesbok.terminal import misused
from fellesbok.terminal import output_folder
from fellesbok.terminal import stop
from fellesbok.terminal import tell_text
from fellesbok.terminal import warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok.books import Books
    from fellesbok.claims.ready import Draft
    from fellesbok.cli.papers import Papers
    from fellesbok.entries.claim import Claim
    from fellesbok.filing import folder
    from fellesbok.shared import Shared

LIST = "kravliste.csv"
INVOICES = "e-fakturaer.csv"


@frozen
class Writing:
    """What is to be done with the claims of a run.

    Attributes:
        dry_run: They are shown alone.
        yes: They are written without a question.
        output: A folder for copies of the documents, or ``None``.
        preview: A folder for drafts; nothing is written in the books then.
        salt_key: The file of the accountant's key, or ``None``.
        without_pdf: They are written also where no PDF of them can be made.
    """

    dry_run: bool
    yes: bool
    output: Path | None
    preview: Path | None
    salt_key: Path | None
    without_pdf: bool


def writing_options(command: Command) -> Command:
    """What all commands that write claims are asked for, as one ``writing``."""

    @wraps(command)
    def asked(
        *arguments: Any,  # noqa: ANN401 -- as click gives them
        **more: Any,  # noqa: ANN401 -- likewise
    ) -> Any:  # noqa: ANN401 -- likewise
        given = Writing(**{name: more.pop(name) for name in Writing.__annotations__})
        is_to_write = given.yes or given.dry_run or given.output is not None
        if given.preview is not None and is_to_write:
            misused(
                Text(
                    "--preview skriver ingenting: ta bort --yes, --dry-run og --output."
                )
            )
        return command(*arguments, writing=given, **more)

    for option in (
        click.option(
            "--preview",
            type=click.Path(path_type=Path, file_okay=False),
            metavar="MAPPE",
            help="Lag utkast av papirene i MAPPE; ingenting får nummer eller føres.",
        ),
        output_folder(
            "Mappe som får dokumentene og en liste med summer.", required=False
        ),
        WITHOUT_PDF,
        SALT_KEY,
        YES,
        DRY_RUN,
    ):
        asked = option(asked)
    return asked  # type: ignore[return-value]  # the same command, asked otherwise


@frozen
class Desk:
    """The books that claims are written into.

    Attributes:
        filed: The books as they were when they were opened, for what is written.
        loaded: The same loading of them, for what is claimed.
        shared: What the plugin found out.
        written: The claims that the books have.
        language: Of what is said.
    """

    filed: folder.Books
    loaded: Books
    shared: Shared
    written: tuple[Claim, ...]
    language: str

    @classmethod
    def opened(cls, start: Path, language: str) -> Desk:
        """The books; those with faults are not claimed from.

        What keeps one cooperation's year from being shared, stops that alone.
        """
        tidied(start, CLAIMS, language)
        loaded = usable(start, language)
        if loaded.shared is None or stops_all(loaded):
            text = Text("Rett feilene i bøkene først: et krav som er sendt, står fast.")
            stop(text, language)
        filed = filed_books(loaded, loaded.shared)
        written = claims(loaded.entries, loaded.shared.agreement)
        return cls(filed, loaded, loaded.shared, written, language)

    def put(self, drafts: Sequence[Draft], writing: Writing) -> None:
        """Show the claims, ask, and write all of them or none."""
        salts = commitments_by(writing.salt_key, self.loaded, self.language)
        made = with_origins([draft.claim for draft in drafts], self.loaded, salts)
        drafts = [replace(d, claim=c) for d, c in zip(drafts, made, strict=True)]
        since = since_claims(self.written, made, self.shared.agreement)
        if since:
            title = Text("Siden sist: krevd før, og med disse kravene")
            tell_text(title, self.language)
            click.echo(f"{text_of(since_table(since, title), self.language)}\n")
        if writing.preview is not None:
            drafts_of = preview(
                made, self.loaded, self.filed, writing.preview, self.language
            )
            self._refuse_without_pdf(drafts_of, writing)
            return
        missing = list(
            accounts_not_open(drafts, self.loaded.entries, self.shared.agreement)
        )
        warn(missing, self.language)
        shown = for_people(made_table(made)).where_used(SOMETIMES)
        click.echo(text_of(shown, self.language))
        if missing:
            text = Text(
                "Ingenting er skrevet: {count} kontoer mangler.", count=len(missing)
            )
            stop(text, self.language)
        papers = papers_of(made, self.loaded, self.language)
        warn((*papers.notes, *papers.faults), self.language)
        if papers.faults:
            stop(Text("Ingenting er skrevet."), self.language)
        self._refuse_without_pdf(papers, writing)
        if writing.dry_run or not self._is_wanted(made, yes=writing.yes):
            tell_text(Text("Ingenting er skrevet."), self.language)
            return
        if writing.output is not None:
            refuse_books(_copies(papers, writing.output), self.filed)
        path = write(filing(self.filed, drafts, papers.of))
        tell_text(
            Text("Skrev {count} krav i {path}.", count=len(made), path=str(path)),
            self.language,
        )
        if any(papers.of.values()):
            tell_text(self._where_papers_lie(), self.language)
        if writing.output is not None:
            self._send(made, papers, writing.output)

    def _refuse_without_pdf(self, papers: Papers, writing: Writing) -> None:
        """A run of which no PDF can be made ends here, unless somebody means it."""
        if papers.refused is not None and not writing.without_pdf:
            stop(papers.refused, self.language)

    def _where_papers_lie(self) -> Text:
        """The folder of the documents of claims, below which each payer has its own."""
        account = self.shared.agreement.accounts.claims.split(":")
        folder = self.filed.main.parent.joinpath(DOCUMENTS, *account)
        return Text(
            "Papirene ligger i {folder}, i en mappe for hver betaler.",
            folder=str(folder),
        )

    def _is_wanted(self, made: Sequence[Claim], *, yes: bool) -> bool:
        """Whether somebody says that the claims shall be written."""
        return yes or is_wanted(asked_to_write(made), self.language)

    def _send(self, made: Sequence[Claim], papers: Papers, output: Path) -> None:
        """Copies of the documents, and lists of what goes out."""
        listed = for_files(made_table(made)).without_sums
        files = {LIST: csv_file(listed, self.language)}
        if papers.payloads:
            invoices = payload_table(papers.payloads)
            files[INVOICES] = csv_file(invoices, self.language)
        files |= {p.name: p.content for each in papers.of.values() for p in each}
        busy = Text("Noen andre skriver i bøkene akkurat nå.")
        try:
            with in_words(output), remembered(self.filed.main, output, files, busy):
                put_folder(output, files)
        except CannotFileError as error:
            text = Text(
                "Kravene er skrevet i bøkene, men ikke kopiene: {reason} Dokumentene"
                " lages også med «fellesbok documents».",
                reason=error.text,
            )
            stop(text, self.language)


def _copies(papers: Papers, output: Path) -> list[Path]:
    """What will be written in the folder of the copies."""
    names = [paper.name for each in papers.of.values() for paper in each]
    return [output, *(output / name for name in (LIST, INVOICES, *names))]
