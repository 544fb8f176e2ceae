"""What ``anlan up`` prints when everything runs: the address, the accounts, and what to try first."""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_FIRST_STEPS = """\
Try first:
  1. Sign in as the duty officer and open the desk and the one map.
  2. In a second terminal: {anlan} replay mianning-2020-06-26 --speed 600
     and watch a night of rain become alarms, a signed warning, confirmed calls and orders.
  3. {anlan} doctor says whether every part is well.
Stop with Ctrl-C. Logs: {folder}/log"""


def text(options: Mapping[str, Any], *, seconds: float) -> str:
    """Return the page that greets the user after ``seconds`` of starting."""
    parts = [f"\nAnlan is ready after {seconds:.1f} s: {options['ANLAN_PUBLIC_URL']}/", ""]
    accounts = accounts_in(options["ANLAN_VAR"])
    if accounts:
        width = max(len(account["username"]) for account in accounts)
        parts += [f"Demonstration accounts (password of all: {accounts[0]['password']})"]
        parts += [f"  {account['username']:<{width}}  {_post(account)}" for account in accounts] + [""]
    return "\n".join([*parts, _FIRST_STEPS.format(folder=options["ANLAN_VAR"], anlan=_anlan())])


def _post(account: Mapping[str, str]) -> str:
    return f"{account['role'].replace('_', ' ')}, {account.get('place') or account['region']}"


def _anlan() -> str:
    """Return how the user calls ``anlan`` from his folder."""
    launcher = Path(sys.argv[0])
    return os.path.relpath(launcher) if launcher.name == "anlan" else "anlan"


def accounts_in(folder: Path) -> list[dict[str, str]]:
    """Return the demonstration accounts that ``anlan demo load`` has written down; none where there is no demo."""
    try:
        return json.loads((folder / "demo-accounts.json").read_text("utf-8"))
    except FileNotFoundError:
        return []
