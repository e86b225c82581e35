from django.apps import AppConfig


class OrgansConfig(AppConfig):
    name = "guizheng.organs"
    label = "organs"
    verbose_name = "机关"
