"""The till, the extensions, and what else hangs on an application."""

OFFICES: dict[str, str] = {
    "延长办理期限": "Extensions of the term",
    "未同意延长,期限不变。": "Not agreed; the term stays.",
    "没有待批准的延长": "no extension waits for approval",
    "进入办件页提请延长": "an extension is proposed on the page of the case",
    "不同意": "Refuse",
    "理由": "Reason",
}
