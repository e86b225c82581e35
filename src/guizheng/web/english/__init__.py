"""英文: the English of every Chinese sentence on the screens."""

from guizheng.web.english.forms import FORMS
from guizheng.web.english.loss import LOSS
from guizheng.web.english.offices import OFFICES
from guizheng.web.english.oversight import OVERSIGHT
from guizheng.web.english.pages import PAGES
from guizheng.web.english.public import PUBLIC
from guizheng.web.english.units import UNITS

EN: dict[str, str] = {**PUBLIC, **PAGES, **OFFICES, **FORMS, **LOSS, **OVERSIGHT, **UNITS}
