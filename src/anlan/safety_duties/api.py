"""The room's door: duty lists, what was done, notices and scores."""

from anlan.safety_duties.domain.rhythm import Period, Rhythm
from anlan.safety_duties.domain.standing import score_of
from anlan.safety_duties.domain.states import Holder, ListState
from anlan.safety_duties.events import FellBehind, ListDecided, ListScored
from anlan.safety_duties.selectors.lists import (
    ItemRow,
    ListFilter,
    ListRow,
    NoticeRow,
    RecordRow,
    ScoreRow,
    Stands,
    duty_list,
    entries_of,
    entry_picture,
    items_of,
    list_counts,
    lists,
    named_persons,
    notices_of,
    scores_of,
    standings,
    years,
)
from anlan.safety_duties.selectors.scope import may_report, own_firms
from anlan.safety_duties.selectors.tables import Evidence, Template, evidences, rhythm_words, scoring, templates
from anlan.safety_duties.services.demonstration import mark_demonstration, remove_demonstration
from anlan.safety_duties.services.drafting import NewDuty, NewList, add_duty, change_duty, drop_duty, make_list
from anlan.safety_duties.services.filing import close_list, file_list, return_list, submit_list
from anlan.safety_duties.services.importing import DutiesOutcome, import_duties
from anlan.safety_duties.services.importing import columns as import_columns
from anlan.safety_duties.services.naming import ToldAs, name_person
from anlan.safety_duties.services.reckoning import watch_duties
from anlan.safety_duties.services.recording import NewRecord, answer_notice, record_duty, withdraw_record
from anlan.safety_duties.services.scoring import score_list
