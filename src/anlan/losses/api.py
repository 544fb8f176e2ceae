"""The door of the room losses."""

from anlan.losses.domain.errors import (
    AgreedDiffers,
    FiguresContradict,
    HouseTwice,
    LedgerDiffers,
    NoTable,
    NotesUnexplained,
    NothingAccepted,
    NothingToRelease,
    NothingToRepeat,
    ReasonNeeded,
    ReleaserIsDrafter,
    SurveyClosed,
    SurveyExists,
)
from anlan.losses.domain.ledgers import Difference, Grade, PersonAct, PersonState
from anlan.losses.domain.states import EntryAct, EntryState, Sort
from anlan.losses.domain.tables import Indicator, LossTable, plain
from anlan.losses.events import (
    ExplanationAsked,
    FiguresAccepted,
    FiguresExplained,
    FiguresReturned,
    FiguresSent,
    SurveyOpened,
)
from anlan.losses.events import SurveyClosed as SurveyWasClosed
from anlan.losses.papers import proposed_text
from anlan.losses.selectors.across import AcrossRow, differences_across
from anlan.losses.selectors.board import Board, UnitRow, board, standing, village_progress
from anlan.losses.selectors.history import EntryRow, entry_place, history, is_village, last_figures
from anlan.losses.selectors.ledgers import (
    HouseRow,
    PersonRow,
    house_photo,
    houses_of,
    ledger_differences,
    persons_of,
    structures,
)
from anlan.losses.selectors.releasing import (
    Agreement,
    ReleaseRow,
    agreement,
    public_releases,
    released_document,
    releases,
)
from anlan.losses.selectors.surveys import SurveyFilter, SurveyRow, seen_in, survey, survey_told, surveys
from anlan.losses.selectors.tables import loss_table, loss_tables
from anlan.losses.selectors.totals import rolled_up, totals
from anlan.losses.services.agreeing import agree_figure, give_department_figure, sign_agreement
from anlan.losses.services.demonstration import mark_demonstration, remove_demonstration
from anlan.losses.services.entering import DUTY, NewEntry, enter_figures, send_up
from anlan.losses.services.importing import Imported, import_figures
from anlan.losses.services.judging import (
    accept_figures,
    accept_waiting,
    ask_explanation,
    explain_figures,
    return_figures,
)
from anlan.losses.services.ledgers import (
    NewHouse,
    NewPerson,
    change_house,
    change_person,
    explain_difference,
    record_house,
    record_person,
    reveal_name,
)
from anlan.losses.services.releasing import approve_release, draft_release, refuse_release
from anlan.losses.services.surveys import NewSurvey, close_survey, open_survey
