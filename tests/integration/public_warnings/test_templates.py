"""The table of templates: every kind at every level says all that the law and CAP ask for, and fits a telephone."""

from datetime import timedelta

import pytest
from tests.factories.public_warnings import COUNTY, NIGHT, TOWNSHIP, VILLAGES

from anlan.kernel.errors import AnlanError
from anlan.kernel.levels import Level
from anlan.protocols.cap12.message import Certainty, Urgency
from anlan.public_warnings import api
from anlan.public_warnings.domain import english
from anlan.public_warnings.domain.content import require_complete
from anlan.public_warnings.domain.short import measures_in
from anlan.public_warnings.selectors.kinds import row_of, text_of

ROWS = [(kind.code, level) for kind in api.kinds() for level in kind.levels]
SIGNALS = {  # CMA Order 16: the colours that each of the fourteen signals has
    "11B01": "red orange yellow blue",
    "11B03": "red orange yellow blue",
    "11B04": "red orange yellow blue",
    "11B05": "red orange yellow blue",
    "11B06": "red orange yellow blue",
    "11B07": "red orange yellow",
    "11B09": "red orange yellow",
    "11B22": "red orange",
    "11B14": "red orange yellow",
    "11B15": "red orange",
    "11B16": "orange yellow blue",
    "11B17": "red orange yellow",
    "11B19": "orange yellow",
    "11B21": "red orange yellow",
}
CATEGORIES = {"Geo", "Met", "Safety", "Fire", "Health", "Transport", "Infra", "CBRNE"}
RESPONSES = {"Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess"}


@pytest.fixture
def places(ground):
    return ground


def test_the_fourteen_signals_have_exactly_the_colours_of_their_order():
    found = {kind.code: " ".join(level.colour for level in kind.levels) for kind in api.kinds()}
    assert {code: found[code] for code in SIGNALS} == SIGNALS


def test_the_hazards_of_the_plans_are_there_by_their_national_codes():
    wanted = {
        "11A51",
        "11B37",
        "11A01",
        "11A03",
        "11B25",
        "11G01",
        "11A02",
        "12D02",
        "11C02",
        "12B04",
        "11D01",
        "11D02",
    }
    assert wanted <= {kind.code for kind in api.kinds()}


def test_every_kind_says_its_source_and_mark():
    assert [kind.code for kind in api.kinds() if not (kind.source and kind.mark)] == []


@pytest.mark.parametrize(("code", "level"), ROWS)
@pytest.mark.django_db
def test_a_template_is_complete_in_text_measures_and_cap(code, level, places):
    facts = "52.5 mm. "
    content = api.from_template(code, level, region=COUNTY, regions=VILLAGES, facts=facts, now=NIGHT)
    require_complete(content, is_exercise=False)
    assert content.description.startswith(facts)
    assert "Damawu" in content.description
    assert "{" not in content.headline + content.description + content.instruction
    assert 1 <= len(measures_in(content.instruction)) <= 5
    row, text = row_of(code), text_of(code, level)
    assert set(row["categories"]) <= CATEGORIES
    assert text["response"] in RESPONSES
    assert text["urgency"] in set(Urgency)
    assert text["certainty"] in set(Certainty)
    assert content.expires - content.effective == timedelta(hours=text["hours"])


@pytest.mark.parametrize(("code", "level"), ROWS)
@pytest.mark.django_db
def test_a_template_has_english_of_its_own(code, level, places):
    content = api.from_template(code, level, region=COUNTY, regions=VILLAGES, facts="", now=NIGHT)
    (found,) = content.translations
    assert english.event_name(code) in found.headline
    assert "{" not in found.headline + found.description + found.instruction


@pytest.mark.parametrize(("code", "level"), ROWS)
@pytest.mark.django_db
def test_a_short_message_of_a_template_fits_its_parts_and_keeps_a_whole_measure(code, level, places):
    content = api.from_template(code, level, region=COUNTY, regions=VILLAGES, facts="", now=NIGHT)
    source = api.ShortSource(
        text=content.main_text,
        kind=code,
        level=level,
        region=COUNTY,
        regions=content.regions,
        expires=content.expires,
        is_exercise=True,
    )
    text = api.short_text(source)
    assert api.message_size(text).parts <= api.most_parts()
    assert measures_in(content.instruction)[0][:8] in text


@pytest.mark.django_db
def test_a_level_that_a_kind_does_not_have_is_refused(places):
    with pytest.raises(AnlanError) as caught:
        api.from_template("11B15", Level.BLUE, region=COUNTY, regions=(TOWNSHIP,), facts="", now=NIGHT)
    assert caught.value.data["rule"] == "a_level_of_this_kind"


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("", (0, 1, True)),
        ("a" * 160, (160, 1, True)),
        ("a" * 161, (161, 2, True)),
        ("[" * 80, (160, 1, True)),
        ("[" * 81, (162, 2, True)),
        ("\u9632" * 70, (70, 1, False)),
        ("\u9632" * 71, (71, 2, False)),
        ("\u9632" * 134, (134, 2, False)),
        ("\u9632" * 135, (135, 3, False)),
        ("\U0001f600" * 35, (70, 1, False)),
    ],
)
def test_parts_of_a_short_message_are_counted_as_the_standard_does(text, size):
    found = api.message_size(text)
    assert (found.units, found.parts, found.is_gsm) == size


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("水位已超警戒", "水位已超警戒。预计"),
        ("水位已超警戒。", "水位已超警戒。预计"),
        ("水位已超警戒，", "水位已超警戒。预计"),
        ("村里报告“水已漫桥。”", "村里报告“水已漫桥。”预计"),
        ("", "预计"),
    ],
)
def test_what_was_typed_ends_as_a_sentence_before_the_words_of_the_template(typed, stands, places):
    content = api.from_template("11A51", Level.RED, region=COUNTY, regions=VILLAGES, facts=typed, now=NIGHT)
    assert content.description.startswith(stands)
