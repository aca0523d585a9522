"""Each recipe of the documentation works; and when something is gone it speaks."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from .support import ROOT

PAGE = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"<!-- recipe: ([\w-]+) -->\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RECIPES: dict[str, str] = dict(_BLOCK.findall(PAGE))
DAY = "2026-11-25"
JQ = f"""#!{sys.executable}
import sys, jq
words = sys.argv[1:]
[program] = [word for word in words if not word.startswith("-")]
found = jq.compile(program).input_text(sys.stdin.read()).all()
for value in found:
    print(value if isinstance(value, str) and "-r" in words else jq.compile(".").input_value(value).text())
if "--exit-status" in words:
    sys.exit(4 if not found else int(found[-1] in (False, None)))
"""
"""What ``jq`` does with the options of the recipes, by the library of jq itself."""
OURS = """[[policy]]
id = "acme"
title = "Scanners"
issuer = "Acme"
kind = "ban"
[policy.sources]
post = { url = "https://example.com/post", publisher = "Acme" }
[[policy.event]]
date = 2026-06-01
did = "adopted"
through = 2026-12-20
sources = ["post"]
"""
PRIVATE = (
    '[[amend]]\nid = "amazon"\n[[amend.exempt]]\nwho = "Our research team"\nmay = "test it on our pictures"\n'
)


class Place:
    """A home with the files that the recipes name, and the programs on its PATH."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.web = folder / "www"
        programs = self.home / ".local" / "bin"
        for path in (programs, self.web):
            path.mkdir(parents=True)
        (self.home / "ours.toml").write_text(OURS)
        (self.home / "private.toml").write_text(PRIVATE)
        self.program = programs / "moratrack"
        self.program.write_text(f'#!/bin/sh\nexec {sys.executable} -m moratrack "$@"\n')
        (programs / "jq").write_text(JQ)
        for path in programs.iterdir():
            path.chmod(0o755)
        self.environment = {
            "PATH": f"{programs}:/usr/bin:/bin",
            "HOME": str(self.home),
            "MORATRACK_TODAY": DAY,
            "PYTHONUTF8": "1",
        }

    def run(self, name: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a recipe in a shell, as cron does where it is a line of a crontab."""
        script = RECIPES[name].replace("/home/you", str(self.home)).replace("/var/www", str(self.web))
        script = script.removeprefix("0 7 * * *  ").removeprefix("0 5 * * *  ")
        shell = ["/bin/sh", "-c", script] if name.startswith("cron") else ["bash", "-c", script]
        return self._run(shell, environment)

    def python(self, code: str) -> subprocess.CompletedProcess[str]:
        """Run a piece of Python there."""
        return self._run([sys.executable, "-c", code], {})

    def _run(self, command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.home,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_every_block_that_is_run_has_a_name() -> None:
    blocks = re.findall(r"^```(?:sh|py|sql)$", PAGE, re.MULTILINE)
    assert len(blocks) == len(RECIPES)


def test_the_mail_of_news_tells_each_thing_once(place: Place) -> None:
    first = place.run("cron-news")
    assert (first.returncode, first.stderr) == (0, "")
    assert "acme" in first.stdout
    again = place.run("cron-news")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


def test_the_mail_of_what_has_a_month_left(place: Place) -> None:
    found = place.run("cron-expiring")
    assert (found.stdout, found.stderr) == ("2026-12-20,acme,Scanners\n", "")
    quiet = place.run("cron-expiring", MORATRACK_TODAY="2026-07-01")
    assert (quiet.stdout, quiet.stderr) == ("", "")


def test_the_gate_of_actions_fails_and_writes_the_summary(place: Place) -> None:
    [step] = re.findall(r"run: (moratrack status .*)$", PAGE, re.MULTILINE)
    RECIPES["actions"] = step
    summary = place.home / "summary.md"
    found = place.run("actions", GITHUB_STEP_SUMMARY=str(summary))
    assert found.returncode == 1
    assert "[italy](" in summary.read_text(encoding="utf-8")


@pytest.mark.parametrize(("day", "status"), [("2026-10-01", 0), (DAY, 1)])
def test_the_gate_fails_30_days_before_any_change(place: Place, day: str, status: int) -> None:
    found = place.run("gate-change", MORATRACK_TODAY=day)
    assert found.returncode == status
    assert found.stderr.startswith("nothing is recorded for that time; the record is kept to ") is (
        status == 0
    )
    assert status == 0 or found.stderr == ""


@pytest.mark.parametrize(("customer", "status"), [("Thorn", 0), ("Springfield PD", 1), ("", 1)])
def test_the_gate_for_a_customer(place: Place, customer: str, status: int) -> None:
    found = place.run("gate-customer", CUSTOMER=customer)
    assert found.returncode == status
    assert found.stdout or found.stderr


def test_private_exemptions_count(place: Place) -> None:
    found = place.run("private")
    assert found.returncode == 0
    assert "amazon exempts Our research team: may test it on our pictures" in found.stdout


def test_the_calendar_is_written(place: Place) -> None:
    found = place.run("cron-calendar")
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")
    assert (place.web / "moratoria.ics").read_text().startswith("BEGIN:VCALENDAR")


def test_the_table_to_paste(place: Place) -> None:
    lines = place.run("paste").stdout.splitlines()
    assert lines[0] == "| Starts | Title | Issuer |"
    days = [line.split(" | ")[0].strip("| \\~") for line in lines[2:]]
    assert len(days) > 10
    assert days == sorted(days)
    assert all("](<http" in line for line in lines[2:])


def test_the_questions_for_jq(place: Place) -> None:
    found = place.run("jq")
    assert (found.returncode, found.stderr) == (0, "")
    assert re.search(r"^\d+ US-CA$", found.stdout, re.MULTILINE)
    assert re.search(r"^italy 2025-12-31$", found.stdout, re.MULTILINE)
    assert "https://www.aboutamazon.com/" in found.stdout


def test_the_panel_in_pandas(place: Place) -> None:
    found = place.python(RECIPES["pandas"])
    assert (found.returncode, found.stderr) == (0, "")
    assert "2026-06-30" in found.stdout


def test_the_panel_in_duckdb(place: Place) -> None:
    assert place.run("panel").returncode == 0
    found = place.python(f"import duckdb; print(duckdb.sql({RECIPES['duckdb']!r}).fetchall()[-1])")
    assert found.returncode == 0, found.stderr
    assert found.stdout.startswith("('2026-06', ")


SHELL = [name for name in RECIPES if name not in ("pandas", "duckdb")]


@pytest.mark.parametrize("name", SHELL)
def test_a_program_that_is_not_there_is_told(place: Place, name: str) -> None:
    place.program.unlink()
    found = place.run(name, CUSTOMER="Thorn")
    assert "not found" in found.stderr or "No such file" in found.stderr
    assert found.returncode != 0 or "tail" in RECIPES[name]


@pytest.mark.parametrize("name", SHELL)
def test_data_that_are_gone_are_told(place: Place, name: str) -> None:
    for file in ("ours.toml", "private.toml"):
        (place.home / file).unlink()
    environment = (
        {} if "/home/you/ours" in RECIPES[name] else {"MORATRACK_DATA": str(place.home / "ours.toml")}
    )
    found = place.run(name, CUSTOMER="Thorn", **environment)
    assert "cannot be read: No such file or directory" in found.stderr
    assert found.returncode != 0 or "tail" in RECIPES[name]


@pytest.mark.parametrize("name", SHELL)
def test_data_that_are_wrong_are_told_at_their_line(place: Place, name: str) -> None:
    (place.home / "ours.toml").write_text(OURS.replace("through", "thruogh"))
    (place.home / "private.toml").write_text(PRIVATE.replace("may", "mya"))
    environment = (
        {} if "/home/you/ours" in RECIPES[name] else {"MORATRACK_DATA": str(place.home / "ours.toml")}
    )
    found = place.run(name, CUSTOMER="Thorn", **environment)
    assert re.search(r"(ours|private)\.toml:\d+: .*unknown key", found.stderr)
    assert found.returncode != 0 or "tail" in RECIPES[name]


def test_a_folder_that_is_gone_is_told_and_the_calendar_stays(place: Place) -> None:
    place.web.rmdir()
    found = place.run("cron-calendar")
    assert found.returncode == 2
    assert "moratoria.ics" in found.stderr


def test_pandas_and_duckdb_speak_too(place: Place) -> None:
    gone = place.python(f"import duckdb; print(duckdb.sql({RECIPES['duckdb']!r}).fetchall())")
    assert gone.returncode == 1
    assert "panel.csv" in gone.stderr
    place.program.unlink()
    unfound = place.python(RECIPES["pandas"])
    assert unfound.returncode == 1
    assert "moratrack" in unfound.stderr


def test_no_recipe_throws_away_what_is_wrong() -> None:
    assert "2>" not in "".join(RECIPES.values())
    assert all("/bin/moratrack " in text for name, text in RECIPES.items() if name.startswith("cron"))
