"""The parts of the United States: ISO 3166-2 codes, which are the postal abbreviations, and names."""

from __future__ import annotations

from functools import cache

US_STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas",
    "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts",
    "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana",
    "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico",
    "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma",
    "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota",
    "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington",
    "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming", "AS": "American Samoa", "GU": "Guam",
    "MP": "Northern Mariana Islands", "PR": "Puerto Rico", "VI": "U.S. Virgin Islands",
}  # fmt: skip
# What people call some countries, beside the names of babel, without stops.
_OTHER_NAMES = {
    "usa": "US", "united states of america": "US", "uk": "GB", "great britain": "GB", "britain": "GB",
    "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB", "holland": "NL",
    "korea": "KR", "south korea": "KR", "republic of korea": "KR",
    "czech republic": "CZ", "burma": "MM", "ivory coast": "CI", "european union": "EU", "turkey": "TR",
    "eu": "EU", "russian federation": "RU", "viet nam": "VN", "uae": "AE",
}  # fmt: skip
# As newspapers shorten them, without the stops.
_SHORT_NAMES = {
    "ala": "AL", "ariz": "AZ", "ark": "AR", "cal": "CA", "calif": "CA", "colo": "CO", "conn": "CT",
    "del": "DE", "fla": "FL", "ill": "IL", "ind": "IN", "kan": "KS", "mass": "MA", "mich": "MI",
    "minn": "MN", "miss": "MS", "mont": "MT", "neb": "NE", "nev": "NV", "okla": "OK", "ore": "OR",
    "penn": "PA", "tenn": "TN", "tex": "TX", "wash": "WA", "w va": "WV", "wis": "WI", "wisc": "WI",
    "wyo": "WY", "washington dc": "DC", "n carolina": "NC", "s carolina": "SC", "n dakota": "ND",
    "s dakota": "SD", "w virginia": "WV",
}  # fmt: skip
US_STATES_BY_NAME = {**{name.casefold(): code for code, name in US_STATES.items()}, **_SHORT_NAMES}


def state_name(jurisdiction: str | None) -> str:
    """The name of the US state that a code such as US-OH stands for; empty for any other code."""
    return US_STATES.get(jurisdiction[3:], "") if jurisdiction and jurisdiction.startswith("US-") else ""


def country_named(text: str) -> str | None:
    """The ISO code of a country by its English name, as babel has most of them; None for no name."""
    name = " ".join(text.split()).casefold().removeprefix("the ")
    return _OTHER_NAMES.get(name.replace(".", "")) or _countries().get(name)


@cache
def _countries() -> dict[str, str]:
    try:
        from babel import Locale
    except ImportError:
        return {}
    names = Locale.parse("en").territories
    return {name.casefold(): code for code, name in names.items() if len(code) == 2 and code.isalpha()}
