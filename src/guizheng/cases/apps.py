from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "guizheng.cases"
    label = "cases"
    verbose_name = "办件"
