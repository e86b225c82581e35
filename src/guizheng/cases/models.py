"""The tables of the cases, each from the file of its matter."""

from guizheng.cases.application.drafts import Draft
from guizheng.cases.application.models import Application, Fee
from guizheng.cases.loss.models import LossReport
from guizheng.cases.misuse.models import MisuseReport
from guizheng.cases.spine import Case

__all__ = ["Application", "Case", "Draft", "Fee", "LossReport", "MisuseReport"]
