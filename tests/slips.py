"""Would the tests notice? Slips of the hand, one at a time, against the tests of the room they are made in.

``python tests/slips.py [--seed N] [--count N] [--jobs N] [ROOM …]`` makes a sample of slips (a bound moved by
one, a comparison turned round, a step left out) in copies of the rooms, runs the tests of each room, and lists
the slips that no test noticed. The same seed on the same code makes the same slips.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = Path("src") / "moratrack"
TESTS = {
    "core": ("tests/core", "tests/laws/test_agreement.py"),
    "questions": (
        "tests/questions",
        "tests/laws/test_agreement.py",
        "tests/laws/test_diff.py",
        "tests/laws/test_news.py",
    ),
    "editing": ("tests/editing",),
}
"""The rooms in which slips are made, and the tests that should notice them."""
PATIENCE = 300
"""Seconds after which tests that do not end have noticed, in their way; such slips are listed too."""

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "first": "last", "last": "first"}


class Slip(NamedTuple):
    """One change of one place in a file."""

    room: str
    file: Path
    line: int
    before: str
    after: str
    content: bytes
    """The whole file with the slip."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.before}  ->  {self.after}"


def slips(room: str) -> Iterator[Slip]:
    """Every slip that can be made in a room."""
    for path in sorted((ROOT / PACKAGE / room).glob("*.py")):
        source = path.read_bytes()
        for node in _code(ast.parse(source)):
            before = ast.get_source_segment(source.decode(), node)
            for after in _changed(node):
                if before is not None:
                    content = _replaced(source, node, after)
                    yield Slip(room, path.relative_to(ROOT), node.lineno, before, after, content)


def _code(tree: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    """What runs when a function does: no declarations, annotations or docstrings."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for statement in function.body:
                for node in ast.walk(statement):
                    if isinstance(node, ast.expr | ast.stmt):
                        yield node


def _changed(node: ast.expr | ast.stmt) -> Iterator[str]:
    """The texts that a slip could put in the place of a node."""
    match node:
        case ast.Compare(left, [operator], [right]) if type(operator) in _COMPARISONS:
            yield ast.unparse(ast.Compare(left, [_COMPARISONS[type(operator)]()], [right]))
        case ast.BoolOp(operator, values):
            turned = ast.Or() if isinstance(operator, ast.And) else ast.And()
            yield f"({ast.unparse(ast.BoolOp(turned, values))})"
        case ast.BinOp(left, ast.Add() | ast.Sub() as operator, right):
            turned_sign = ast.Sub() if isinstance(operator, ast.Add) else ast.Add()
            yield f"({ast.unparse(ast.BinOp(left, turned_sign, right))})"
        case ast.UnaryOp(ast.Not(), operand):
            yield f"({ast.unparse(operand)})"
        case ast.Constant(bool(value)):
            yield str(not value)
        case ast.Constant(int(value)):
            yield str(value + 1)
        case ast.IfExp(test, body, orelse):
            yield f"({ast.unparse(ast.IfExp(test, orelse, body))})"
        case ast.Name(name) if name in _NAMES:
            yield _NAMES[name]
        case ast.Attribute(value, name) if name in _NAMES:
            yield f"{ast.unparse(value)}.{_NAMES[name]}"
        case ast.Expr(ast.Call()) | ast.AugAssign() | ast.Delete():
            yield "pass"
        case ast.Continue():
            yield "break"


def _replaced(source: bytes, node: ast.expr | ast.stmt, text: str) -> bytes:
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    begin = starts[node.lineno - 1] + node.col_offset
    end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
    return source[:begin] + text.encode() + source[end:]


class Copy:
    """A copy of the checkout to make slips in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("src", "tests", "data", "docs", "bench"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "README.md"):
            shutil.copy(ROOT / name, folder / name)

    def notices(self, slip: Slip | None, room: str) -> bool:
        """Whether the tests of a room fail with a slip, or without any."""
        if slip is None:
            return self._fail(room)
        target = self.folder / slip.file
        sound = target.read_bytes()
        target.write_bytes(slip.content)
        try:
            return self._fail(room)
        except subprocess.TimeoutExpired:
            print(f"no end in {PATIENCE} s: {slip}", flush=True)
            return True
        finally:
            target.write_bytes(sound)

    def _fail(self, room: str) -> bool:
        environment = {**os.environ, "PYTHONPATH": str(self.folder / "src"), "HYPOTHESIS_PROFILE": "quick"}
        command = [sys.executable, "-B", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *TESTS[room]]
        run = subprocess.run(
            command,
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )
        return run.returncode != 0


def main() -> int:
    """Make the slips; returns 1 where the tests fail without any."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=f"of {', '.join(TESTS)} [all]")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    rooms = asked.rooms or list(TESTS)
    every = [slip for room in rooms for slip in slips(room)]
    sample = random.Random(asked.seed).sample(every, min(asked.count, len(every)))  # noqa: S311
    print(f"{len(sample)} of {len(every)} slips, seed {asked.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="moratrack-slips-") as name:
        free: Queue[Copy] = Queue()
        for number in range(asked.jobs):
            free.put(Copy(Path(name) / str(number)))
        sound = free.get()
        failing = [room for room in rooms if sound.notices(None, room)]
        free.put(sound)
        if failing:
            print(f"the tests of {', '.join(failing)} fail without a slip")
            return 1

        def try_out(slip: Slip) -> bool:
            copy = free.get()
            try:
                return copy.notices(slip, slip.room)
            finally:
                free.put(copy)

        with ThreadPoolExecutor(asked.jobs) as pool:
            noticed = Counter[str]()
            for slip, seen in zip(sample, pool.map(try_out, sample), strict=True):
                noticed[slip.room] += seen
                if not seen:
                    print(slip, flush=True)
    made = Counter(slip.room for slip in sample)
    for room in rooms:
        print(f"{room}: {noticed[room]} of {made[room]} noticed")
    print(f"all: {noticed.total()} of {len(sample)} noticed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
