"""登录: by 警号 and password; one appointment is chosen when there are several; the language is a cookie."""

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from guizheng.organs.models import Appointment
from guizheng.web.access import public
from guizheng.web.forms.account import LoginForm
from guizheng.web.session import appointments, officer_of


@public
def log_in(request: HttpRequest) -> HttpResponse:
    """登录。"""
    form = LoginForm(request.POST or None)
    following = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        # By the model's own field name: the lock counts what it finds under it.
        officer = authenticate(request, number=asked["number"], password=asked["password"])
        if officer is not None:
            login(request, officer)
            return _begin(request, following)
        form.add_error(None, "警号或密码不正确。连续输错五次,本机上的这一警号将锁定十五分钟。")
    return render(request, "web/account/login.html", {"form": form, "next": following})


def locked(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """锁定: this number at this address, for a quarter of an hour; nobody else is kept out."""
    if request.path.startswith("/units/"):
        return render(request, "web/units/locked.html", status=429)
    form = LoginForm(request.POST)
    form.add_error(None, "尝试次数过多,本机上的这一警号已锁定十五分钟。")
    return render(request, "web/account/login.html", {"form": form, "next": ""}, status=429)


@public
def appointment(request: HttpRequest) -> HttpResponse:
    """选择任职: one hand acts under one appointment at a time."""
    officer = officer_of(request)
    if officer is None:
        return redirect("login")
    ones = appointments(officer)
    chosen = [one for one in ones if str(one.pk) == request.POST.get("appointment")]
    if request.method == "POST" and chosen:
        return _under(request, chosen[0], request.POST.get("next", ""))
    context = {"appointments": ones, "next": request.GET.get("next", "")}
    return render(request, "web/account/appointment.html", context)


@public
@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """退出。"""
    logout(request)
    return redirect("dashboard")


def _begin(request: HttpRequest, following: str) -> HttpResponse:
    officer = officer_of(request)
    ones = appointments(officer) if officer else []
    if len(ones) == 1:
        return _under(request, ones[0], following)
    return HttpResponseRedirect(reverse("appointment"))


def _under(request: HttpRequest, chosen: Appointment, following: str) -> HttpResponse:
    request.session["appointment"] = chosen.pk
    request.session["authority"] = {
        "zh": chosen.authority.name,
        "en": chosen.authority.name_en or chosen.authority.name,
    }
    safe = url_has_allowed_host_and_scheme(following, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(following if safe else reverse("dashboard"))
