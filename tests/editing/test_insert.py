"""Additions to the text of a TOML file: exact examples of layouts, and laws over random ones."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moratrack.core.faults import MoratrackError
from moratrack.core.policy import Event, Policy, Source, decode_hook
from moratrack.editing import insert
from moratrack.editing.citing import cite, host
from moratrack.editing.insert import Spot, add_parts, add_record
from moratrack.files.decoding import decode
from moratrack.files.documents import Document
from moratrack.files.parsing import parse

from ..strategies import events, policies
from ..support import HOSTILE, SHIPPED, make_policy


def document(text: str) -> Document:
    return Document("mine.toml", text.encode(), "toml")


def make_event(**keys: Any) -> Event:
    return msgspec.convert({"date": "2021-05-18", "did": "checked", **keys}, Event, dec_hook=decode_hook)


def make_source(url: str = "https://example.org/", publisher: str = "Example") -> Source:
    return Source(url=url, publisher=publisher)


def with_event(text: str, place: int = 0, event: Event | None = None, **sources: Source) -> str:
    return add_parts(
        document(text), Spot("policy", place), "event", [event or make_event()], sources
    ).data.decode()


def is_only_added_to(before: str, after: str) -> bool:
    """Whether ``after`` is ``before`` with at most two pieces put in."""
    head = common_start(before, after)
    tail = common_start(before[head:][::-1], after[head:][::-1])
    return before[head : len(before) - tail] in after[head : len(after) - tail]


def common_start(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


HEAD = """\
[[policy]]
id = "x"
title = "X"
issuer = "X"
kind = "ban"
"""
ONE = f"""{HEAD}
[[policy.event]]
date = 2020-06-10
did = "adopted"
"""
CHECKED = """
[[policy.event]]
date = 2021-05-18
did = "checked"
"""


def test_an_event_goes_after_the_last_and_the_next_banner_stays_with_the_next_record() -> None:
    banner = f"\n# ---- next ----\n\n{HEAD.replace('x', 'y')}"
    assert with_event(ONE + banner) == ONE + CHECKED + banner


def test_keys_come_in_the_order_of_the_format_and_days_are_dates() -> None:
    event = make_event(
        confidence="low",
        sources=["a", "b"],
        note="n",
        by="y",
        how="h",
        not_before="2022",
        until="u",
        through="2021-12-31",
        term="P1Y6M",
        did="ended",
        effective="2021-06",
    )
    assert with_event(ONE, 0, event) == ONE + (
        '\n[[policy.event]]\ndate = 2021-05-18\neffective = "2021-06"\ndid = "ended"\nterm = "1 year 6 months"\n'
        'through = 2021-12-31\nuntil = "u"\nnot_before = "2022"\nhow = "h"\nby = "y"\nnote = "n"\n'
        'sources = ["a", "b"]\nconfidence = "low"\n'
    )


def test_comments_right_below_an_event_stay_with_it() -> None:
    tail = "# it was a close vote\n#\n\n# about the next\n"
    rest = HEAD.replace("x", "y")
    kept, following = tail.split("\n\n")
    assert with_event(ONE + tail + rest) == f"{ONE}{kept}\n{CHECKED}\n{following}{rest}"


def test_comments_that_lead_straight_on_to_a_header_stay_with_that() -> None:
    rest = "# about the next\n[[policy.barred]]\nwho = 'police'\n"
    assert with_event(ONE + rest) == f"{ONE}{CHECKED}\n{rest}"


def test_comments_at_the_end_of_the_file_stay_above() -> None:
    assert with_event(f"{ONE}# the end") == f"{ONE}# the end\n{CHECKED}"


def test_a_header_right_below_gets_a_blank_line_before_it() -> None:
    rest = "[[policy.barred]]\nwho = 'police'\n"
    assert with_event(ONE + rest) == f"{ONE}{CHECKED}\n{rest}"


def test_an_event_comes_after_the_last_even_where_other_tables_lie_between() -> None:
    between = (
        ONE
        + "\n[[policy.barred]]\nwho = 'police'\n"
        + "\n[[policy.event]]\ndate = 2021-01-01\ndid = 'checked'\n"
    )
    rest = "\n[[policy.exempt]]\nwho = 'fire brigades'\n"
    assert with_event(between + rest) == between + CHECKED + rest


def test_a_record_without_events_gets_one_below_its_keys() -> None:
    rest = "\n[[policy.barred]]\nwho = 'police'\n"
    assert with_event(HEAD + rest) == HEAD + CHECKED + rest


@pytest.mark.parametrize("quotes", ['"""', "'''"])
def test_a_long_string_that_looks_like_headers_and_comments_is_not_taken_for_them(quotes: str) -> None:
    note = (
        f"note = {quotes}\n[[policy.event]]\n\n# [policy.sources]\n# not a comment\n\n   # nor this{quotes}\n"
    )
    rest = "\n# a comment\n\n[[policy.barred]]\nwho = 'police'\n"
    assert with_event(ONE + note + rest) == ONE + note + CHECKED + rest


def test_a_long_string_full_of_brackets_costs_no_more_than_another() -> None:
    note = 'note = """\n' + "[[policy.event]]\n# x\n" * 40_000 + '"""\n'
    began = time.process_time()
    assert with_event(ONE + note) == ONE + note + CHECKED
    # A tenth of a second; parsing the string up to each of its lines would take hours.
    assert time.process_time() - began < 5


def test_a_list_over_several_lines_is_not_cut() -> None:
    rest = 'sources = [\n  # why\n  "a",\n\n  # [[policy.event]]\n]  # done\n'
    assert with_event(ONE + rest) == ONE + rest + CHECKED


@pytest.mark.parametrize("header", ['  [["policy" . event]]  # the first', "\t[[policy.'event']]"])
def test_headers_may_be_written_in_any_way(header: str) -> None:
    text = ONE.replace("[[policy.event]]", header)
    assert with_event(text) == text + CHECKED


def test_lines_end_as_those_of_the_file_do() -> None:
    text = ONE.replace("\n", "\r\n")
    assert with_event(text) == text + CHECKED.replace("\n", "\r\n")
    assert with_event(text, a=make_source()).count("\n") == with_event(text, a=make_source()).count("\r\n")


def test_a_file_without_a_last_line_end_keeps_its_last_line() -> None:
    assert with_event(ONE[:-1]) == ONE + CHECKED


def test_a_byte_order_mark_stays_in_front() -> None:
    assert with_event("\ufeff" + ONE) == "\ufeff" + ONE + CHECKED
    policy = make_policy({"date": "2020", "did": "adopted"})
    assert add_record(document("\ufeff"), "policy", policy).data.startswith(b"\xef\xbb\xbf[[policy]]")


def test_trailing_blanks_and_tabs_are_kept() -> None:
    text = ONE.replace("\n", "  \t\n").replace(" = ", "\t=  ")
    assert with_event(text + "  \n") == text + CHECKED + "  \n"


def test_only_the_record_meant_is_added_to() -> None:
    both = ONE + "\n" + ONE.replace('"x"', '"y"')
    assert with_event(both, 0) == ONE + CHECKED + both.removeprefix(ONE)
    assert with_event(both, 1) == both + CHECKED


A = 'a = { url = "https://example.org/", publisher = "Example" }\n'
OTHER = 'b = { url = "https://example.org/b", publisher = "Example" }\n'


def test_a_source_goes_below_the_others() -> None:
    table = f"\n[policy.sources]  # all of them\n{OTHER}# the last\n"
    events = ONE.removeprefix(HEAD)
    assert with_event(HEAD + table + events, a=make_source()) == HEAD + table + A + events + CHECKED


def test_the_first_source_gets_a_table() -> None:
    events = ONE.removeprefix(HEAD)
    assert with_event(ONE, a=make_source()) == f"{HEAD}\n[policy.sources]\n{A}{events}{CHECKED}"


def test_an_empty_table_of_sources_is_used() -> None:
    events = ONE.removeprefix(HEAD)
    text = f"{HEAD}\n[policy.sources]\n{events}"
    assert with_event(text, a=make_source()) == f"{HEAD}\n[policy.sources]\n{A}{events}{CHECKED}"


@pytest.mark.parametrize(
    "written",
    [
        "sources.b = { url = 'https://b.org', publisher = 'B' }\n",
        "sources.b.url = 'https://b.org'\nsources.b.publisher = 'B'\n",
    ],
)
def test_sources_written_as_dotted_keys_get_another_dotted_key(written: str) -> None:
    events = ONE.removeprefix(HEAD)
    assert (
        with_event(HEAD + written + events, a=make_source()) == f"{HEAD}{written}sources.{A}{events}{CHECKED}"
    )


def test_sources_written_as_tables_of_their_own_get_a_table_above_them() -> None:
    written = "\n[policy.sources.b]\nurl = 'https://b.org'\npublisher = 'B'\n"
    events = ONE.removeprefix(HEAD)
    edited = with_event(HEAD + written + events, a=make_source())
    assert edited == f"{HEAD}\n[policy.sources]\n{A}{written}{events}{CHECKED}"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEAD + "sources = { b = { url = 'https://b.org', publisher = 'B' } }\n" + ONE.removeprefix(HEAD), 1),
        (HEAD + "event = [{ date = 2020-06-10, did = 'adopted' }]\n", 6),
        (HEAD + "event = [\n  { date = 2020-06-10, did = 'adopted' },\n]\n", 7),
        ("policy = [{ id = 'x', event = [{ date = 2020-06-10, did = 'adopted' }] }]\n", 1),
    ],
    ids=["sources in braces", "events in brackets", "events in brackets over lines", "records in brackets"],
)
def test_a_layout_without_a_place_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(
        MoratrackError, match=rf"^mine\.toml:{line}: nothing can be added .*; write \[\[policy\]\]"
    ):
        with_event(text, a=make_source())


def test_sources_in_braces_are_no_hindrance_where_no_source_is_new() -> None:
    text = HEAD + "sources = { b = { url = 'https://b.org', publisher = 'B' } }\n" + ONE.removeprefix(HEAD)
    assert with_event(text) == text + CHECKED


@pytest.mark.parametrize("line", range(ONE.count("\n") * 2 + 1))
def test_an_edit_is_read_again_and_refused_unless_it_is_what_was_meant(
    line: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the line after which an event is put in: it is in its own record, or nowhere."""
    text = ONE + ONE.replace("x", "y")
    meant = with_event(text)
    monkeypatch.setattr(insert._Layout, "end", lambda *_: line)
    if line == ONE.count("\n"):
        assert with_event(text) == meant
    else:
        with pytest.raises(MoratrackError, match="nothing can be added to a record laid out like this"):
            with_event(text)


@pytest.mark.parametrize(
    "text", ["policy = []\n", "policy = 3\n", "policy = [{ id = 'x' }]\n", "policy.x = 1\n"]
)
def test_a_policy_is_not_added_to_a_file_that_has_no_place_for_it(text: str) -> None:
    with pytest.raises(MoratrackError, match=r"^mine\.toml:1: nothing can be added"):
        add_record(document(text), "policy", make_policy({"date": "2020", "did": "adopted"}))


@pytest.mark.parametrize(
    ("before", "between"),
    [("", ""), ("# mine", "\n\n"), ("# mine\n", "\n"), ("# mine\n\n", ""), (ONE, "\n"), (ONE[:-1], "\n\n")],
)
def test_a_policy_comes_last_after_a_blank_line(before: str, between: str) -> None:
    policy = make_policy(
        {"date": "2020-06-10", "did": "adopted", "sources": ["a"]},
        aliases=["one", "two"],
        sources={"a": {"url": "https://example.org/", "publisher": "Example"}},
        barred=[{"who": "police", "type": "class"}],
        exempt=[{"who": "Thorn"}],
        unclear=[{"who": "partners"}],
    )
    assert add_record(document(before), "policy", policy).data.decode() == (
        f'{before}{between}[[policy]]\nid = "x"\ntitle = "A policy"\nissuer = "Somebody"\nkind = "moratorium"\n'
        f'aliases = ["one", "two"]\n\n[policy.sources]\n{A}\n'
        '[[policy.event]]\ndate = 2020-06-10\ndid = "adopted"\nsources = ["a"]\n\n'
        '[[policy.barred]]\nwho = "police"\ntype = "class"\n\n'
        '[[policy.exempt]]\nwho = "Thorn"\n\n[[policy.unclear]]\nwho = "partners"\n'
    )


@pytest.mark.parametrize("hostile", [*HOSTILE, "", "'''", '"""', "\\", "\ufeff", "\x85", "\r"])
def test_hostile_text_is_one_value_of_as_many_lines_as_it_has(hostile: str) -> None:
    event = make_event(note=hostile, until=hostile)
    source = Source(url=hostile, publisher=hostile, title=hostile)
    edited = with_event(ONE, 0, event, a=source)
    plain = with_event(ONE, 0, make_event(note="n", until="u"), a=make_source())
    more = hostile.count("\n") + 1 if "\n" in hostile else 0
    assert edited.count("\n") == plain.count("\n") + 2 * more
    policy = decode(document(edited)).policy[0]
    assert policy.events[-1] == event
    assert policy.sources == {"a": source}
    assert all(line.isprintable() for line in edited.split("\n"))


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(MoratrackError, match="UTF-8"):
        with_event(ONE, 0, make_event(note="\udcff"))


def test_every_shipped_policy_takes_an_event_and_a_source_and_no_other_byte_changes() -> None:
    shipped = Document("policies.toml", SHIPPED.read_bytes(), "toml")
    text = shipped.data.decode()
    total = len(decode(shipped).policy)
    for place in range(0, total, 12):
        edited = add_parts(
            shipped, Spot("policy", place), "event", [make_event(sources=["zz"])], {"zz": make_source()}
        )
        assert is_only_added_to(text, edited.data.decode())
        assert len(decode(edited).policy[place].events) == len(decode(shipped).policy[place].events) + 1


# Laws. Files are written by hand here, in every layout that TOML has for them.

BLANKS = st.lists(
    st.sampled_from(("", "  ", "# a comment", "# [[policy.event]]", '# """', "\t# é ]")), max_size=3
)
TEXTS = st.sampled_from(
    ('"plain"', "'literal'", '"""\n# no comment\n[[policy]]\n\n # end"""', "'''\n\n[policy.sources]\n'''")
)


def pair(key: str, value: Any) -> str:
    match value:
        case str():
            return f"{key} = {value}" if value[0] in "\"'" else f'{key} = "{value}"'
        case dt.date():
            return f"{key} = {value}"
        case tuple() | list():
            return f"{key} = [\n" + "".join(f'  "{entry}",\n  # between\n' for entry in value) + "]"
    raise TypeError(value)


def inline(table: dict[str, Any]) -> str:
    return "{ " + ", ".join(f'{key} = "{value}"' for key, value in table.items()) + " }"


@st.composite
def source_lines(draw: st.DrawFn, layout: str) -> list[str]:
    """The lines of two sources in one of their layouts."""
    urls = {key: {"url": f"https://{key}.org", "publisher": key} for key in ("one", "two")}
    match layout:
        case "table":
            return [
                "[policy.sources]",
                *draw(BLANKS),
                *(f"{key} = {inline(source)}" for key, source in urls.items()),
            ]
        case "dotted":
            return [f"sources.{key} = {inline(source)}" for key, source in urls.items()]
        case "braces":
            return [
                "sources = { " + ", ".join(f"{key} = {inline(source)}" for key, source in urls.items()) + " }"
            ]
        case "tables":
            return [
                line
                for key, source in urls.items()
                for line in (
                    f"[policy.sources.{key}]",
                    *(f'{k} = "{v}"' for k, v in source.items()),
                    *draw(BLANKS),
                )
            ]
    return []


@st.composite
def policy_lines(draw: st.DrawFn, policy: Policy, layout: str) -> list[str]:
    """The lines of a policy, with comments and blanks anywhere between them."""
    keys = [
        f'id = "{policy.id}"',
        'title = "A policy"',
        'issuer = "Somebody"',
        'kind = "ban"',
        f"note = {draw(TEXTS)}",
    ]
    sources = draw(source_lines(layout))
    events = [
        [
            draw(
                st.sampled_from(("[[policy.event]]", "  [[ policy.event ]] # that", '[["policy"."event"]]'))
            ),
            *draw(BLANKS),
        ]
        + [pair(key, value) for key, value in msgspec.to_builtins(event, enc_hook=str).items()]
        + draw(st.sampled_from(([], ["note = " + draw(TEXTS)])))
        for event in policy.events
    ]
    parties = draw(st.sampled_from(([], [["[[policy.barred]]", "who = 'police'"]])))
    own = [keys + sources] if layout in ("dotted", "braces") else [keys, sources]
    tables = [*own, *draw(st.permutations([*parties, *events])), ["[[policy.exempt]]", "who = 'Thorn'"]]
    return ["[[policy]]", *(line for table in tables for line in (*table, *draw(BLANKS)))]


@st.composite
def files(draw: st.DrawFn) -> tuple[Document, int, str]:
    """A sound file of some policies, the place of one of them, and the layout of its sources."""
    drawn = draw(st.lists(policies(), min_size=1, max_size=3))
    layouts = [draw(st.sampled_from(("none", "table", "dotted", "braces", "tables"))) for _ in drawn]
    named = [msgspec.structs.replace(policy, id=f"p{number}") for number, policy in enumerate(drawn)]
    lines = [
        line
        for policy, layout in zip(named, layouts, strict=True)
        for line in draw(policy_lines(policy, layout))
    ]
    text = "\n".join([*draw(BLANKS), *lines]) + draw(st.sampled_from(("", "\n", "\n\n", "\n# end")))
    text = draw(st.sampled_from(("", "\ufeff"))) + text.replace("\n", draw(st.sampled_from(("\n", "\r\n"))))
    place = draw(st.integers(0, len(drawn) - 1))
    return document(text), place, layouts[place]


@given(files(), events(), st.text(), st.booleans())
def test_what_is_added_is_there_and_all_else_is_as_it_was(
    file: tuple[Document, int, str], event: dict[str, Any], note: str, cites: bool
) -> None:
    before, place, layout = file
    added = make_event(**event, note=note, sources=["new"] if cites else [])
    sources = {"new": make_source(publisher=note)} if cites else {}
    if cites and layout == "braces":
        with pytest.raises(MoratrackError, match="nothing can be added"):
            add_parts(before, Spot("policy", place), "event", [added], sources)
        return
    after = add_parts(before, Spot("policy", place), "event", [added], sources)
    assert is_only_added_to(before.data.decode(), after.data.decode())
    expected = decode(before).policy
    former = expected[place]
    expected[place] = msgspec.structs.replace(
        former, events=(*former.events, added), sources={**former.sources, **sources}
    )
    assert decode(after).policy == expected


@given(files(), policies())
def test_a_policy_added_is_the_last_and_all_before_it_is_as_it_was(
    file: tuple[Document, int, str], policy: Policy
) -> None:
    before = file[0]
    after = add_record(before, "policy", policy)
    assert after.data.startswith(before.data)
    assert decode(after).policy == [*decode(before).policy, policy]


def test_the_law_would_notice_a_changed_byte() -> None:
    assert is_only_added_to("abcdef", "abXXcdYef")
    assert is_only_added_to("abc", "abc")
    assert is_only_added_to("aaa", "aaaa")
    assert not is_only_added_to("abcdef", "abcdeg!")
    assert not is_only_added_to("abcdef", "abXdef")
    assert not is_only_added_to("abcdef", "aXbXcXdef")


# Keys of sources.


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.nytimes.com/2020/a", "nytimes"),
        ("https://apnews.com:443/x", "apnews"),
        ("https://sfgov.legistar.com/x", "legistar"),
        ("https://www.bbc.co.uk/news", "bbc"),
        ("https://müller.example/x", "m-ller"),
        ("http://127.0.0.1/", "127"),
        ("https://localhost/", "localhost"),
        ("https://[2001:db8::1]/", "2001-db8-1"),
        ("http://[", "http"),
        ("", "source"),
    ],
)
def test_the_key_of_a_source_comes_from_its_host(url: str, key: str) -> None:
    keys, new = cite({}, [make_source(url)])
    assert keys == (key,)
    assert parse(document(f"{key} = 1")) == {key: 1}
    assert list(new) == [key]


def test_a_known_address_keeps_its_key_and_a_new_one_gets_a_free_key() -> None:
    known = {"old": make_source("https://example.org/1"), "example": make_source("https://example.org/2")}
    cited = [make_source(f"https://example.org/{page}") for page in (3, 1, 4, 3)]
    keys, new = cite(known, cited)
    assert keys == ("example-2", "old", "example-3")
    assert {key: source.url[-1] for key, source in new.items()} == {"example-2": "3", "example-3": "4"}


def test_a_reserved_key_is_not_given_to_a_new_source() -> None:
    assert cite({}, [make_source()], ["example", "example-2"])[0] == ("example-3",)


def test_a_host_is_named_without_www() -> None:
    assert host("https://www.EXAMPLE.org:80/") == "example.org"
    assert host("not an address") == "not an address"
