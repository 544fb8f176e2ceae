"""``anlan survey``: the report on standard output, the exit code, and nothing stored where a row is wrong."""

import pytest
from click.testing import CliRunner
from tests.factories.places import build_divisions

from anlan.config.commands.survey import command
from anlan.risks.models import HazardSite

pytestmark = pytest.mark.django_db
HEADS = "code,name,kind,region,longitude,latitude,threatened_persons\n"


@pytest.mark.parametrize(("persons", "code", "count"), [("7", 0, 1), ("-7", 1, 0)])
def test_a_survey_is_stored_or_its_errors_are_told(tmp_path, persons, code, count):
    build_divisions()
    file = tmp_path / "survey.csv"
    file.write_text(f"{HEADS}A1,North,landslide,513433106,102.25,28.66,{persons}\n", "utf-8")

    checked = CliRunner().invoke(command, [str(file), "--check"])
    assert (checked.exit_code, HazardSite.objects.count()) == (code, 0)
    done = CliRunner().invoke(command, [str(file)])

    assert (done.exit_code, HazardSite.objects.count()) == (code, count)
    assert ("2," in done.stdout) == bool(code)
