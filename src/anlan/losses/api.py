"""The door of the room losses."""

from anlan.losses.domain.errors import (
    FiguresContradict,
    NotesUnexplained,
    NothingAccepted,
    NothingToRepeat,
    ReasonNeeded,
    SurveyClosed,
    SurveyExists,
)
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
from anlan.losses.selectors.board import Board, UnitRow, board, standing, village_progress
from anlan.losses.selectors.history import EntryRow, entry_place, history, is_village, last_figures
from anlan.losses.selectors.surveys import SurveyFilter, SurveyRow, seen_in, survey, surveys
from anlan.losses.selectors.tables import loss_table, loss_tables
from anlan.losses.selectors.totals import rolled_up, totals
from anlan.losses.services.entering import DUTY, NewEntry, enter_figures, send_up
from anlan.losses.services.judging import (
    accept_figures,
    accept_waiting,
    ask_explanation,
    explain_figures,
    return_figures,
)
from anlan.losses.services.surveys import NewSurvey, close_survey, open_survey
