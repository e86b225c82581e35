"""文档: the clause matrix, the procedures and the tables as text, drawn from the law itself. Pure."""

import enum
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import UNSET, inspect

from guizheng.law import facts, matters, procedure, rules, schema, steps, terms, values
from guizheng.law.clauses import CLAUSES, SOURCES
from guizheng.law.procedure import Issued, Matter, Move
from guizheng.law.rules import Rule

MADE = "<!-- Made by scripts/make_docs.py from src/guizheng/law. Edit the law, not this file. -->"

Tests = Mapping[str, Sequence[str]]
"""Names of the test files of each clause."""


def rules_of(clause: str) -> list[Rule]:
    """By matter, then by code: the same whatever was imported first."""
    order = {name: place for place, name in enumerate(matters.MATTERS)}
    mine = [rule for rule in rules.ALL if rule.clause == clause]
    return sorted(mine, key=lambda rule: (order.get(rule.books[0], len(order)), rule.books, rule.code))


def moves_of(clause: str) -> list[tuple[Matter, Move]]:
    return [(matter, row) for matter, rows in procedure.TABLES.items() for row in rows if row.clause == clause]


def values_of(clause: str) -> list[str]:
    return sorted(name for name, value in values.REGISTRY.items() if any(row.source == clause for row in value.rows))


def holes(tests: Tests) -> list[str]:
    """缺口: clauses with neither a rule nor a line why not, with both, or without a test. Empty when there is none."""
    found = []
    for key, clause in CLAUSES.items():
        ruled = bool(rules_of(key) or moves_of(key) or values_of(key))
        if clause.no_rule and ruled:
            found.append(f"{key}: says that software has no part in it, and has rules")
        if not clause.no_rule and not ruled:
            found.append(f"{key}: neither a rule nor a line saying why not")
        if not clause.no_rule and not tests.get(key):
            found.append(f"{key}: no test in tests/law")
    found += [f"{key}: tests of a clause that does not exist" for key in tests if key not in CLAUSES]
    return found


def clauses(tests: Tests) -> str:
    """条款对照: clause → rules → moves and papers → tests."""
    lines = [MADE, "", "# Clause by clause 条款对照", ""]
    lines += ["| clause | citation | heading | rules | moves | values | tests |", "|---|---|---|---|---|---|---|"]
    for key, clause in CLAUSES.items():
        counts = (len(rules_of(key)), len(moves_of(key)), len(values_of(key)), len(tests.get(key, ())))
        cells = " | ".join(str(count) for count in counts)
        lines.append(f"| [{key}](#{key.lower()}) | {clause.citation} | {clause.zh} {clause.en} | {cells} |")
    for key in CLAUSES:
        lines += ["", *_clause(key, tests.get(key, ()))]
    lines += ["", "## Sources 其他依据", "", "| key | citation | heading |", "|---|---|---|"]
    lines += [f"| {key} | {source.citation} | {source.zh} {source.en} |" for key, source in SOURCES.items()]
    return "\n".join(lines) + "\n"


def _clause(key: str, tests: Sequence[str]) -> list[str]:
    clause = CLAUSES[key]
    lines = [f'<a id="{key.lower()}"></a>', "", f"## {key} {clause.citation} {clause.zh} · {clause.en}"]
    if clause.no_rule:
        return [*lines, "", clause.no_rule]
    if rules_of(key):
        lines += ["", "| rule | finds | in | rests on | says | if unknown | any of |", "|---|---|---|---|---|---|---|"]
        lines += [_rule(rule) for rule in rules_of(key)]
    papers = dict.fromkeys(row.paper for _, row in moves_of(key) if row.paper is not Issued.NONE)
    if moves_of(key):
        done = dict.fromkeys(f"{matter.zh} {row.act.zh} `{matter}.{row.act}`" for matter, row in moves_of(key))
        lines += ["", f"Moves: {'; '.join(done)}."]
    if papers:
        lines += ["", f"Papers: {'; '.join(f'{paper.zh} `{paper}`' for paper in papers)}."]
    if values_of(key):
        lines += ["", f"Values: {', '.join(f'`{name}`' for name in values_of(key))}."]
    return [*lines, "", f"Tests: {', '.join(f'`{name}`' for name in tests)}."]


def _rule(rule: Rule) -> str:
    unknown = f"`{rule.unknown.code}` {rule.unknown.zh} {rule.unknown.en}" if rule.unknown else ""
    cells = (
        f"`{rule.code}`",
        rule.kind.value,
        ", ".join(rule.books),
        rule.citation,
        f"{rule.says.zh} {rule.says.en}",
        unknown,
        ", ".join(rule.any_of),
    )
    return f"| {' | '.join(cells)} |"


def procedures() -> str:
    """办理流程: a diagram and the table of moves for every matter."""
    lines = [MADE, "", "# Procedures 办理流程", ""]
    lines.append("A diagram shows the moves that change the stage; the table below it shows every move.")
    for matter in Matter:
        lines += ["", f"## {matter.zh} {matter.en} `{matter}`", "", "```mermaid", *diagram(matter), "```", ""]
        lines += [
            "| act | from | to | side | post | clause | paper | event | by |",
            "|---|---|---|---|---|---|---|---|---|",
        ]
        lines += [_move(row) for row in procedure.TABLES[matter]]
    return "\n".join(lines) + "\n"


def diagram(matter: Matter) -> list[str]:
    """Mermaid, one arrow a move that changes the stage."""
    lines = ["stateDiagram-v2", "  direction LR"]
    for stage in procedure.STAGES[matter]:
        if stage is not steps.Stage.START:
            lines.append(f"  {stage} : {stage.zh}")
    for row in procedure.TABLES[matter]:
        if row.to is not row.stage:
            start = "[*]" if row.stage is steps.Stage.START else row.stage.value
            lines.append(f"  {start} --> {row.to} : {row.act.zh}({row.side.zh})")
    return [*lines, *(f"  {stage} --> [*]" for stage in procedure.ends(matter))]


def _move(row: Move) -> str:
    by = "; ".join(
        word
        for word, holds in (("辅警可办 auxiliary", row.auxiliary), ("两人 two officers", row.two_officers))
        if holds
    )
    paper = "" if row.paper is Issued.NONE else f"{row.paper.zh} `{row.paper}`"
    cells = (
        f"{row.act.zh} `{row.act}`",
        f"{row.stage.zh} `{row.stage}`",
        f"{row.to.zh} `{row.to}`",
        row.side.zh,
        f"{row.post.zh} `{row.post}`",
        row.clause,
        paper,
        f"`{row.event}`",
        by,
    )
    return f"| {' | '.join(cells)} |"


def tables() -> str:
    """定值、事项与用语: every dated value, every matter's facts with their defaults, every word with its labels."""
    return "\n".join([MADE, "", *_values(), "", *_matters(), "", *_words()]) + "\n"


def _values() -> list[str]:
    lines = [
        "# Values 定值",
        "",
        "| value | is | since | until | source | layer | shorten only |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, value in sorted(values.REGISTRY.items()):
        for row in value.rows:
            shown = msgspec.json.encode(_plain(row.value)).decode().replace("|", "\\|")
            cells = (f"`{name}`", f"`{shown}`", row.since, row.until or "", row.source, row.layer)
            lines.append(f"| {' | '.join(map(str, cells))} | {'yes' if value.shorten_only else ''} |")
    sets = (f"`{name}`: {', '.join(known.layers)}" for name, known in values.RULE_SETS.items())
    return [*lines, "", f"Rule sets and their layers: {'; '.join(sets)}. The norm holds from {values.NORM_SINCE}."]


def _plain(value: Any) -> Any:
    return msgspec.to_builtins(value, str_keys=True)


def _matters() -> list[str]:
    lines = ["# Matters 事项", ""]
    plain = f"birth date {facts.DEFAULT_BIRTH}, home {facts.DEFAULT_HOME}, counter {facts.DEFAULT_COUNTER}"
    lines.append(f"A default in words follows from other facts; where nothing is given at all: {plain}.")
    for matter in matters.MATTERS.values():
        lines += ["", f"## {matter.name} {matter.zh} · {matter.en}", "", "| fact | default |", "|---|---|"]
        lines += [f"| {place} | {default} |" for place, default in _defaults(matter.facts, "")]
    return lines


def _defaults(kind: type[msgspec.Struct], path: str) -> Iterable[tuple[str, str]]:
    """Each fact with its default; the facts inside another one below it, also where that one is absent by default."""
    for field in msgspec.structs.fields(kind):
        place = f"{path}{field.encode_name}"
        default = field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
        inner = _structs(inspect.type_info(field.type))
        if not inner or not isinstance(default, msgspec.Struct):
            yield place, _shown(field.encode_name, default)
        for suffix, one in inner:
            yield from _defaults(one, f"{place}{suffix}.")


def _structs(kind: inspect.Type) -> list[tuple[str, type[msgspec.Struct]]]:
    if isinstance(kind, inspect.UnionType):
        return [found for one in kind.types for found in _structs(one)]
    if isinstance(kind, inspect.VarTupleType):
        return [("[]", one) for _, one in _structs(kind.item_type)]
    return [("", kind.cls)] if isinstance(kind, inspect.StructType) else []


def _shown(name: str, default: Any) -> str:
    if default is UNSET:
        return schema.DERIVED[name]
    return "must be given" if default is msgspec.NODEFAULT else f"`{msgspec.json.encode(default).decode()}`"


def _words() -> list[str]:
    lines = ["# Words 用语", "", "| word | code | 中文 | English |", "|---|---|---|---|"]
    for kind in sorted(_terms(), key=lambda one: (one.__module__, one.__name__)):
        lines += [f"| {kind.__name__} | `{word.value}` | {word.zh} | {word.en} |" for word in kind]
    return lines


def _terms() -> list[type[terms.Term]]:
    return [kind for kind in terms.Term.__subclasses__() if issubclass(kind, enum.Enum) and len(kind)]


def documents(tests: Tests) -> dict[str, str]:
    """Every generated document by its path under docs/."""
    return {"clauses.md": clauses(tests), "procedures.md": procedures(), "tables.md": tables()}
