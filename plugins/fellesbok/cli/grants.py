"""Commands about grants and what must be done in time: grants, deadlines."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fellesbok.calendar_file import calendar_bytes
from fellesbok.cli.common import common_options
from fellesbok.cli.common import tell_text
from fellesbok.cli.common import usable
from fellesbok.deadlines import deadlines
from fellesbok.grant_listing import grants_csv
from fellesbok.grant_listing import grants_json
from fellesbok.grant_listing import grants_text
from fellesbok.grant_warnings import DAYS
from fellesbok.grant_warnings import grant_warnings
from fellesbok.grants import grant_years
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok.tables import text_table
