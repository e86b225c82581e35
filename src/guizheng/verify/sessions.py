"""密钥与限额: a unit's key as a worker knows it, until the feed brings a change of any key."""

from guizheng.verify.digests import unit_key_digest
from guizheng.verify.reader import Snapshot
from guizheng.verify.store import NodeState
from guizheng.verify.unit_keys import PURPOSE_BYTES, Channel, UnitKey

BEARER = "Bearer "
CHANNEL_CODES = {channel: code for code, channel in enumerate(Channel)}


class Session:
    """What the desk needs of a unit, made ready once. Each worker admits its share of the quota, which is therefore
    approximate and per node."""

    __slots__ = (
        "_count",
        "_quota",
        "_second",
        "channel",
        "key_hash",
        "purposes",
        "revoked",
        "test",
        "time_for",
        "unit",
    )

    def __init__(self, unit: UnitKey, workers: int) -> None:
        self.unit = unit.unit
        self.key_hash = unit.key_hash
        self.channel = CHANNEL_CODES[unit.channel]
        self.purposes = {purpose: purpose.encode().ljust(PURPOSE_BYTES, b"\0") for purpose in unit.purposes}
        self.revoked = unit.revoked
        self.test = unit.test
        # Only a department's scenario can ask for the time of loss; a company gets the least that answers.
        self.time_for = frozenset(unit.time_for) if unit.channel is Channel.DEPARTMENT else frozenset[str]()
        self._quota = -(-unit.quota_per_second // workers)
        self._second = 0
        self._count = 0

    def admits(self, second: int, questions: int = 1) -> bool:
        """Whether this second's share has room; a batch larger than the share passes at the start of a second."""
        if second != self._second:
            self._second, self._count = second, 0
        if self._count and self._count + questions > self._quota:
            return False
        self._count += questions
        return self._quota > 0


class Sessions:
    """Keys met since the last change of any key. Only known keys are kept, so nobody can fill it."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self.known: dict[str, Session] = {}
        self._as_of = -1

    def forget_changed(self, state: NodeState) -> None:
        """Any key may have changed: nothing known of any key before may be relied on."""
        if state.units != self._as_of:
            self.known.clear()
            self._as_of = state.units

    def find(self, authorization: str, snapshot: Snapshot) -> Session | None:
        self.forget_changed(snapshot.state)
        session = self.known.get(authorization)
        if session is None and authorization.startswith(BEARER):
            unit = snapshot.unit(unit_key_digest(authorization.removeprefix(BEARER)))
            if unit is not None:
                session = self.known[authorization] = Session(unit, self._workers)
        return session
