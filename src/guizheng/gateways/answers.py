"""What every outside system may fail to say. A gateway that does not answer gives `Unknown`, never a default."""

from dataclasses import dataclass
from enum import StrEnum


class Silence(StrEnum):
    """Why nothing is known: no answer in time, a refusal, or an answer that can't be read."""

    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    GARBLED = "garbled"


@dataclass(frozen=True, slots=True)
class Unknown:
    """The system of this name did not say. Falsy, so that `answer or None` reads as it should."""

    gateway: str
    why: Silence = Silence.NO_ANSWER

    def __bool__(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class NotOnFile:
    """The system answered: it holds no such person. Falsy as well, and another thing than `Unknown`."""

    def __bool__(self) -> bool:
        return False
