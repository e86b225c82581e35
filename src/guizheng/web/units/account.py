"""登录 B4: a unit's person, by log-in and password, with the same lock as an officer's."""

from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from guizheng.organs.members import UnitMember
from guizheng.web.units.forms import UnitLoginForm


def log_in(request: HttpRequest) -> HttpResponse:
    """登录。"""
    form = UnitLoginForm(request.POST or None)
    following = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        request.for_units = True  # type: ignore[attr-defined]
        member = authenticate(request, number=asked["login"], password=asked["password"])
        if isinstance(member, UnitMember):
            request.session.cycle_key()
            request.session["member"] = member.pk
            safe = url_has_allowed_host_and_scheme(following, allowed_hosts={request.get_host()})
            return HttpResponseRedirect(following if safe else reverse("unit-home"))
        form.add_error(None, "用户名或密码不正确。连续输错五次,本机上的这一用户名将锁定十五分钟。")
    return render(request, "web/units/login.html", {"form": form, "next": following})


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """退出。"""
    request.session.pop("member", None)
    request.session.cycle_key()
    return redirect("unit-login")
