"""接口说明: the node's addresses as OpenAPI 3.1, drawn from the types that read and write them."""

from typing import Any

import msgspec

from guizheng.verify import problems
from guizheng.verify.disputes import Dispute
from guizheng.verify.problems import REASONS, TYPE, Problem
from guizheng.verify.question import Batch, Question
from guizheng.verify.spoken import Failed, Found, Said

REFERENCE = "#/components/schemas/{name}"
REFUSED = sorted({each.status for each in vars(problems).values() if isinstance(each, Problem)} - {404, 405})


def document() -> dict[str, Any]:
    """The whole description; the same for every node."""
    (question, batch, said, found, failed, dispute), schemas = msgspec.json.schema_components(
        [Question, Batch, Said, Found, Failed, Dispute], ref_template=REFERENCE
    )
    many = {
        "type": "object",
        "required": ["as_of", "position", "says", "answers"],
        "properties": {
            "as_of": {"type": "string"},
            "position": {"type": "integer"},
            "says": {"type": "object", "additionalProperties": {"type": "string"}},
            "answers": {"type": "array", "items": {"anyOf": [found, failed]}},
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Guizheng verification node 归证核查节点", "version": "1"},
        "components": {
            "schemas": {**schemas, "BatchSaid": many, "Problem": PROBLEM},
            "securitySchemes": {"unitKey": {"type": "http", "scheme": "bearer", "bearerFormat": "gzk_…"}},
        },
        "paths": {
            "/v1/verify": {"post": _operation("verify", "挂失信息核查 one card", question, said)},
            "/v1/verify/batch": {
                "post": _operation("verifyBatch", "批量核查 up to 1,000 cards", batch, _named("BatchSaid"))
            },
            "/v1/disputes": {
                "post": _taken_in(_operation("dispute", "异议复核 asked of the registers", question, said), dispute)
            },
            "/v1/disputes/{dispute}": {"get": _fetched(dispute)},
        },
    }


PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
    },
}
HEADERS = [
    {
        "name": "Idempotency-Key",
        "in": "header",
        "description": "Marks a question sent again: it gets the answer it got, while that still holds.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 64, "pattern": "^[ -~]+$"},
    },
    {
        "name": "Accept-Language",
        "in": "header",
        "description": "en for English; Chinese otherwise.",
        "schema": {"type": "string"},
    },
]


def _operation(name: str, summary: str, asked: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    refused = {"content": {TYPE: {"schema": _named("Problem")}}}
    return {
        "operationId": name,
        "summary": summary,
        "security": [{"unitKey": []}],
        "parameters": HEADERS,
        "requestBody": {"required": True, "content": {"application/json": {"schema": asked}}},
        "responses": {
            "200": {"description": "OK", "content": {"application/json": {"schema": said}}},
            **{str(status): {"description": REASONS[status], **refused} for status in REFUSED},
        },
    }


def _taken_in(operation: dict[str, Any], dispute: dict[str, Any]) -> dict[str, Any]:
    """Answered later; a test key is answered at once."""
    later = {"description": "Accepted", "content": {"application/json": {"schema": dispute}}}
    return {**operation, "responses": {"202": later, **operation["responses"]}}


def _fetched(dispute: dict[str, Any]) -> dict[str, Any]:
    refused = {"content": {TYPE: {"schema": _named("Problem")}}}
    return {
        "operationId": "disputed",
        "summary": "复核结果 what came of a dispute",
        "security": [{"unitKey": []}],
        "parameters": [{"name": "dispute", "in": "path", "required": True, "schema": {"type": "string"}}],
        "responses": {
            "200": {"description": "OK", "content": {"application/json": {"schema": dispute}}},
            **{str(status): {"description": REASONS[status], **refused} for status in (401, 404)},
        },
    }


def _named(name: str) -> dict[str, str]:
    return {"$ref": REFERENCE.format(name=name)}
