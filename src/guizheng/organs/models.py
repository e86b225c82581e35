"""The tables of the organs, each from the file of its subject."""

from guizheng.organs.authorities import Authority
from guizheng.organs.divisions import Division
from guizheng.organs.jurisdiction import Entrustment, Jurisdiction
from guizheng.organs.members import UnitMember
from guizheng.organs.officers import Appointment, Officer
from guizheng.organs.points import AcceptancePoint
from guizheng.organs.transport import PoorTransport
from guizheng.organs.units import RelyingUnit, UnitKey

__all__ = [
    "AcceptancePoint",
    "Appointment",
    "Authority",
    "Division",
    "Entrustment",
    "Jurisdiction",
    "Officer",
    "PoorTransport",
    "RelyingUnit",
    "UnitKey",
    "UnitMember",
]
