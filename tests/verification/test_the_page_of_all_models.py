"""Every model says how far it can be trusted, and the page about it is what the models give today."""

import pytest
from tests.verification.checks import checks_of, manifest_of, packages
from tests.verification.page import PAGE, page

STATUSES = {"verified", "checked", "doubtful", "draft"}
BOUND = [(package, check) for package in packages() for check in checks_of(package) if check.is_bound]


@pytest.mark.parametrize(("package", "check"), BOUND, ids=[f"{package}: {check.what}" for package, check in BOUND])
def test_a_model_lies_within_its_bound(package, check):
    assert check.discrepancy() <= check.bound


@pytest.mark.parametrize("package", packages())
def test_a_verified_model_has_numbers_from_outside_and_any_other_says_why_not(package):
    said = manifest_of(package)
    assert said["status"] in STATUSES
    if said["status"] == "verified":
        assert any(check.is_bound for check in checks_of(package))
    else:
        assert said.get("note")


def test_the_page_is_what_the_models_give_today():
    assert PAGE.read_text("utf-8") == page(), "run: python -m tests.verification.page"
