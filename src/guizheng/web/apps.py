from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "guizheng.web"
    label = "web"
    verbose_name = "窗口"
