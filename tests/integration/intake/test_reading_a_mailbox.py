"""A mailbox is read by IMAP into the inbox: every letter once, none lost, none marked."""

from email.message import EmailMessage

import pytest
from tests.factories.access import client_with
from tests.factories.imap import Folder, a_mail_server
from tests.factories.incidents import LEARNED as NOW
from tests.factories.losses import DUTY

from anlan.config.options import WrongOption, read_options
from anlan.intake import api
from anlan.intake.adapters import imap
from anlan.intake.models import Matter, MatterPicture, ReadMailbox
from anlan.intake.services.mailing import ring_for_mailboxes

pytestmark = pytest.mark.django_db
COUNTY = "513433"


def a_letter(number, text="The wall moved.", subject="Crack", **attached):
    letter = EmailMessage()
    letter["From"], letter["Message-ID"], letter["Subject"] = "Li <li@example.org>", f"<{number}@example.org>", subject
    letter.set_content(text)
    for name, content in attached.items():
        letter.add_attachment(content, maintype="image", subtype="png", filename=f"{name}.png")
    return letter.as_bytes()


def read(folder):
    with a_mail_server(folder) as address:
        return api.poll_mailbox(mailbox=imap.ImapMailbox(COUNTY, address), now=NOW)


def texts():
    return list(Matter.objects.order_by("received_at", "serial").values_list("text", flat=True))


def test_new_letters_come_in_once_and_the_mailbox_stays_as_it_was():
    folder = Folder({4: a_letter(4, "Old"), 7: a_letter(7)}, seen={4})
    assert (read(folder).taken, read(folder).taken) == (1, 0)
    folder.letters[8] = a_letter(8, "More stones fall.")
    folder.seen.add(8)  # somebody read it before us: it comes in all the same
    assert read(folder).taken == 1
    assert texts() == ["Crack\nThe wall moved.", "Crack\nMore stones fall."]
    matter = Matter.objects.earliest("serial")
    assert (matter.kind, matter.region, matter.teller_name) == ("mail", COUNTY, "Li")
    assert {line.split()[0] for line in folder.asked} == {"CAPABILITY", "LOGIN", "EXAMINE", "UID", "LOGOUT"}
    assert not any("STORE" in line or "RFC822)" in line for line in folder.asked)


def test_a_letter_that_cannot_be_read_stops_no_other_and_is_told_on_the_inbox(at):
    at(NOW)
    folder = Folder({1: b"From: a@example.org\r\n\r\n", 2: a_letter(2)})
    polled = read(folder)
    assert (polled.taken, polled.refused, read(folder).refused) == (1, 1, 0)
    row = ReadMailbox.objects.get()
    assert (row.refused, row.last_uid, row.fault) == (1, 2, "")
    assert row.last_refused in client_with("duty_officer", COUNTY).get("/intake/").content.decode()
    assert row.last_refused not in client_with("duty_officer", "511123").get("/intake/").content.decode()


def test_a_false_picture_stays_out_and_is_named():
    read(Folder({1: a_letter(1, shot=b"MZ is no picture")}))
    assert "shot.png" in texts()[0]
    assert MatterPicture.objects.count() == 0


def test_a_numbering_that_begins_anew_doubles_nothing():
    folder = Folder({5: a_letter(5)})
    read(folder)
    folder.validity, folder.letters = 2, {1: a_letter(5), 2: a_letter(6, "Again")}
    read(folder)
    assert len(texts()) == 2


def test_a_letter_above_the_limit_is_refused_by_its_size_alone(monkeypatch):
    monkeypatch.setattr(imap, "MOST_BYTES", 100)
    folder = Folder({1: a_letter(1, "x" * 500)})
    assert read(folder).refused == 1
    assert not any("BODY" in line for line in folder.asked)
    assert texts() == []


def test_a_mailbox_that_cannot_be_read_says_why_without_its_password_until_it_can():
    folder = Folder(password="another")
    assert "wrong password" in read(folder).fault
    row = ReadMailbox.objects.get()
    assert ("secret" in row.fault + row.name, row.fault_since is not None) == (False, True)
    assert api.mailboxes_in_trouble(DUTY)[0].fault == row.fault
    down = imap.ImapMailbox(COUNTY, "imap://duty:secret@127.0.0.1:1")
    assert api.poll_mailbox(mailbox=down, now=NOW).fault != ""
    folder.password = "secret"
    read(folder)
    assert ReadMailbox.objects.filter(fault="").count() >= 1


def test_the_settings_name_mailboxes_by_region_and_refuse_one_without_a_password():
    found = read_options({"ANLAN_INTAKE_MAIL": "513433=imaps://duty:s%40x@mail.example.org/INBOX"})["ANLAN_INTAKE_MAIL"]
    assert found == (("513433", "imaps://duty:s%40x@mail.example.org/INBOX"),)
    assert imap.ImapMailbox(*found[0]).name == "duty@mail.example.org/INBOX"
    for wrong in ("imaps://duty:x@mail.example.org", "513433=imaps://mail.example.org", "513433=http://a:b@c"):
        with pytest.raises(WrongOption):
            read_options({"ANLAN_INTAKE_MAIL": wrong})


def test_the_reading_is_queued_once_a_minute():
    ReadMailbox.objects.create(name="a", region=COUNTY)
    assert ring_for_mailboxes(("a",)) is True
    assert ring_for_mailboxes(("a",)) is False
