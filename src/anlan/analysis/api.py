"""The room's door: kinds of analysis, runs, who relied on them."""

from anlan.analysis.domain.comparing import Change
from anlan.analysis.domain.earthquake.geometry import ROMAN
from anlan.analysis.domain.errors import InputOutOfRange, ModelRefused
from anlan.analysis.domain.inputs import Field, read_inputs
from anlan.analysis.domain.kinds import Kind
from anlan.analysis.domain.parts import Advice, Figure, Gathered, Layer, Result, Say, Table, say_of
from anlan.analysis.domain.picture import Ground, picture, png, write
from anlan.analysis.domain.states import RunState
from anlan.analysis.events import (
    AnalysisFailed,
    AnalysisOutdated,
    AnalysisReliedOn,
    AnalysisRun,
    RainGridDeleted,
    RainGridStored,
)
from anlan.analysis.kinds.earthquake_imported import drawn_shaking
from anlan.analysis.kinds.kept_grids import KeptGrid, RainGridRow, kept_grid
from anlan.analysis.kinds.registry import kind_of, kinds
from anlan.analysis.kinds.shaking_maps import ShakingRow, kept_shaking, shaking_map, shaking_maps
from anlan.analysis.selectors.brief import brief_of
from anlan.analysis.selectors.earthquakes import assessments_around, reported_earthquake
from anlan.analysis.selectors.mapped import newest_of_kinds
from anlan.analysis.selectors.models import ModelSheet, model_sheet, model_sheets
from anlan.analysis.selectors.rain_grids import (
    HANDING_IN,
    RainGridFilter,
    rain_grid,
    rain_grids,
)
from anlan.analysis.selectors.runs import (
    RunFilter,
    RunRow,
    RunSheet,
    compared,
    counts,
    run,
    runs,
    runs_of_subject,
)
from anlan.analysis.selectors.scope import RELY, RUN, SEE
from anlan.analysis.selectors.subjects import subject_seen
from anlan.analysis.services.demonstration import mark_demonstration, remove_demonstration
from anlan.analysis.services.keeping_grids import (
    LARGEST_FILE,
    NewRainGrid,
    delete_rain_grid,
    run_kept_grid,
    store_rain_grid,
)
from anlan.analysis.services.keeping_shaking import LARGEST_SHAKEMAP, delete_shaking_map, store_shaking_map
from anlan.analysis.services.rain_grids import run_rain_grid
from anlan.analysis.services.reckoning import reckon_run
from anlan.analysis.services.relying import Used, mark_outdated, rely_on
from anlan.analysis.services.running import Occasion, cancel_run, rerun_analysis, run_analysis
