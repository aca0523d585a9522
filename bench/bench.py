"""How long moratrack takes, beside what else could be used: ``python bench/bench.py [--quick]``.

Prints medians. Unless ``--python`` names an interpreter with moratrack, a throwaway environment is made
with this checkout installed as users install it. The sets of policies are made up by ``generate.py``.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from cases import Programs
from measure import Taken, measure

ROOT = Path(__file__).resolve().parents[1]
_VERSIONS = """
import importlib.metadata as m, platform
print("Python", platform.python_version(), *(f"{name} {m.version(name)}" for name in %r))
"""


def main() -> None:
    """Read the options, measure, print."""
    asked = _options()
    with tempfile.TemporaryDirectory(prefix="moratrack-bench-") as name:
        folder = Path(name)
        python = asked.python or _install(folder / "environment")
        programs = Programs(folder, python, asked.rivals)
        print(_versions(python, ["moratrack", "typer", "msgspec"]), f"{os.cpu_count()} CPUs", sep=", ")
        for line in programs.missing:
            print(line)
        _print_start_up(programs, asked.runs)
        _print_sets(programs, asked.sizes, max(3, asked.runs // 5))
        for rival in programs.rivals:
            count = programs.disagreements(rival, min(asked.sizes))
            print(f"{rival} and moratrack differ in {count} of {min(asked.sizes):,} policies")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--python", type=_program, help="interpreter that has moratrack")
    parser.add_argument("--rivals", type=_program, default=sys.executable, help="one that has duckdb, pandas")
    parser.add_argument("--runs", type=int, help="runs of each start-up command; sets get a fifth [20]")
    parser.add_argument("--sizes", type=_sizes, help="policies in the sets [1000,10000,100000]")
    parser.add_argument("--quick", action="store_true", help="5 runs, and no set of 100000")
    asked = parser.parse_args()
    asked.runs = asked.runs or (5 if asked.quick else 20)
    asked.sizes = asked.sizes or ([1_000, 10_000] if asked.quick else [1_000, 10_000, 100_000])
    return asked


def _program(text: str) -> Path:
    return Path(text).absolute()


def _sizes(text: str) -> list[int]:
    return sorted(int(size) for size in text.split(","))


def _install(folder: Path) -> Path:
    """Make an environment with nothing but this checkout in it; returns its interpreter."""
    print("installing the checkout …", file=sys.stderr)
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    subprocess.run([python, "-m", "pip", "install", "--quiet", ROOT], env=environment, check=True)
    return python


def _versions(python: Path, names: Sequence[str]) -> str:
    code = _VERSIONS % (names,)
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def _print_start_up(programs: Programs, runs: int) -> None:
    cases = programs.start_up()
    medians = measure(cases, runs, programs.environment)
    hello = medians[1].seconds
    print(f"\n{'shipped data':36}{'ms':>8}{'× hello':>10}")
    for case, taken in zip(cases, medians, strict=True):
        print(f"{case.name:36}{taken.seconds * 1e3:8.1f}{taken.seconds / hello:10.2f}")


def _print_sets(programs: Programs, sizes: Sequence[int], runs: int) -> None:
    """Time, time for each policy after the first, and peak memory."""
    first_cases, *groups = [programs.on_set(size) for size in (1, *sizes)]
    medians = iter(measure([*first_cases, *chain(*groups)], runs, programs.environment))
    first = [next(medians) for _ in first_cases]
    for size, cases in zip(sizes, groups, strict=True):
        megabytes = programs.size_of(size) / 1e6
        print(f"\n{f'{size:,} policies, {megabytes:.1f} MB':36}{'s':>8}{'µs each':>10}{'MB':>8}{'× file':>8}")
        for case, base in zip(cases, first, strict=True):
            print(f"{case.name:36}{_figures(next(medians), base, size, megabytes)}")
    print()


def _figures(taken: Taken, first: Taken, size: int, megabytes: float) -> str:
    each = (taken.seconds - first.seconds) / max(size - 1, 1) * 1e6
    peak = taken.peak / 1e6
    return f"{taken.seconds:8.2f}{each:10.1f}{peak:8.0f}{peak / megabytes:8.1f}"


if __name__ == "__main__":
    main()
