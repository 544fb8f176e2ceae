"""How long the main pages take on a running platform, beside the bare sign-in page of the same run.

Signs in with an account of the demonstration, opens each page some times and prints p50, p95 and the ratio of each p95
to that of ``/login/``, which asks the database nothing to speak of. It only reads, and never fails for a slow page.

    python bench/pages.py --url http://127.0.0.1:8000 --accounts var/demo-accounts.json [--role duty_officer]
"""

import argparse
import json
import re
import statistics
import sys
import time
from pathlib import Path

import httpx

BARE = "/login/"
PAGES = (
    "/desk/",
    "/desk/queue/",
    "/status/",
    "/map/",
    "/alarms/",
    "/warnings/",
    "/calls/",
    "/incidents/",
    "/tasks/",
    "/reports/",
    "/stations/",
    "/quarantine/",
    "/risks/",
    "/risks/reservoirs/",
    "/enterprises/",
    "/readiness/",
    "/readiness/stores/",
    "/readiness/shelters/",
    "/plans/",
    "/places/",
    "/people/",
    "/search/?q=A2020",
    "/public/",
)
OK = 200


def main() -> None:
    """Measure every page and print a table."""
    options = _options()
    with httpx.Client(base_url=options.url, timeout=30) as client:
        bare = measured(client, BARE, options.times)
        sign_in(client, account(options.accounts, options.role))
        print(f"{'page':<24}{'p50 ms':>9}{'p95 ms':>9}{'p95 / login':>13}")
        print(row(BARE, bare, bare))
        for page in PAGES:
            found = measured(client, page, options.times)
            print(row(page, found, bare) if found else f"{page:<24}  does not open for this role")


def account(path: Path, role: str) -> dict[str, str]:
    """Return the first account of ``role``."""
    return next(each for each in json.loads(path.read_text("utf-8")) if each["role"] == role)


def sign_in(client: httpx.Client, who: dict[str, str]) -> None:
    """Sign in by the form, as a browser does."""
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(BARE).text)
    form = {"username": who["username"], "password": who["password"], "csrfmiddlewaretoken": token[1] if token else ""}
    answer = client.post(BARE, data=form, headers={"Referer": f"{client.base_url}{BARE}"})
    if not answer.is_redirect:
        sys.exit(f"{who['username']} could not sign in: {answer.status_code}")


def measured(client: httpx.Client, page: str, times: int) -> list[float]:
    """Return the sorted milliseconds of ``times`` requests after one that warms up; none where it does not open."""
    if client.get(page).status_code != OK:
        return []
    found = []
    for _ in range(times):
        start = time.perf_counter()
        client.get(page)
        found.append((time.perf_counter() - start) * 1000)
    return sorted(found)


def p95(found: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(found, n=20)[-1]


def row(page: str, found: list[float], bare: list[float]) -> str:
    """Return a page's line of the table."""
    return f"{page:<24}{statistics.median(found):>9.1f}{p95(found):>9.1f}{p95(found) / p95(bare):>13.1f}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--accounts", type=Path, default=Path("var/demo-accounts.json"))
    parser.add_argument("--role", default="duty_officer")
    parser.add_argument("--times", type=int, default=40)
    return parser.parse_args()


if __name__ == "__main__":
    main()
