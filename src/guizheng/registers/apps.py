from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "guizheng.registers"
    label = "registers"
    verbose_name = "库"
