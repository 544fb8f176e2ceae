"""API keys: their form, what is kept, and when they are in force."""

from datetime import UTC, datetime, timedelta

import pytest

from anlan.access.domain.keys import digest_of, fresh_key, is_in_force, prefix_in

NOW = datetime(2020, 6, 26, 10, tzinfo=UTC)


def test_a_fresh_key_shows_its_prefix_and_keeps_only_a_hash():
    key = fresh_key()
    assert prefix_in(key.token) == key.prefix
    assert key.digest == digest_of(key.token)
    assert key.token not in key.digest


def test_two_fresh_keys_differ():
    assert fresh_key().token != fresh_key().token


@pytest.mark.parametrize("token", ["", "anlan_", "anlan_abc_def", "Bearer x", "anlan_0123456789_" + "x" * 42, "\x00"])
def test_what_has_not_the_form_of_a_key_has_no_prefix(token):
    assert prefix_in(token) == ""


@pytest.mark.parametrize(("seconds", "in_force"), [(-1, False), (0, False), (1, True)])
def test_a_key_is_in_force_until_its_expiry(seconds, in_force):
    assert is_in_force(now=NOW, expires_at=NOW + timedelta(seconds=seconds), revoked_at=None) is in_force


def test_a_revoked_key_is_not_in_force():
    assert is_in_force(now=NOW, expires_at=None, revoked_at=NOW) is False
    assert is_in_force(now=NOW, expires_at=None, revoked_at=None) is True
