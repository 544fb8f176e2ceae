"""What the room keeps."""

from anlan.enterprises.models.enterprises import Enterprise
from anlan.enterprises.models.records import Record
from anlan.enterprises.models.risks import FloorPlan, RiskPoint
from anlan.enterprises.models.self_checks import SelfCheck
from anlan.enterprises.models.trainings import Trainee, Training

__all__ = ["Enterprise", "FloorPlan", "Record", "RiskPoint", "SelfCheck", "Trainee", "Training"]
