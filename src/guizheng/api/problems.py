"""出错答复: every refusal as problem+json (RFC 9457), in the language asked for; nothing sent is repeated."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, JsonResponse


class Problem(NamedTuple):
    status: int
    code: str
    zh: str
    en: str
    retry_after: int = 0


WRONG_METHOD = Problem(405, "wrong_method", "此地址只接受 POST。", "This address takes POST alone.")
NO_MATTER = Problem(404, "no_such_matter", "没有此事项。", "There is no such matter.")
TOO_LARGE = Problem(413, "too_large", "请求过大。", "The body is too large.")
NOT_JSON = Problem(415, "not_json", "请以 application/json 提交。", "Send application/json.")
BAD_FACTS = Problem(422, "bad_facts", "事实有误。", "The facts can't be ruled on.")
BAD_BODY = Problem(422, "bad_body", "请求内容有误。", "The body is not as described.")
BAD_RETRY_KEY = Problem(400, "bad_idempotency_key", "Idempotency-Key 应为 UUID。", "Idempotency-Key: a UUID.")
NO_KEY = Problem(401, "unknown_key", "密钥缺失、未登记或已吊销。", "The unit's key is missing, unknown or revoked.")
TOO_MANY = Problem(429, "too_many", "请求过于频繁,请稍后再试。", "Too many requests; try again later.", 60)


def english(request: HttpRequest) -> bool:
    return request.headers.get("Accept-Language", "")[:2].lower() == "en"


def refusal(request: HttpRequest, problem: Problem, detail: str = "") -> HttpResponse:
    body = {
        "type": f"urn:guizheng:problem:{problem.code}",
        "title": problem.en if english(request) else problem.zh,
        "status": problem.status,
        "code": problem.code,
        **({"detail": detail} if detail else {}),
    }
    response = JsonResponse(body, status=problem.status, content_type="application/problem+json")
    response["Cache-Control"] = "no-store"
    if problem.retry_after:
        response["Retry-After"] = str(problem.retry_after)
    if problem.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if problem.status == 405:
        response["Allow"] = "POST"
    return response
