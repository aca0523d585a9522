"""Filters: a word that fits nothing is refused, names are folded, and what a listing fails on."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from moratrack.cli.places import codes_of
from moratrack.questions.selection import lies_in

from ..support import data_file, run

CaptureFd = pytest.CaptureFixture[bytes]

ADOPTED = {"date": "2020-01-10", "did": "adopted"}
POLICIES: list[dict[str, Any]] = [
    {
        "id": "amazon",
        "issuer": "Amazon",
        "issuer_type": "company",
        "topic": "facial-recognition",
        "jurisdiction": "US",
        "bars": "use of the service by police",
        "event": [ADOPTED],
        "barred": [{"who": "police", "type": "class"}],
        "exempt": [{"who": "Rescuers’ League", "aliases": ["Ko\u0308ln Lab"]}],
    },
    {
        "id": "koln",
        "issuer": "Stadt Köln",
        "issuer_type": "city",
        "topic": "biometrics",
        "jurisdiction": "DE-NW",
        "event": [{**ADOPTED, "did": "adopted", "how": None}],
        "aliases": ["Kölner Pause"],
        "barred": [{"who": "city departments", "type": "class", "includes": ["police"]}],
    },
    {
        "id": "usx",
        "issuer": "San Francisco",
        "jurisdiction": "US-CA",
        "sources": {"s": {"url": "https://example.org/a", "publisher": "P", "title": "A Curious Minute"}},
        "event": [ADOPTED, {"date": "2021-01-01", "did": "ended", "how": "struck down", "sources": ["s"]}],
    },
]
CLASSES = [
    {"name": "police", "aliases": ["cops"], "part_of": ["public bodies"]},
    {"name": "public bodies"},
    {"name": "schools"},
]


@pytest.fixture
def data(tmp_path: Path) -> str:
    path = Path(data_file(tmp_path, *POLICIES))
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "class": CLASSES}), encoding="utf-8")
    return str(path)


def ids(capfdbinary: CaptureFd, data: str, *arguments: str) -> list[str]:
    result = run(capfdbinary, "status", *arguments, "--data", data, "--as-of", "2020-06-01", "--json")
    assert result.status == 0, result.err
    return sorted(row["id"] for row in result.rows)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--topic", "facial_recognition"], "--topic 'facial_recognition' fits no policy here; did you mean facial-recognition?"),
        (["--topic", "zzz"], "--topic 'zzz' fits no policy here; there are facial-recognition, biometrics"),
        (["--topic", "biometrics,whaling"], "--topic 'whaling' fits no policy here"),
        (["--issuer", "Amzon"], "--issuer 'Amzon' fits no policy here; did you mean Amazon?"),
        (["--issuer", "Francsico"], "--issuer 'Francsico' fits no policy here; did you mean San Francisco?"),
        (["--bars", "polcie"], "--bars 'polcie' fits no policy here; did you mean police?"),
        (["--bars", "schools"], "--bars 'schools' fits no policy here"),
        (["--jurisdiction", "USA"], "--jurisdiction 'USA' is no code; write US"),
        (["--jurisdiction", "California"], "--jurisdiction 'California' is no code; write US-CA"),
        (["--jurisdiction", "the netherlands"], "--jurisdiction 'the netherlands' is no code; write NL"),
        (["--jurisdiction", "UK"], "--jurisdiction 'UK' is no code; write GB"),
        (["--jurisdiction", "Georgia"], "--jurisdiction 'Georgia' is no code; write GE or US-GA"),
        (["--jurisdiction", "san francisco"], "--jurisdiction 'san francisco' is no code; write US-CA"),
        (["--jurisdiction", "DE-NM W"], "--jurisdiction 'DE-NM W' fits no policy here; did you mean DE-NW?"),
        (["--jurisdiction", "XX"], "--jurisdiction 'XX' fits no policy here"),
        (["--jurisdiction", "XX-AB"], "--jurisdiction 'XX-AB' fits no policy here"),
        (["--issuer-type", "compnay"], "--issuer-type 'compnay' is unknown; did you mean company?"),
        (["amazon", "--topic", "whaling"], "--topic 'whaling' fits no policy here"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", ["status", "exempt", "log", "timeline", "panel", "sources"])
def test_a_filter_that_fits_no_policy_is_refused(
    capfdbinary: CaptureFd, data: str, command: str, arguments: list[str], said: str
) -> None:
    if command in ("log", "panel", "sources") and arguments[0] == "amazon":
        arguments = arguments[1:]
    result = run(capfdbinary, command, *arguments, "--data", data, "--json")
    assert (result.status, result.out, result.err.count("\n")) == (2, "", 1)
    assert said in result.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--jurisdiction", "FR"],
        ["--jurisdiction", "fr-idf"],
        ["--jurisdiction", "EU"],
        ["--jurisdiction", "INT"],
        ["--search", "nowhere"],
        ["--kind", "ban"],
        ["--state", "ended"],
        ["--issuer-type", "court"],
        ["--topic", "biometrics", "--issuer", "Amazon"],
    ],
)
def test_what_may_be_empty_is_empty(capfdbinary: CaptureFd, data: str, arguments: list[str]) -> None:
    assert ids(capfdbinary, data, *arguments) == []


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["--jurisdiction", "us"], ["amazon", "usx"]),
        (["--jurisdiction", "US-CA"], ["usx"]),
        (["--topic", "Facial\u2010Recognition"], ["amazon"]),
        (["--issuer", unicodedata.normalize("NFD", "Köln")], ["koln"]),
        (["--issuer", "stadt\u00a0k"], ["koln"]),
        (["--issuer-type", "City"], ["koln"]),
        (["--issuer-type", "company,city"], ["amazon", "koln"]),
        (["--search", unicodedata.normalize("NFD", "KÖLN pause")], ["koln"]),
        (["--search", "STRUCK down"], ["usx"]),
        (["--search", "curious minute"], ["usx"]),
        (["--search", "rescuers' league"], ["amazon"]),
        (["--bars", "police"], ["amazon", "koln"]),
        (["--bars", "service"], ["amazon"]),
        (["--bars", "cop"], ["amazon", "koln"]),
        (["--bars", "departments"], ["koln"]),
        (["--state", "In-Force"], ["amazon", "koln", "usx"]),
        (["--kind", "Moratorium"], ["amazon", "koln", "usx"]),
        ([unicodedata.normalize("NFD", "Kölner Pause")], ["koln"]),
        (["stadt  köln"], ["koln"]),
        (["AMAZON"], ["amazon"]),
    ],
)
def test_words_are_compared_folded(
    capfdbinary: CaptureFd, data: str, arguments: list[str], found: list[str]
) -> None:
    assert ids(capfdbinary, data, *arguments) == found


def test_a_code_is_no_start_of_another() -> None:
    # USX is no sound code; that it is not taken along must not rest on that.
    assert lies_in("US", ["US"])
    assert lies_in("US-CA", ["US"])
    assert not lies_in("USX", ["US"])
    assert not lies_in("US", ["US-CA"])
    assert not lies_in(None, ["US"])


@pytest.mark.parametrize(
    ("who", "everyone", "found"),
    [
        ("rescuers' league", False, ["Rescuers’ League"]),
        (unicodedata.normalize("NFC", "Köln lab"), False, ["Rescuers’ League"]),
        ("cops", False, []),
        ("cops", True, ["police", "city departments"]),
        ("Police", True, ["police", "city departments"]),
        ("public bodies", True, []),
        ("rescue", False, ["Rescuers’ League"]),
        ("lab", False, ["Rescuers’ League"]),
    ],
)
def test_exempt_who_is_compared_folded_and_by_class(
    capfdbinary: CaptureFd, data: str, who: str, everyone: bool, found: list[str]
) -> None:
    more = ["--all"] if everyone else []
    result = run(
        capfdbinary, "exempt", "--who", who, *more, "--data", data, "--as-of", "2020-06-01", "--json"
    )
    assert sorted(row["who"] for row in result.rows) == sorted(found)


@pytest.mark.parametrize(
    ("who", "names", "found"),
    [
        ("Torn", ["District attorneys", "Thorn"], None),
        ("torn", ["Torn Paper"], "Torn Paper"),
        ("paper", ["Torn-Paper"], "Torn-Paper"),
        ("O'Neil", ["Studio O’Neil"], "Studio O’Neil"),
        ("'neil", ["O’Neil"], "O’Neil"),
        ("2000", ["Lab 2000"], "Lab 2000"),
        ("警察", ["東京都警察"], "東京都警察"),
        ("الشرطة", ["والشرطة"], "والشرطة"),
    ],
)
def test_a_part_of_a_name_begins_where_a_word_does(
    capfdbinary: CaptureFd, tmp_path: Path, who: str, names: list[str], found: str | None
) -> None:
    event = {"date": "2020-01-01", "did": "adopted"}
    data = data_file(tmp_path, {"event": [event], "exempt": [{"who": name} for name in names]})
    result = run(capfdbinary, "exempt", "--who", who, "--data", data, "--as-of", "2020-06-01", "--json")
    if found is None:
        assert (result.status, result.out) == (2, "")
        assert result.err == f"moratrack: --who '{who}' fits no policy here; did you mean Thorn?\n"
    else:
        assert [row["who"] for row in result.rows] == [found]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Côte d’Ivoire", ["CI"]),
        ("cote d'ivoire", []),
        ("Puerto Rico", ["PR"]),
        ("deutschland", ["DE"]),
        ("Ohio", ["US-OH"]),
        ("Scotland", ["GB-SCT"]),
        ("nowhere", []),
        ("", []),
    ],
)
def test_a_place_has_its_codes(name: str, codes: list[str]) -> None:
    assert codes_of(name) == codes


@pytest.mark.parametrize(
    ("event", "fail_on", "as_of", "status"),
    [
        ({}, "stale", "2022-01-10", 0),
        ({}, "stale", "2022-01-11", 1),
        ({}, "stale,expired", "2022-01-11", 1),
        ({}, "expired", "2022-01-11", 0),
        ({"term": "1 year"}, "stale", "2024-01-11", 0),
        ({"term": "1 year"}, "Expired", "2024-01-11", 1),
        ({"effective": "2020-06-01"}, "starting", "2020-03-02", 0),
        ({"effective": "2020-06-01"}, "starting", "2020-03-03", 1),
        ({"effective": "2020-06-01"}, "starting", "2020-05-31", 1),
        ({"effective": "2020-06-01"}, "starting", "2020-06-01", 0),
        ({}, "stale", "9999-12-31", 1),
    ],
)
def test_a_listing_fails_on_what_it_is_asked_to(
    capfdbinary: CaptureFd, tmp_path: Path, event: dict[str, str], fail_on: str, as_of: str, status: int
) -> None:
    path = data_file(tmp_path, {"event": [{**ADOPTED, **event}]})
    result = run(capfdbinary, "status", "--data", path, "--as-of", as_of, "--fail-on", fail_on, "--json")
    assert (result.status, len(result.rows)) == (status, 1)


def test_how_long_makes_stale_is_chosen(capfdbinary: CaptureFd, tmp_path: Path) -> None:
    path = data_file(tmp_path, {"event": [ADOPTED]})
    asked = ("status", "--data", path, "--as-of", "2020-04-10", "--fail-on", "stale", "--stale-after")
    assert run(capfdbinary, *asked, "3m").status == 0
    assert run(capfdbinary, *asked, "90d").status == 1
    assert run(capfdbinary, *asked, "soon").status == 2
    alone = run(capfdbinary, "status", "--data", path, "--stale-after", "3m")
    assert (alone.status, alone.err) == (
        2,
        "moratrack: --stale-after says when a record is stale; add --fail-on stale\n",
    )
    assert run(capfdbinary, "status", "--data", path, "--fail-on", "").status == 2


def test_how_old_the_answer_is_stands_in_every_row(capfdbinary: CaptureFd, data: str) -> None:
    for command in (["status"], ["show", "koln"]):
        row = run(capfdbinary, *command, "--data", data, "--as-of", "2022-01-10", "--json").rows[0]
        assert (row["kept_to"], row["checked"], row["unchecked_days"]) == ("2021-01-01", "2020-01-10", 731)


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("status", "--issuer", ""), "--issuer"),
        (("status", "--issuer-type", " "), "--issuer-type"),
        (("status", "--topic", ""), "--topic"),
        (("status", "--search", ""), "--search"),
        (("status", "--as-of", ""), "--as-of"),
        (("status", "--data", ""), "--data"),
        (("exempt", "--who", ""), "--who"),
        (("log", "--bars", ""), "--bars"),
    ],
)
def test_an_option_that_says_nothing_does_not_ask_for_everything(
    capfdbinary: CaptureFd, words: tuple[str, ...], option: str
) -> None:
    result = run(capfdbinary, *words)
    assert (result.status, result.out) == (2, "")
    assert result.err == f"moratrack: {option} is empty; say what you mean, or leave it out\n"


def test_a_party_that_no_policy_names_is_refused_with_the_nearest(capfdbinary: CaptureFd, data: str) -> None:
    result = run(capfdbinary, "exempt", "--who", "Rescuer League", "--data", data)
    assert (result.status, result.out) == (2, "")
    assert (
        result.err
        == "moratrack: --who 'Rescuer League' fits no policy here; did you mean Rescuers’ League?\n"
    )
    barred = run(capfdbinary, "exempt", "--who", "city departments", "--data", data, "--json")
    assert (barred.status, barred.rows) == (0, [])
