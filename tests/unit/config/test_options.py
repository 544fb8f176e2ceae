"""Settings are read from the environment and refused by name."""

from pathlib import Path

import pytest
from django.conf import settings

from anlan.config.options import OPTIONS, WrongOption, read_options
from anlan.config.settings import database


def test_without_any_variable_every_option_has_a_value():
    assert set(read_options({})) == {option.name for option in OPTIONS}


def test_an_unknown_variable_is_refused_by_name():
    with pytest.raises(WrongOption, match=r"^ANLAN_WEB_PROT is not a setting"):
        read_options({"ANLAN_WEB_PROT": "8000"})


def test_variables_of_others_are_none_of_our_business():
    read_options({"HOME": "/root", "MANLAN_X": "1"})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ANLAN_WEB_PORT", "0"),
        ("ANLAN_WEB_PORT", "65536"),
        ("ANLAN_WEB_PORT", "http"),
        ("ANLAN_HTTPS", "yes"),
        ("ANLAN_LISTEN", "everywhere"),
        ("ANLAN_DATABASE_URL", "mysql://app@127.0.0.1/app"),
        ("ANLAN_DATABASE_URL", "postgresql://127.0.0.1"),
        ("ANLAN_NATS_URL", "127.0.0.1:4222"),
        ("ANLAN_PUBLIC_URL", "anlan.example"),
        ("ANLAN_WEBHOOK_URLS", "http://127.0.0.1:1,ftp://127.0.0.1"),
        ("ANLAN_VAR", ""),
        ("ANLAN_WEB_THREADS", "129"),
    ],
)
def test_an_unreadable_value_is_refused_by_name(name: str, text: str):
    with pytest.raises(WrongOption, match=f"^{name} cannot be '"):
        read_options({name: text})


@pytest.mark.parametrize(("text", "port"), [("1", 1), ("65535", 65535)])
def test_a_port_may_be_the_least_and_the_greatest(text: str, port: int):
    assert read_options({"ANLAN_WEB_PORT": text})["ANLAN_WEB_PORT"] == port


def test_a_short_key_is_refused_without_being_shown():
    with pytest.raises(WrongOption) as refusal:
        read_options({"ANLAN_SECRET_KEY": "k" * 49})
    assert "kkk" not in str(refusal.value)


def test_addresses_that_are_not_given_follow_from_the_ports():
    options = read_options({"ANLAN_WEB_PORT": "9000", "ANLAN_NATS_PORT": "9001"})
    assert options["ANLAN_PUBLIC_URL"] == "http://127.0.0.1:9000"
    assert options["ANLAN_NATS_URL"] == "nats://127.0.0.1:9001"


def test_an_address_that_is_given_stays():
    assert read_options({"ANLAN_NATS_URL": "nats://nats.lan:4222/"})["ANLAN_NATS_URL"] == "nats://nats.lan:4222"


def test_the_key_of_the_installation_is_read_from_its_folder(tmp_path: Path):
    (tmp_path / "secret-key").write_text("s" * 50)
    assert read_options({"ANLAN_VAR": str(tmp_path)})["ANLAN_SECRET_KEY"] == "s" * 50


def test_a_database_by_socket():
    found = database("postgresql://anlan@/anlan?host=/run/anlan")
    assert (found["HOST"], found["PORT"], found["USER"], found["NAME"]) == ("/run/anlan", "", "anlan", "anlan")


def test_a_database_by_network_with_a_password_and_tls():
    found = database("postgresql://duty:p%40ss@db.lan:5433/anlan?sslmode=require")
    assert (found["HOST"], found["PORT"], found["PASSWORD"]) == ("db.lan", "5433", "p@ss")
    assert found["OPTIONS"]["sslmode"] == "require"
    assert "pool" not in found["OPTIONS"]


def test_a_pool_has_as_many_connections_as_asked_for():
    assert database("postgresql://a@/b", pool=8)["OPTIONS"]["pool"]["max_size"] == 8


def test_settings_are_never_changed_in_place_for_what_one_changes_all_of_the_process_reads():
    with pytest.raises(TypeError):
        settings.ANLAN |= {"ANLAN_VOICE_URL": "http://127.0.0.1:9/voice"}
    assert settings.ANLAN["ANLAN_VOICE_URL"] == ""
