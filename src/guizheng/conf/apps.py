from django.apps import AppConfig


class ConfConfig(AppConfig):
    name = "guizheng.conf"
    label = "conf"
    verbose_name = "装配"

    def ready(self) -> None:
        from guizheng.conf import checks

        checks.register_all()
