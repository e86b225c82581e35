"""案发地公安机关 B4: who looks into what happened at a place."""

from datetime import date

from guizheng.cases.asked import home_of
from guizheng.law.procedure import Post
from guizheng.organs.authorities import Authority
from guizheng.organs.jurisdiction import in_force_on
from guizheng.organs.models import Appointment


def police_of(division: str, on: date) -> Authority | None:
    """The authority at a place with an officer for such cases; else what answers for the division. None: neither.

    A city's or a province's code stands for all below it.
    """
    within = division.rstrip("0")
    prefix = within + "0" * (len(within) % 2)
    posts = Appointment.objects.filter(
        in_force_on(on), post=Post.INVESTIGATION, officer__is_active=True, authority__division__code__startswith=prefix
    )
    found = posts.select_related("authority").order_by("authority_id").first() if prefix else None
    return found.authority if found else home_of(division, on)
