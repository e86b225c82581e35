"""限流: so many requests a minute from one address or unit, counted in this process alone and kept nowhere."""

import threading


class Limiter:
    """Counts of the running minute. Whoever fills the table is counted together with everybody met after that."""

    def __init__(self, a_minute: int, most: int = 10_000) -> None:
        self._allowed = a_minute
        self._most = most
        self._lock = threading.Lock()
        self._minute = -1
        self._counts: dict[str, int] = {}

    def admits(self, who: str, seconds: float) -> bool:
        """Whether this request is within the minute's share; `seconds` of any steady clock."""
        minute = int(seconds // 60)
        with self._lock:
            if minute != self._minute:
                self._minute, self._counts = minute, {}
            if who not in self._counts and len(self._counts) >= self._most:
                who = ""
            self._counts[who] = self._counts.get(who, 0) + 1
            return self._counts[who] <= self._allowed
