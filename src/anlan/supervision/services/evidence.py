"""The files of a record or a re-inspection: looked into, then kept."""

from django.core.files.base import ContentFile

from anlan.supervision.domain.errors import NotAFile, TooManyFiles
from anlan.supervision.domain.visits import FileKind, SentFile
from anlan.supervision.models import Evidence, Inspection, Recheck
from anlan.supervision.selectors.tables import limits
from anlan.support.picture_notes import without_notes
from anlan.support.pictures import picture_of
from anlan.support.sounds import sound_of

Kept = list[tuple[SentFile, str, str, str]]
"""Files, each with its media type, ending and digest."""


def checked_files(files: tuple[SentFile, ...]) -> Kept:
    """Return files with what they were found to be; refuse all where one is not what it should be."""
    most = limits("files")["most"]
    if len(files) > most:
        raise TooManyFiles(most=most)
    return [_checked(sent) for sent in files]


def keep_files(row: Inspection, kept: Kept, recheck: Recheck | None = None) -> None:
    """Keep checked files with an inspection's record, or with a re-inspection."""
    for sent, media_type, ending, digest in kept:
        content = sent.content if sent.kind is FileKind.AUDIO else without_notes(sent.content)
        each = Evidence(
            inspection=row,
            recheck=recheck,
            kind=sent.kind.value,
            item=sent.item,
            media_type=media_type,
            size=len(content),
            digest=digest,
        )
        each.file.save(f"{each.id}.{ending}", ContentFile(content), save=False)
        each.save()


def _checked(sent: SentFile) -> tuple[SentFile, str, str, str]:
    found = sound_of(sent.content) if sent.kind is FileKind.AUDIO else picture_of(sent.content)
    if found is None:
        raise NotAFile(name=sent.name[:80])
    return sent, found.media_type, found.ending, found.digest
