"""The room's door: telling named persons, what a person was told, and who was told of something."""

from anlan.notices.domain.texts import Note
from anlan.notices.events import NoticeNotSent, NoticeRead, PersonsTold
from anlan.notices.selectors.notices import NoticeRow, Told, own_notice, own_notices, told_about, unread_count
from anlan.notices.services.demonstration import remove_demonstration
from anlan.notices.services.sending import queue_due_notices, send_notice
from anlan.notices.services.telling import read_notice, tell_persons
