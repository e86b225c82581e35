from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "guizheng.ledger"
    label = "ledger"
    verbose_name = "台账"
