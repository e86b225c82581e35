"""公众 A2 D4: what anybody may read: the published points; what the service does stands on the first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from guizheng.law.division_codes import NAMES
from guizheng.organs import points
from guizheng.organs.points import AcceptancePoint, Service
from guizheng.web.access import public

SHOWN = 60


@public
def places(request: HttpRequest) -> HttpResponse:
    """受理点名单 A2: the published list, by place and service."""
    division = "".join(c for c in request.GET.get("division", "") if c.isdigit())[:6]
    service = request.GET.get("service", Service.REMOTE_INTAKE)
    found: list[AcceptancePoint] = points.open_points(timezone.localdate(), division, service) if division else []
    context = {
        "provinces": NAMES.items(),
        "services": Service.choices,
        "division": division,
        "service": service,
        "points": found[:SHOWN],
        "count": len(found),
        "more": len(found) > SHOWN,
    }
    return render(request, "web/public/points.html", context)
