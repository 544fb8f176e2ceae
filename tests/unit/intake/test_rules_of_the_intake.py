"""States, categories, words heard, mails, and what a matter must carry."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest

from anlan.intake.domain.errors import MailUnreadable
from anlan.intake.domain.forwarding import categories_of, check_category, check_rating, due_at
from anlan.intake.domain.hearing import kind_heard
from anlan.intake.domain.mails import mail_of
from anlan.intake.domain.matters import MOST_PICTURES, NewMatter, SentPicture, check_matter, digest_of, headline_of
from anlan.intake.domain.states import TRANSITIONS, MatterAct, MatterKind, MatterState, acts_from, after
from anlan.kernel.errors import InvalidValue, TransitionNotAllowed

NOW = datetime(2020, 6, 26, 15, 0, tzinfo=UTC)
NEW = NewMatter(kind=MatterKind.CALL, text="water in the street", region="513433106")


def test_every_state_is_reached_and_no_end_is_left_by_accident():
    assert set(TRANSITIONS.values()) | {MatterState.RECEIVED} == set(MatterState)
    assert acts_from(MatterState.RATED) == acts_from(MatterState.DECLARED) == frozenset()


def test_a_step_that_the_table_lacks_is_refused():
    assert after(MatterState.RECEIVED, MatterAct.TAKE) is MatterState.TAKEN
    with pytest.raises(TransitionNotAllowed):
        after(MatterState.TAKEN, MatterAct.TAKE)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "x" * 4001}, "text"),
        ({"region": ""}, "region"),
        ({"place_text": "x" * 201}, "place_text"),
        ({"teller_name": "x" * 41}, "teller_name"),
        ({"teller_phone": "call me"}, "teller_phone"),
        ({"hurt": 100_001}, "hurt"),
        ({"token": "x" * 81}, "token"),
        ({"told_at": NOW + timedelta(minutes=11)}, "told_at"),
        ({"location": (181.0, 0.0)}, "location"),
        ({"location": (0.0, float("nan"))}, "location"),
    ],
)
def test_a_matter_is_refused_by_the_field_that_cannot_be_true(changes, field):
    with pytest.raises(InvalidValue) as refused:
        check_matter(replace(NEW, **changes), NOW)
    assert refused.value.data["field"] == field


def test_a_matter_at_its_bounds_is_taken():
    bounds = {"text": "x" * 4000, "teller_phone": "+86 (834) 672-0000", "told_at": NOW + timedelta(minutes=10)}
    check_matter(replace(NEW, location=(-180.0, 90.0), **bounds), NOW)


@pytest.mark.parametrize(
    "changes", [{"text": "fire"}, {"hurt": 1}, {"pictures": (SentPicture(name="", content=b"1"),)}]
)
def test_the_digest_is_of_all_that_was_told(changes):
    assert digest_of(replace(NEW, **changes)) != digest_of(NEW)
    assert digest_of(replace(NEW, token="other")) == digest_of(NEW)  # the number is not what was told


def test_a_headline_is_the_first_line_cut_to_forty():
    assert headline_of("one\ntwo") == "one"
    assert len(headline_of("x" * 41)) == 40
    assert headline_of(" ") == ""


def test_the_longest_word_is_heard_then_the_first():
    names = {"11A51": "flash flood", "11A01": "flood", "11D01": "slide"}
    assert kind_heard("a flash flood and a slide", names, {}) == "11A51"
    assert kind_heard("slide then flood", names, {}) == "11D01"
    assert kind_heard("the hill came down", names, {"hill came down": "11D01"}) == "11D01"
    assert kind_heard("a cat", names, {}) == ""


def test_a_category_says_by_when_the_department_answers():
    row = {"key": "road", "name": "roads", "organisation_kind": "department", "hours": 48}
    known = categories_of({"source": "local", "mark": "doubtful", "category": [row]})
    assert due_at(check_category("road", known), NOW) == NOW + timedelta(hours=48)
    assert known["road"].mark == "doubtful"
    with pytest.raises(InvalidValue):
        check_category("air", known)


@pytest.mark.parametrize(("rating", "note"), [(0, "x"), (6, "x"), (2, " ")])
def test_a_rating_off_the_scale_or_a_bad_one_without_a_word_is_refused(rating, note):
    with pytest.raises(InvalidValue):
        check_rating(rating, note)


@pytest.mark.parametrize(("rating", "note"), [(1, "nobody came"), (3, ""), (5, "")])
def test_a_rating_on_the_scale_is_taken(rating, note):
    check_rating(rating, note)


MAIL = (
    b"From: Li <li@example.org>\r\nMessage-ID: <1@example.org>\r\nSubject: Crack\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n\r\nThe wall moved.\r\n"
)


def test_a_mail_is_read_into_words_and_sender():
    mail = mail_of(MAIL)
    assert (mail.number, mail.sender, mail.text, mail.pictures) == (
        "<1@example.org>",
        "Li",
        "Crack\nThe wall moved.",
        (),
    )


def test_a_letter_in_html_alone_is_read_by_its_words_without_scripts():
    html = b"<head><style>p {}</style></head><body><p>The wall <b>moved</b>.</p><script>x()</script><p>Come</p></body>"
    mail = mail_of(MAIL.replace(b"text/plain", b"text/html").replace(b"The wall moved.", html))
    assert mail.text == "Crack\nThe wall moved.\nCome"


def test_what_is_attached_and_no_picture_is_named_and_left_out():
    letter = EmailMessage()
    letter["From"], letter["Message-ID"], letter["Subject"] = "li@example.org", "<2@example.org>", "Crack"
    letter.set_content("The wall moved.\0")
    letter.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="run.exe")
    for serial in range(MOST_PICTURES + 1):
        letter.add_attachment(b"\xff\xd8", maintype="image", subtype="jpeg", filename=f"{serial}.jpg")
    mail = mail_of(letter.as_bytes())
    assert mail.left_out == ("run.exe", f"{MOST_PICTURES}.jpg")
    assert [each.name for each in mail.pictures] == [f"{serial}.jpg" for serial in range(MOST_PICTURES)]
    assert mail.text == "Crack\nThe wall moved."


@pytest.mark.parametrize("line", [b"From: Li <li@example.org>\r\n", b"Message-ID: <1@example.org>\r\n"])
def test_a_mail_without_sender_or_number_is_refused(line):
    with pytest.raises(MailUnreadable):
        mail_of(MAIL.replace(line, b""))


def test_bytes_that_are_no_mail_are_refused():
    with pytest.raises(MailUnreadable):
        mail_of(b"\x00\xff" * 40)
