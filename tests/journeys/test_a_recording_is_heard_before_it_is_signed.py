"""A recording for loudspeakers: brought to a draft in a browser, and there to be heard by who signs."""

import pytest
from tests.factories.access import build_user
from tests.factories.public_warnings import AUTHOR, COUNTY, NIGHT, a_draft, build_places, build_responsible_people

from anlan.config.side.speech import tone
from anlan.public_warnings import api


@pytest.mark.django_db(transaction=True)
def test_a_recording_is_heard_before_it_is_signed(open_as, tmp_path):
    build_places()
    build_responsible_people()
    draft = a_draft()
    file = tmp_path / "said.wav"
    file.write_bytes(tone(3))
    page = open_as(build_user("duty_officer", COUNTY), f"/warnings/{draft}/")
    page.locator("input[name=sound]").set_input_files(str(file))
    page.locator("form[action$='/sound/'] button").last.click()
    page.wait_for_selector("audio")
    api.submit_warning(warning_id=draft, actor=AUTHOR, now=NIGHT)
    leader = open_as(build_user("duty_leader", COUNTY), f"/warnings/{draft}/", width=390, height=844)
    player = leader.locator("audio")
    assert player.bounding_box()["height"] > 20
    heard = "each => new Promise(done => { each.onloadedmetadata = () => done(each.duration); each.load(); })"
    assert player.evaluate(heard) == 3
    assert leader.locator("input[name=sound]").count() == 0
