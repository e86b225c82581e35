"""变异点: where the law can be altered, and the altered module. See `mutants.py`, which runs them."""

import ast
import enum
import importlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LAW = ROOT / "src" / "guizheng" / "law"
# Data taken over whole from a dated source with its digest: checked against that source, not value by value.
NOT_MUTATED = {"division_codes"}


@dataclass(frozen=True)
class Mutant:
    module: str
    where: str
    kind: str
    line: int
    what: str
    index: int

    @property
    def key(self) -> str:
        """Stable across unrelated edits: no line numbers."""
        return f"{self.module}:{self.where}:{self.what}"


SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.USub: ast.UAdd,
}  # fmt: skip


class Sites(ast.NodeTransformer):
    """Walks a module and either counts its mutation sites or, given an index, carries one of them out."""

    def __init__(self, module: str, target: int = -1) -> None:
        self.module, self.target = module, target
        self.names: dict[str, Any] = vars(importlib.import_module(f"guizheng.law.{module}")) if target < 0 else {}
        self.scope: list[str] = []
        self.inside = 0
        self.found: list[Mutant] = []
        self.plan: list[ast.AST | str | None] = []

    def site(self, node: ast.AST, changed: ast.AST, what: str) -> ast.AST:
        index = len(self.found)
        line = getattr(node, "lineno", 0)
        kind = "function" if self.inside else "table"
        self.found.append(Mutant(self.module, ".".join(self.scope) or "-", kind, line, what, index))
        if index == self.target:
            return ast.copy_location(changed, node)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.scope.append(node.name)
        node.decorator_list = [self.visit(one) for one in node.decorator_list]
        self.inside += 1
        node.args.defaults = [self.visit(one) for one in node.args.defaults]
        node.args.kw_defaults = [one and self.visit(one) for one in node.args.kw_defaults]
        node.body = self.block(node.body)
        self.inside -= 1
        self.scope.pop()
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        self.inside += 1
        node.body = self.visit(node.body)
        self.inside -= 1
        return node

    def block(self, body: list[ast.stmt]) -> list[ast.stmt]:
        skip = 1 if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) else 0
        return [*body[:skip], *(self.visit(one) for one in body[skip:])]

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self.scope.append(node.name)
        node.body = self.block(node.body)
        self.scope.pop()
        return node

    def visit_Module(self, node: ast.Module) -> ast.AST:
        node.body = self.block(node.body)
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        return node if isinstance(node.value, ast.Constant) else self.generic_visit(node)

    def visit_Import(self, node: ast.AST) -> ast.AST:
        return node

    visit_ImportFrom = visit_Import

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is not None:
            self.named(node.target, node)
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        if any(isinstance(target, ast.Name) and target.id.startswith("__") for target in node.targets):
            return node
        self.named(node.targets[0], node)
        return node

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        return node if isinstance(node.target, ast.Name) and node.target.id == "__all__" else self.generic_visit(node)

    def named(self, target: ast.expr, node: ast.Assign | ast.AnnAssign) -> None:
        """A value outside functions is named by the variable it stands in."""
        if self.inside or not isinstance(target, ast.Name):
            node.value = self.visit(node.value) if node.value is not None else None
            return
        self.scope.append(target.id)
        node.value = self.visit(node.value) if node.value is not None else None
        self.scope.pop()

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        value = node.value
        if isinstance(value, bool):
            changed: Any = not value
        elif isinstance(value, int):
            changed = value + 1 if value not in (12, 28, 29, 30, 31) else value - 1  # a date must stay a date
        elif isinstance(value, str):
            changed = f"{value}~" if value else "~"
        elif value is None and self.inside:
            changed = True
        else:
            return node
        return self.site(node, ast.Constant(changed), f"{value!r} -> {changed!r}")

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        members = self.siblings(node)
        if members is None:
            return node
        other = ast.Attribute(node.value, members, ast.Load())
        return self.site(node, other, f"{ast.unparse(node)} -> {members}")

    def siblings(self, node: ast.Attribute) -> str | None:
        """The next member of the same enumeration, kept on the node so that both walks agree."""
        if not isinstance(node.value, ast.Name) or not isinstance(node.ctx, ast.Load):
            return None
        holder = self.names.get(node.value.id) if self.names else ENUMS.get((self.module, node.value.id))
        if not (isinstance(holder, type) and issubclass(holder, enum.Enum)):
            return None
        ENUMS[self.module, node.value.id] = holder
        members = [member.name for member in holder]
        if node.attr not in members or len(members) < 2:
            return None
        return members[(members.index(node.attr) + 1) % len(members)]

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        swap = SWAPS.get(type(node.ops[0]))
        if swap is None:
            return node
        changed = ast.Compare(node.left, [swap(), *node.ops[1:]], node.comparators)  # type: ignore[list-item]
        return self.site(node, changed, f"{ast.unparse(node)} -> {swap.__name__}")

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        self.generic_visit(node)
        swap = SWAPS[type(node.op)]
        return self.site(node, ast.BoolOp(swap(), node.values), f"{ast.unparse(node)} -> {swap.__name__}")  # type: ignore[arg-type]

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        swap = SWAPS.get(type(node.op))
        if swap is None:
            return node
        changed = ast.BinOp(node.left, swap(), node.right)  # type: ignore[arg-type]
        return self.site(node, changed, f"{ast.unparse(node)} -> {swap.__name__}")

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Not):
            return self.site(
                node, ast.Call(ast.Name("bool", ast.Load()), [node.operand], []), f"drop {ast.unparse(node)}"
            )
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        self.generic_visit(node)
        return self.site(node, ast.IfExp(node.test, node.orelse, node.body), f"swap {ast.unparse(node)}")

    def visit_If(self, node: ast.If) -> ast.AST:
        self.generic_visit(node)
        changed = ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
        return self.site(node, changed, f"if not {ast.unparse(node.test)}")

    def visit_Return(self, node: ast.Return) -> ast.AST:
        self.generic_visit(node)
        if node.value is None or (isinstance(node.value, ast.Constant) and node.value.value is None):
            return node
        return self.site(node, ast.Return(ast.Constant(None)), f"return None for {ast.unparse(node.value)}")

    def visit_Call(self, node: ast.Call) -> ast.AST:
        if isinstance(node.func, ast.Name) and node.func.id in ("TypeVar", "field", "cast"):
            return node
        return self.generic_visit(node)


ENUMS: dict[tuple[str, str], type[enum.Enum]] = {}


def modules(only: list[str]) -> list[str]:
    every = sorted(path.stem for path in LAW.glob("*.py") if path.stem not in ({"__init__"} | NOT_MUTATED))
    return [name for name in every if name in only] if only else every


@cache
def source_of(module: str) -> str:
    """Read once, so that an edit during a run moves no site."""
    return (LAW / f"{module}.py").read_text("utf-8")


def mutants_of(module: str) -> list[Mutant]:
    sites = Sites(module)
    sites.visit(ast.parse(source_of(module)))
    return sites.found


def compiled(mutant: Mutant) -> CodeType:
    path = LAW / f"{mutant.module}.py"
    tree = Sites(mutant.module, mutant.index).visit(ast.parse(source_of(mutant.module)))
    return compile(ast.fix_missing_locations(tree), str(path), "exec")
