"""B3: schemathesis asks a node what its description allows, and what it forbids: no 5xx, no undescribed answer."""

from collections import Counter as Tally
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from fake_feed import number
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from test_B3_desk import Counter
from test_B3_quick import make_room

from guizheng.verify.app import make_app
from guizheng.verify.disputes import Disputes
from guizheng.verify.metrics import Metrics

CASES = 80
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    counter = Counter(tmp_path_factory.mktemp("node"))
    counter.feed.add_unit(counter.key, quota=1_000_000)
    counter.bring_up()
    yield counter
    counter.register.env.close()


def helped(body: dict[str, Any]) -> dict[str, Any]:
    """No generator hits upon a granted purpose or a sound number."""
    items = body.get("questions")
    if not isinstance(items, list):
        return {**body, "purpose": "account_opening", "id_number": number(1)}
    cards = [{**item, "id_number": number(1)} if isinstance(item, dict) else item for item in items]
    return {**body, "purpose": "account_opening", "questions": cards}


@pytest.mark.parametrize("operation", ["POST /v1/verify", "POST /v1/verify/batch", "POST /v1/disputes"])
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_no_answer_is_undescribed(counter: Counter, mode: GenerationMode, operation: str) -> None:
    disputes = Disputes(counter.folder / "disputes", lambda _: b"")
    app = make_app(counter.desk, Metrics(counter.folder / "metrics"), disputes)
    schema = schemathesis.openapi.from_wsgi("/v1/openapi.json", app)
    met: Tally[int] = Tally()

    @settings(
        max_examples=CASES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=schema[operation.split()[1]]["POST"].as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        make_room(counter)
        if sum(met.values()) % 2 and isinstance(case.body, dict):
            case.body = helped(case.body)
        response = case.call(headers={"Authorization": f"Bearer {counter.key}"})
        met[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    ask()
    print(f"{operation} {mode.value}: {sum(met.values())} cases, {dict(met)}")
    assert sum(met.values()) >= CASES
    assert met.keys() & ({200, 202} if mode is GenerationMode.POSITIVE else {422})
