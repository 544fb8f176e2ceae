"""What the user reads when everything runs."""

import json
from pathlib import Path

from anlan.config.welcome import text

ACCOUNT = {
    "username": "duty",
    "password": "abcd-efgh",
    "name": "A",
    "role": "duty_officer",
    "region": "5134",
    "place": "",
}


def options(folder: Path) -> dict[str, object]:
    return {"ANLAN_VAR": folder, "ANLAN_PUBLIC_URL": "http://127.0.0.1:8000"}


def test_it_names_the_address_and_what_to_try_first(tmp_path: Path):
    told = text(options(tmp_path), seconds=4.26)
    assert "ready after 4.3 s: http://127.0.0.1:8000/" in told
    assert "replay mianning-2020-06-26" in told
    assert "accounts" not in told


def test_it_lists_the_demonstration_accounts_with_role_and_place(tmp_path: Path):
    (tmp_path / "demo-accounts.json").write_text(
        json.dumps([ACCOUNT, ACCOUNT | {"username": "yihai", "place": "Yihai"}])
    )
    told = text(options(tmp_path), seconds=1)
    assert "password of all: abcd-efgh" in told
    assert "  duty   duty officer, 5134" in told
    assert "  yihai  duty officer, Yihai" in told
