"""The simulators' process: their file lies beside the demo's other data."""

import os
from pathlib import Path

from guizheng.gateways.simulators.app import simulators_app
from guizheng.gateways.simulators.store import open_store

application = simulators_app(open_store(Path(os.environ.get("GUIZHENG_HOME") or "var") / "simulators.sqlite3"))
