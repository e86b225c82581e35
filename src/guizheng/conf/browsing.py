"""A browser without a screen: pages are opened and their own forms are sent, with what stands in them, over HTTP."""

import time
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import httpx


class StoryError(RuntimeError):
    """The page did not go on as the story tells."""


@dataclass
class Form:
    """One form of a page, with the values a browser would send if nobody typed anything."""

    action: str
    values: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


@dataclass
class Mark:
    """An element that carries an id or data: its attributes and its text."""

    tag: str
    attrs: dict[str, str]
    text: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.marks: list[Mark] = []
        self.form: Form | None = None
        self.select = ""
        self.area = ""
        self.open: list[Mark] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if "id" in at or any(name.startswith("data-") for name in at):
            mark = Mark(tag, at)
            self.marks.append(mark)
            self.open.append(mark)
        if tag == "form":
            self.form = Form(at.get("action", ""))
            self.forms.append(self.form)
        if self.form is not None:
            self._control(self.form, tag, at)

    def _control(self, form: Form, tag: str, at: dict[str, str]) -> None:
        name, kind = at.get("name", ""), at.get("type", "text")
        if name:
            form.names.add(name)
        if tag == "input" and name and (kind not in ("checkbox", "radio") or "checked" in at) and kind != "file":
            form.values.setdefault(name, []).append(at.get("value", "on" if kind == "checkbox" else ""))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            held = form.values.setdefault(self.select, [])
            if not held or "selected" in at:
                held[:] = [at.get("value", "")]
        elif tag == "textarea":
            self.area = name
            form.values[name] = [""]

    def handle_data(self, data: str) -> None:
        if self.area and self.form is not None:
            self.form.values[self.area][0] += data
        for mark in self.open[-1:]:
            mark.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""
        if self.open and self.open[-1].tag == tag:
            self.open.pop()


class Page:
    """One answer of the house, read as a browser reads it. `committed`: when the act it answers had committed."""

    def __init__(self, url: str, status: int, text: str) -> None:
        self.url, self.status, self.text = url, status, text
        reader = _Reader()
        reader.feed(text)
        self.forms, self.marks = reader.forms, reader.marks
        self.committed = 0.0

    def mark(self, id_: str) -> Mark:
        """The element with this id. StoryError when the page has none."""
        for mark in self.marks:
            if mark.attrs.get("id") == id_:
                return mark
        raise StoryError(f"{self.url}: no element {id_}")

    def form(self, field_: str) -> Form:
        """The form that has this field. StoryError when the page has none."""
        for form in self.forms:
            if field_ in form.names:
                return form
        raise StoryError(f"{self.url} ({self.status}): no form with {field_}; {self.said()}")

    def filled(self, field_: str, **changes: Any) -> tuple[str, dict[str, Any]]:
        """Where the form with this field goes, and what it sends; a field changed to None is left out."""
        form = self.form(field_)
        values: dict[str, Any] = {**form.values, **changes}
        sent = {name: value for name, value in values.items() if value is not None}
        return urljoin(self.url, form.action) if form.action else self.url, sent

    def said(self) -> str:
        """What the page says went wrong."""
        return "; ".join(mark.text.strip() for mark in self.marks if mark.attrs.get("id", "").endswith("-says"))


class Browser:
    """One person at one screen: cookies are kept, redirects followed, forms sent with their hidden fields."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.client = httpx.Client(base_url=url, follow_redirects=True, timeout=30.0, trust_env=False)

    def open(self, path: str) -> Page:
        return self._page(self.client.get(path))

    def send(self, page: Page, field_: str, **changes: Any) -> Page:
        """Send the form that has `field_`, with these fields changed."""
        target, sent = page.filled(field_, **changes)
        sent_at = time.monotonic()
        answer = self._page(response := self.client.post(target, data=sent, headers={"Referer": page.url}))
        first = (*response.history, response)[0]
        answer.committed = sent_at + first.elapsed.total_seconds() - _since_commit(first)
        return answer

    def log_in(self, number: str, password: str, post: str = "") -> None:
        """登录, and choose the appointment whose label says this post."""
        page = self.send(self.open("/login"), "password", number=number, password=password)
        if page.url.endswith("/appointment"):
            page = self.send(page, "appointment", appointment=_choice(page, post))
        if page.url.rstrip("/") != self.url.rstrip("/"):
            raise StoryError(f"{number}: not logged in; {page.said()}")

    def _page(self, response: httpx.Response) -> Page:
        if response.status_code >= 500:
            raise StoryError(f"{response.url}: {response.status_code}")
        return Page(str(response.url), response.status_code, response.text)


def _since_commit(response: httpx.Response) -> float:
    """Seconds between the commit and the answer's leaving, as the server says them."""
    _, _, spent = response.headers.get("Server-Timing", "").partition("since-commit;dur=")
    return float(spent or 0) / 1000


def _choice(page: Page, post: str) -> str:
    """The value of the appointment with this post in its label."""
    for mark in page.marks:
        if mark.attrs.get("data-post") == post:
            return mark.attrs["value"]
    raise StoryError(f"{page.url}: no appointment as {post}")
