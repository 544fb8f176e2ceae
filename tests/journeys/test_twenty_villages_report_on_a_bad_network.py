"""Twenty villages send their figures through the web server at once, each several times; nothing is lost or doubled."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from urllib.request import Request, build_opener

import pytest
from django.conf import settings
from tests.factories.access import build_user, client_of
from tests.factories.incidents import an_incident
from tests.factories.losses import DUTY, YIHAI, a_survey, figures

from anlan.kernel.ids import new_id
from anlan.losses import api
from anlan.losses.models import Entry

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.whole_machine]
VILLAGES = [f"{YIHAI}{number}" for number in range(201, 221)]
CSRF = "a" * 32


@pytest.fixture
def survey_id():
    """A count that runs now, of an incident of two hours ago."""
    now = datetime.now(UTC)
    incident_id = an_incident(now, happened_at=now - timedelta(hours=2), learned_at=now - timedelta(hours=1))
    return a_survey(now=now, incident_id=incident_id)


def phone_of(address: str, survey_id, village: str):
    """Return a function that sends a form of a village and gives back the status, as its phone does."""
    session = client_of(build_user("village_officer", village)).cookies[settings.SESSION_COOKIE_NAME].value

    def send(token: str, people: int, ago: int) -> int:
        body = f"f_affected_pop={people}&client_token={token}&pressed_ago={ago}&csrfmiddlewaretoken={CSRF}"
        headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={CSRF}", "Referer": address}
        request = Request(f"{address}/losses/report/{survey_id}/{village}/", body.encode(), headers)
        with build_opener().open(request) as answer:
            return answer.status

    return send


def test_each_form_counts_once_and_the_newest_stands(live_server, survey_id):
    phones = {village: phone_of(live_server.url, survey_id, village) for village in VILLAGES}
    tokens = {village: (str(new_id()), str(new_id())) for village in VILLAGES}
    first_late = VILLAGES[::4]

    def tell(village: str) -> list[int]:
        old, new = tokens[village]
        again = [(new, 12, 1_000)] * 3
        forms = [(new, 12, 1_000), (old, 10, 600_000), (new, 12, 90_000)] if village in first_late else again
        return [phones[village](*form) for form in forms]

    with ThreadPoolExecutor(8) as pool:
        answers = [status for statuses in pool.map(tell, VILLAGES) for status in statuses]
    assert answers == [200] * 60
    assert Entry.objects.count() == len(VILLAGES) + len(first_late)
    assert Entry.objects.filter(state="sent").count() == len(VILLAGES)
    assert api.accept_waiting(survey_id=survey_id, receiver=YIHAI, actor=DUTY, now=datetime.now(UTC)) == (20, 0)
    assert api.rolled_up(survey_id, YIHAI) == figures(affected_pop=240)
