"""The tables of the cases, each from the file of its matter."""

from guizheng.cases.application.contests import Contest
from guizheng.cases.application.drafts import Draft
from guizheng.cases.application.models import Application, Fee
from guizheng.cases.loss.models import LossReport
from guizheng.cases.misuse.models import MisuseReport
from guizheng.cases.misuse.oversight_models import Complaint, Inspection
from guizheng.cases.spine import Case

__all__ = ["Application", "Case", "Complaint", "Contest", "Draft", "Fee", "Inspection", "LossReport", "MisuseReport"]
