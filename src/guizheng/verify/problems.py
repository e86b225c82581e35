"""出错答复: every refusal as problem+json (RFC 9457), with one line of what to do. Nothing asked is repeated."""

from typing import NamedTuple

import msgspec

TYPE = "application/problem+json"


class Problem(NamedTuple):
    status: int
    code: str
    zh: str
    en: str
    retry_after: int = 0


BAD_JSON = Problem(400, "bad_json", "请求不是合法的 JSON。", "The body is not JSON.")
BAD_RETRY_KEY = Problem(
    400,
    "bad_idempotency_key",
    "Idempotency-Key 应为 1 至 64 个 ASCII 字符。",
    "Idempotency-Key: 1 to 64 ASCII characters.",
)
NO_KEY = Problem(401, "unknown_key", "密钥缺失或未登记。", "The unit's key is missing or unknown.")
REVOKED = Problem(403, "revoked_key", "密钥已吊销。", "The unit's key is revoked.")
WRONG_PURPOSE = Problem(403, "purpose_not_granted", "该用途未获准。", "This purpose is not granted to the unit.")
NOT_FOUND = Problem(404, "not_found", "没有此地址。", "There is nothing at this address.")
WRONG_METHOD = Problem(405, "wrong_method", "此地址不接受该方法。", "This address doesn't take this method.")
REUSED_RETRY_KEY = Problem(
    409,
    "idempotency_key_reused",
    "该 Idempotency-Key 已用于另一请求。",
    "This Idempotency-Key came with another question before.",
)
TOO_LARGE = Problem(413, "too_large", "请求过大。", "The body is too large.")
NOT_JSON = Problem(415, "not_json", "请以 application/json 提交。", "Send application/json.")
BAD_QUESTION = Problem(422, "bad_question", "请求内容有误。", "The question can't be answered as put.")
NO_RECEIPTS = Problem(422, "no_receipts", "本节点不出具核查回执。", "This node issues no receipts.")
TOO_MANY = Problem(429, "quota", "超出每秒限额，请稍后再试。", "Over the quota of this second; try again.", 1)
TOO_MANY_DISPUTES = Problem(
    503, "disputes_waiting", "待复核的异议过多，请稍后再试。", "Too many disputes wait already.", 30
)
STALE = Problem(503, "stale", "本节点数据未及时更新，暂不答复。", "This node's data are too old to answer from.", 5)
RECORDS_FULL = Problem(503, "records_full", "核查记录暂无处存放，暂不答复。", "No room to record the question.", 5)
STARTING = Problem(503, "starting", "本节点尚未就绪。", "This node is not ready.", 2)

REASONS = {
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    409: "Conflict", 413: "Content Too Large", 415: "Unsupported Media Type", 422: "Unprocessable Content",
    429: "Too Many Requests", 503: "Service Unavailable",
}  # fmt: skip


class Answer(msgspec.Struct, gc=False):
    """What goes out: status line, headers, body."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes


def refusal(problem: Problem, *, english: bool, detail: str = "") -> Answer:
    body = msgspec.json.encode(
        {
            "type": f"urn:guizheng:problem:{problem.code}",
            "title": problem.en if english else problem.zh,
            "status": problem.status,
            "code": problem.code,
            **({"detail": detail} if detail else {}),
        }
    )
    headers = [("Content-Type", TYPE), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
    if problem.retry_after:
        headers.append(("Retry-After", str(problem.retry_after)))
    if problem.status == 401:
        headers.append(("WWW-Authenticate", "Bearer"))
    return Answer(f"{problem.status} {REASONS[problem.status]}", headers, body)
