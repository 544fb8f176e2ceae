"""The page of settings says what the table of options says."""

from anlan.config.options import REPOSITORY, settings_page


def test_the_page_of_settings_is_current():
    assert (REPOSITORY / "docs" / "settings.md").read_text() == settings_page(), (
        "run: anlan settings > docs/settings.md"
    )
