"""Static files: hashed names once collected, plain names before (tests, a fresh work tree)."""

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedFiles(CompressedManifestStaticFilesStorage):
    """Names every file by its content once ``collectstatic`` has run.

    Only addresses inside CSS are rewritten; the source maps that vendored files name are not shipped.
    """

    manifest_strict = False
    patterns = (
        (
            "*.css",
            (
                r"""(?P<matched>url\((?P<quote>['"]{0,1})\s*(?P<url>.*?)["']{0,1}\))""",
                (r"""(?P<matched>@import\s*["']\s*(?P<url>.*?)["'])""", """@import url("%(url)s")"""),
            ),
        ),
    )

    def url(self, name: str, force: bool = False) -> str:  # noqa: FBT001 - Django's own signature
        """Return the hashed address, or the plain one where the file has not been collected."""
        if self.clean_name(name.split("#")[0]) not in self.hashed_files:
            return StaticFilesStorage.url(self, name) if not force else super().url(name, force)
        return super().url(name, force)
