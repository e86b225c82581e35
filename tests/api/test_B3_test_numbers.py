"""B3: a test number means the same at the sandbox and at a node."""

from guizheng.organs import test_mode
from guizheng.verify import rehearsal


def test_sandbox_and_nodes_have_one_list() -> None:
    answers = {case.id_number: case.answer for case in test_mode.CASES if case.status == 200}
    faults = {c.id_number: (c.status, c.answer, c.retry_after) for c in test_mode.CASES if c.status != 200}
    assert answers == rehearsal.ANSWERS
    assert faults == {n: (p.status, p.code, p.retry_after) for n, p in rehearsal.FAULTS.items()}
