"""What people type wrong, and the one line that they need then."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from ..support import run

CaptureFd = pytest.CaptureFixture[bytes]

SLIPS = [
    # Commands
    ("list", "there is no list; write moratrack status"),
    ("ls", "there is no ls; write moratrack status"),
    ("search whaling", "there is no search; write moratrack status --search WORDS"),
    ("info amazon", "there is no info; write moratrack show POLICY"),
    ("version", "there is no version; write moratrack --version"),
    ("-V", "there is no -V; write moratrack --version"),
    ("statsu", "there is no statsu; write moratrack status"),
    ("liste", "there is no liste; write moratrack status"),
    ("histroy", "there is no histroy; write moratrack log"),
    ("''", "there is no command ''; moratrack help shows the commands"),
    ("show amazon ''", "too many words: ''; leave out what is empty; "),
    ("amazon", "there is no amazon; moratrack show amazon shows a policy, moratrack help the commands"),
    ("help statsu", "there is no statsu; write moratrack status"),
    ("--versio", "No such option: --versio"),
    ("remove amazon", "there is no remove; moratrack help shows the commands"),
    ("create acme", "there is no create; write moratrack add POLICY"),
    ("expired", "there is no expired; write moratrack status --state expired"),
    ("--json", "--json stands before any command; write moratrack status --json"),
    ("--as-of 2021-01-01 log", "--as-of stands before any command; write moratrack log --as-of"),
    ("-q status", "-q stands before any command; write moratrack status -q"),
    # Arguments that are missing, or are something else
    ("show", "Missing argument 'POLICY'; moratrack show --help shows what may be written"),
    ("check amazon", "name whom you ask about: moratrack check POLICY WHO, or --all WHO"),
    ("check Thorn amazon", "no policy 'Thorn', but amazon is one; write moratrack check amazon Thorn"),
    ("diff ours.toml", "Missing argument 'NEW'; moratrack diff --help shows what may be written"),
    ("show amazon microsoft", "too many words: microsoft; put a name of several words in quotes; moratrack"),
    ("check amazon Springfield PD --class police", "too many words: PD; put a name of several words in"),
    ("cache clear", "too many words: clear; write --clear; moratrack cache --help shows"),
    ("update amazon", "too many words: amazon; it takes options alone; moratrack update --help shows"),
    (
        "update https://e.com/a.toml",
        "too many words: https://e.com/a.toml; write --data https://e.com/a.toml",
    ),
    ("schema --output", "Option '--output' requires an argument; moratrack schema --help shows"),
    ("add acme --title Police use --file a.toml", "too many words: use; write --title 'Police use'; "),
    ("completion powershell", "'powershell' is not one of 'bash', 'zsh', 'fish'"),
    # Policies
    ("show amazn", "no policy 'amazn'; did you mean amazon?"),
    ("status Rekogntion", "no policy 'Rekogntion'; did you mean rekognition?"),
    ("show zzzzzz", "no policy 'zzzzzz'; moratrack status lists what there is"),
    ("show microsoft", "'microsoft' may mean 5 policies; name one of microsoft-azure-face, microsoft-face"),
    ("exempt Thorn", "no policy 'Thorn', but a party goes by that name; write --who Thorn"),
    ("exempt 'Marinus Analytics'", "write --who 'Marinus Analytics'"),
    ("show ours.toml", "no policy 'ours.toml'; to read a file write --data ours.toml"),
    ("status amazon,italy", "no policy 'amazon,italy'; write them apart: amazon italy"),
    ("status 'amazon italy'", "no policy 'amazon italy'; write them apart: amazon italy"),
    ("status --issuer European Union", "; or write --issuer 'European Union'"),
    ("exempt --who Marinus Analytics", "; or write --who 'Marinus Analytics'"),
    ("status --columns id title", "no policy 'title'; did you mean Seattle?; or write --columns id,title"),
    # Options
    ("status -as-of 2021-01-01", "No such option: -a; write --as-of; moratrack status --help shows"),
    ("status —as-of 2021-01-01", "no policy '—as-of'; "),
    ("status –as-of 2021-01-01", "; or write --as-of"),
    ("check amazon Thorn —class police", "too many words: —class police; write --class; "),
    ("—version", "—version begins with a dash; write --version"),
    ("status --csv", "No such option: --csv; write --format csv; "),
    ("status --date 2021-01-01", "No such option: --date; write --as-of DAY; "),
    ("record acme ended --on 2021-01-01", "No such option: --on; write --date DAY; "),
    ("status -o x.csv", "No such option: -o; write > FILE at the end; "),
    ("calendar -o x.ics", "No such option: -o; write --out FILE; "),
    ("publish site --title ' '", "--title is empty; say what you mean, or leave it out"),
    ("news --as ''", "--as is empty; say what you mean, or leave it out"),
    ("status --asof 2021-01-01", "No such option: --asof (Possible options: --as-of"),
    ("status --as-of", "Option '--as-of' requires an argument"),
    ("cache --clean", "No such option: --clean (Possible options: --clear)"),
    ("status --json --format csv", "--json and --format csv are two forms; ask for one of them"),
    ("status --format xml", "'xml' is not one of 'table', 'json', 'ndjson', 'csv', 'markdown'"),
    ("status --json --columns id", "JSON always has every key"),
    ("status --columns expire", "--columns 'expire' is unknown; did you mean expires?"),
    ("status --columns ''", "--columns '' is unknown; write one of id, title, "),
    ("timeline --svg t.png", "--svg writes SVG, not PNG; write t.svg, and turn that into pixels with"),
    ("timeline --title Pauses", "--title and --source are for an SVG; add --svg FILE"),
    ("timeline --from 2026 --to 2020", "--from 2026-01-01 is after --to 2020-12-31; swap them"),
    ("log --sort id", "--sort does not go with log"),
    ("panel --by topic", "--by says how to count; write --counts --by"),
    ("panel --every week", "'week' is not one of 'month', 'quarter', 'year', 'day'"),
    ("panel --rows --counts", "--rows, --wide and --counts are different answers"),
    ("status --sort date", "--sort 'date' is unknown; write one of urgency, id, "),
    ("status --fail-on expire", "--fail-on 'expire' is unknown; did you mean expired?"),
    ("schema --output statuss", "--output 'statuss' has no schema; write one of status, "),
    # Words of a vocabulary
    ("status --state in-forc", "--state 'in_forc' is unknown; did you mean in_force?"),
    ("status --state active", "--state 'active' is unknown; write one of proposed, upcoming, in_force, "),
    ("status --state 'ending soon'", "'ending_soon' is no state of its own; write --expiring-within 90d"),
    ("status --state over", "--state 'over' is no state of its own; write --state expired,ended"),
    ("status --kind bann", "--kind 'bann' is unknown; did you mean ban?"),
    ("status --topic facial-recogniton", "fits no policy here; did you mean facial-recognition?"),
    (
        "status --topic facial",
        "--topic 'facial' fits no policy here; did you mean facial-recognition or facial-",
    ),
    ("status --jurisdiction USA", "--jurisdiction 'USA' is no code; write US"),
    ("status --jurisdiction California", "--jurisdiction 'California' is no code; write US-CA"),
    # Days and lengths of time
    ("status --as-of 2021-02-30", "--as-of '2021-02-30' is not a day of the calendar"),
    ("status --as-of 1/6/2021", "may mean 2021-06-01 (1 June) or 2021-01-06 (6 January)"),
    ("log --since yesterdy", "--since 'yesterdy' is not understood as a day; write 2020-06-11, "),
    ("log --since 1 June 2021", "1 June 2021, today or +30d; or write --since '1 June 2021'"),
    ("status --expiring-within 3 months", "write '3 months' in quotes, or 3m"),
    ("status --expiring-within 90", "--expiring-within '90' is no length of time within reach; write 90d, "),
    ("calendar --alarm soon", "--alarm 'soon' is no number of days or weeks; write 90d,4w,1d"),
    # Files and keys
    ("status --data our.toml", "our.toml: cannot be read: No such file or directory; name a data file or"),
    ("status --data ours.toml", "ours.toml:6: acme: unknown key 'exmept'; write exempt"),
    ("status --data bundled ours.toml", "; or write --data bundled --data ours.toml"),
    ("status --data bundled,ours.toml", "No such file or directory; write --data for each of several"),
    ("status --data bundled:ours.toml", "No such file or directory; write --data for each of several"),
    ("publish ours.toml/site", "ours.toml/site: cannot be read: Not a directory; name another folder"),
    ("status --data sheet.csv", "sheet.csv: is a spreadsheet; moratrack import makes a data file of it"),
    ("validate SHEET.XLSX", "SHEET.XLSX: is a spreadsheet; moratrack import makes a data file of it"),
    (
        "status --data ftp://example.org/a",
        "ftp://example.org/a: is not https; write https://… or the name of",
    ),
    ("timeline --svg folder", "folder: cannot be written: it is a folder; "),
    ("record acme ended --file sheet.csv", "sheet.csv: is CSV, and only TOML is written; name a .toml file"),
    ("validate our.toml", "our.toml: cannot be read: No such file or directory"),
    ("import none.csv", "none.csv: cannot be read: No such file or directory; a CSV, TSV, "),
    ("record amazon extended", "extended wants its new end: --term, --through or --until; or --open-ended"),
    (
        "record ended acme --file x.toml",
        "ended is what happened, not where; write moratrack record acme ended",
    ),
    ("record amazon extendet --file x.toml", "'extendet' is no word for an event; did you mean extended?"),
]
OURS = """[[policy]]
id = "acme"
title = "Scanners"
issuer = "Acme"
kind = "ban"
exmept = []
[[policy.event]]
date = 2026-01-01
did = "adopted"
"""


@pytest.mark.parametrize(("typed", "said"), SLIPS, ids=[typed for typed, _ in SLIPS])
def test_a_slip_is_told_in_one_line_that_says_what_to_write(
    capfdbinary: CaptureFd, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ours.toml").write_text(OURS)
    Path("folder").mkdir()
    for name in ("sheet.csv", "SHEET.XLSX"):
        Path(name).write_text("policy,issuer\n")
    result = run(capfdbinary, *shlex.split(typed))
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("moratrack: ")
    assert result.err.count("\n") == 1
    assert said in result.err


def test_all_matches_are_named_however_many(capfdbinary: CaptureFd) -> None:
    told = run(capfdbinary, "show", "clearview").err
    ids = [row["id"] for row in run(capfdbinary, "status", "clearview", "--json").rows]
    assert len(ids) > 12
    assert all(name in told for name in ids)


def test_an_svg_for_an_article_has_a_title_and_a_source(capfdbinary: CaptureFd) -> None:
    words = ["timeline", "amazon", "--as-of", "2026-06-30", "--svg", "-"]
    out = run(capfdbinary, *words, "--title", "One year, then <ever>", "--source", "Source: Acme & Co").out
    assert ">One year, then &lt;ever&gt;</text>" in out
    assert ">Source: Acme &amp; Co</text>" in out
    assert "Source" not in run(capfdbinary, *words).out
