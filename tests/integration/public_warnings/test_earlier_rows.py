"""Rows that were signed before the signing table keep their signatures in the chain."""

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from tests.factories.public_warnings import AUTHOR, NIGHT, a_draft, a_signed, an_issued

import anlan.public_warnings.migrations as migrations
from anlan.public_warnings import api
from anlan.public_warnings.models import PublicWarning

pytestmark = pytest.mark.django_db


def test_earlier_rows_get_the_chain_of_what_was_signed(ground):
    drafted, signed, issued = a_draft(), a_signed(headline="Another"), an_issued(headline="A third")
    PublicWarning.objects.update(signatures=[])
    name = next(path.stem for path in Path(migrations.__path__[0]).glob("*_signatures_of_earlier_rows.py"))
    import_module(f"{migrations.__name__}.{name}").fill(apps, None)
    found = [
        [(each.step, each.by) for each in api.warning(AUTHOR, row).signatures] for row in (drafted, signed, issued)
    ]
    assert found == [
        [],
        [("review", "the signer")],
        [("review", "the signer"), ("sign", "the approver")],
    ]
    links = api.chain_of(AUTHOR, api.warning(AUTHOR, issued), NIGHT).links
    assert [link.step for link in links] == ["made", "review", "sign", "issued"]
