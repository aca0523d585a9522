"""The usual names of columns, in any spelling: tables, best first.

A name is compared in lower case with underscores, camelCase parted; one that ends in :how says how such a
column is read.
"""

from __future__ import annotations

import re

from .flags import FLAGS, names_of
from .grammar.amounts import UNITS

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOT_IN_NAME = re.compile(r"[^\w]+|_+")
_NUMBERED = re.compile(r"(?P<base>[a-z_]*[a-z])_?(?P<number>[1-9]\d?)")
_NUMBERED_WITHIN = re.compile(r"(?P<base>[a-z_]*[a-z])_?(?P<number>[1-9]\d?)_(?P<rest>[a-z_]+)")
_ORDINAL = re.compile(r"(?P<number>first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th)_(?P<base>.+)")
_NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}


def header(name: str) -> str:
    """A name of a column as it is compared."""
    return _NOT_IN_NAME.sub("_", _CAMEL.sub("_", name).casefold()).strip("_")


def numbered(name: str) -> tuple[str, int] | None:
    """A name such as start_2 or 2nd_extension, as its base and its number."""
    if (match := _NUMBERED.fullmatch(name)) is not None:
        return match["base"], int(match["number"])
    if (match := _NUMBERED_WITHIN.fullmatch(name)) is not None:
        return f"{match['base']}_{match['rest']}", int(match["number"])
    if (match := _ORDINAL.fullmatch(name)) is not None:
        return match["base"], _NUMBERS.get(match["number"]) or int(match["number"][0])
    return None


def _names(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words.split()))


def _days(words: str, more: str = "") -> tuple[str, ...]:
    """Names of a column of days, made of the words for what happened on them."""
    listed = words.split()
    forms = (
        "date_{}",
        "{}_date",
        "{}",
        "{}_on",
        "date_of_{}",
        "day_{}",
        "{}_day",
        "when_{}",
        "date_{}_on",
        "{}_at",
        "dt_{}",
    )
    made = [form.format(word) for word in listed for form in forms]
    return tuple(dict.fromkeys([*made, *more.split()]))


_LENGTHS = _names(
    "term duration length initial_term initial_duration moratorium_length term_length length_of_moratorium"
    " duration_of_moratorium moratorium_duration moratorium_term how_long timeframe time_frame length_of_time"
    " duration_text initial_length length_of_term original_term original_duration timespan"
)
_UNIT_NAMES = {
    **{unit: unit for unit in UNITS},
    "mo": "months",
    "mos": "months",
    "month": "months",
    "yr": "years",
    "yrs": "years",
    "wks": "weeks",
}
_COUNTED = tuple(
    f"{name}{joint}{written}:{unit}"
    for written, unit in _UNIT_NAMES.items()
    for name in _LENGTHS
    for joint in ("_", "_in_")
)
_COUNTED_TOO = tuple(
    f"{joint}{unit}:{unit}" for unit in UNITS for joint in ("", "number_of_", "no_of_", "num_", "total_")
)

ID = _names(
    "id moratorium_id policy_id record_id slug identifier uid unique_id key record_number row_id"
    " entry_id case_id"
)
LONG_ID = _names("policy policy_number measure_id bill bill_number moratorium order_number")
TITLE = _names(
    "title policy_title policy measure name_of_policy policy_name moratorium_name name_of_moratorium headline"
    " bill_title short_title measure_name law_name order_title moratorium"
)
JURISDICTION = _names(
    "jurisdiction_code jurisdiction iso_3166 iso_3166_2 iso_code iso iso2 iso_2 alpha_2"
    " state_abbrev:US state_abbreviation:US"
    " state_abbr:US state_code:US state_postal:US state_postal_code:US postal:US postal_code:US"
    " postal_abbreviation:US usps:US stusps:US"
    " st:US state:US state_name:US us_state:US state_or_territory:US state_territory:US"
    " country_code country_iso country_iso2 country"
    " country_name nation land pays país paese"
)
WHOLE_PLACES = ("country", "country_name", "nation")
"""Columns that name the issuer too, where no other does."""
ISSUER = _names(
    "issuer jurisdiction jurisdiction_name local_government municipality municipality_name"
    " locality local_jurisdiction"
    " government place place_name city city_name city_town town town_name township county"
    " county_name community village"
    " borough parish district company company_name organization organisation organization_name"
    " agency authority org"
    " entity entity_name body enacted_by adopted_by issued_by imposed_by issuing_body"
    " issuing_authority location"
    " location_name city_county city_or_county city_or_town unit_of_government governing_body"
    " council region area name who where jurisdictions local_unit"
)
ISSUER_TYPE = _names(
    "issuer_type jurisdiction_type government_type type_of_government entity_type level level_of_government"
    " jurisdiction_level govt_level type_of_jurisdiction unit_type type"
)
KIND = _names(
    "kind policy_kind policy_type action_type type_of_policy measure_type restriction_type"
    " type_of_action type"
)
TOPIC = _names(
    "topic subject category theme field issue policy_area sector_topic industry policy_domain domain"
    " technology"
)
ALIASES = _names("aliases alias also_known_as aka other_names")
BARS = _names(
    "bars sectors sector covers covered_uses uses scope prohibited_uses what_is_banned"
    " what_is_prohibited prohibits"
    " banned_activity coverage applies_to restricts use land_use subject_matter"
    " what_s_paused whats_paused what_is_paused paused_activity activity_paused"
    " what_it_covers what_it_bars covered_activity covered_activities"
)
WHY = _names("why trigger reason reasons rationale purpose justification stated_reason motivation")
CITATION = _names(
    "citation bill legal_basis legal_citation ordinance ordinance_number ordinance_no resolution"
    " resolution_number"
    " resolution_no instrument legal_authority ordinance_resolution law statute bill_no order_no docket"
    " authority_citation legal_instrument executive_order"
)
NOTE = _names(
    "note notes comment comments remark remarks description details detail summary"
    " additional_notes other_notes"
)
DATE = _days(
    "enacted adopted enactment adoption announced announcement passed passage approved approval"
    " signed signing"
    " issued issuance ordered imposed declared decided voted vote",
    "date_agreed agreed agreed_on"
    " issue_date order_date date_of_order date decision_date event_date action_date date_of_action"
    " day when date_of_event day_of_event board_action_date council_action_date"
    " adoption_date_text ordinance_date resolution_date moratorium_date moratorium_adopted final_vote"
    " final_vote_date date_of_final_vote final_action final_passage final_adoption first_adopted",
)
INTRODUCED = _days(
    "introduced proposed filed prefiled introduction",
    "first_vote first_reading date_of_first_reading proposal_date date_read_first",
)
EFFECTIVE = _days(
    "effective start started starts begins begin beginning began commencement commenced"
    " implemented implementation"
    " effect in_effect in_force",
    "from date_from start_date_of_moratorium since in_force_since in_effect_since start_dt effective_from"
    " valid_from from_date moratorium_start moratorium_start_date"
    " takes_effect takes_effect_at takes_effect_on took_effect took_effect_on effect_from"
    " in_force_from in_effect_from effective_as_of"
    " start_of_moratorium policy_start policy_start_date onset",
)
TERM = (
    *_LENGTHS, *_COUNTED, *_COUNTED_TOO, "duration_kind:kind", "term_kind:kind", "period", "effective_period",
    "validity", "validity_period", "period_in_force", "period_of_effect",
)  # fmt: skip
OF_EXTENSION = (
    *(f"extension_{name}" for name in ("term", "duration", "length", "period")),
    *(f"extension{joint}{unit}:{unit}" for unit in UNITS for joint in ("_", "_in_", "_length_")),
)
"""Names of columns of how long a numbered extension is."""
_END_WORDS = (
    "end_date",
    "end",
    "expiration_date",
    "expiration",
    "expiry_date",
    "expiry",
    "expires",
    "through",
    "until",
    "sunset",
)
CURRENT_END = (
    *(
        f"{word}_{end}"
        for word in (
            "current",
            "extended",
            "new",
            "revised",
            "latest",
            "updated",
            "final",
            "amended",
            "present",
            "renewal",
            "renewed",
            "extension",
        )
        for end in (*_END_WORDS, "to", "ends", "ended")
    ),
    *_names(
        "extended_to extended_through extended_until date_extended_to now_expires renewed_to"
        " ext_end ext_end_date ext_to ext_through ext_until ext_expires"
        " renewed_through renewed_until"
    ),
)
"""The end as it now stands, after extensions."""
FIRST_END = (
    *(
        f"{word}_{end}"
        for word in ("first", "original", "initial", "initially", "originally")
        for end in _END_WORDS
    ),
)
"""The end that was set at first."""
END = _days(
    "end ends ending expires expire expiration expiry sunset sunsets lapses lapse expired termination stop"
    " stops finish finishes",
    "end_dt moratorium_expires moratorium_ends moratorium_expiration moratorium_expiry exp_date exp exp_dt"
    " term_expires term_ends term_end term_expiration in_force_to in_effect_to in_effect_through"
    " in_force_through expected_end expected_end_date estimated_end_date estimated_end planned_end"
    " planned_end_date through last_day current_end_date valid_until valid_through valid_to effective_until"
    " effective_through effective_to date_to in_force_until last_day_in_force last_day_in_effect"
    " expected_expiration expected_expiry"
    " expires_on moratorium_end moratorium_end_date end_of_moratorium to_date to thru until_date"
    " policy_end policy_end_date"
    " deadline scheduled_end scheduled_end_date scheduled_expiration runs_through runs_until"
    " end_date_of_moratorium",
)
THROUGH = (*CURRENT_END, *END)
UNTIL = _names(
    "until condition end_condition sunset_condition lasts_until end_trigger ends_when"
    " trigger_to_end in_effect_until"
)
EXTENDED = _days(
    "extended extension renewed renewal reauthorized",
    "extension_adopted extension_enacted extension_approved date_extension_adopted last_extended"
    " last_extended_at last_extended_on last_extension last_extension_date date_last_extended"
    " latest_extension latest_extension_date extensions renewals ext ext_date last_renewed last_renewal"
    " last_renewed_on last_renewal_date",
)
ENDED = _days(
    "ended repealed repeal lift rescinded rescission lifted lifting terminated replaced superseded"
    " withdrawn revoked revocation"
    " cancelled canceled struck_down overturned vacated removed rejected failed defeated vetoed",
    "actual_end_date actual_end date_no_longer_in_force no_longer_in_force_from no_longer_in_force_since"
    " no_longer_in_force no_longer_in_effect no_longer_in_effect_as_of no_longer_in_force_as_of"
    " not_in_force_from",
)
_OUTCOMES = ("outcome", "result", "disposition")
SUSPENDED = _days(
    "suspended suspension enjoined injunction stayed stay tro",
    "interim_relief injunctive_relief injunction_granted"
    " enjoined_by_court preliminary_injunction tro_granted date_of_injunction"
    " temporary_restraining_order court_stay",
)
RESUMED = _days(
    "resumed reinstated resumption reinstatement restored",
    "injunction_lifted injunction_dissolved stay_lifted stay_dissolved suspension_lifted injunction_vacated"
    " tro_dissolved",
)
STATUS = (
    *_names(
        "enacted_status status policy_status current_status present_status moratorium_status"
        " status_text legal_status"
        " status_of_moratorium bill_status stage action_status outcome_code status_code state"
    ),
    *_OUTCOMES,
    *(name for flag in FLAGS for name in names_of(flag)),
    *(name.replace("in_force", "in_effect", 1) for name in names_of("in_force")),
    "active",
    "in_force",
    "current:active",
    "still_current:active",
    "is_current:active",
    *(f"{form.format(word)}:day" for word in _OUTCOMES for form in ("{}_date", "date_of_{}", "{}_day")),
    "last_action",
    "latest_action",
    "action_taken",
    "action",
)
CHECKED = _days(
    "checked verified reviewed updated accessed retrieved",
    "last_action_date last_action_on date_of_last_action last_checked last_verified last_reviewed"
    " last_checked_on last_verified_on last_reviewed_on last_updated_on last_checked_at last_updated_at"
    " last_updated as_of status_date status_as_of"
    " date_last_updated date_last_verified"
    " date_last_checked last_update as_of_date update_date verification_date access_date data_date"
    " last_accessed last_edited last_edited_on"
    " date_of_status last_modified",
)
CONFIDENCE = _names(
    "confidence date_enacted_uncertainty date_uncertainty date_confidence certainty reliability"
    " confidence_level"
)
SOURCES = (
    *(f"{word}_{number}" for word in ("source", "url", "link", "reference") for number in range(1, 10)),
    *_names(
        "sources source source_url source_urls source_link source_links url urls link links reference"
        " references citation_url"
        " web_link website hyperlink policy_source article news_link news_source evidence"
        " source_website primary_source"
        " source_document document_url document_link link_to_source more_info links_to_sources"
    ),
)
EVENT = _names(
    "event did event_type action_taken type_of_event event_kind action what_happened milestone step"
)
EXTENDS = _names(
    "extends amends renews continues extends_id amends_id parent parent_id related_id linked_to relates_to"
)
_LONGEST = 200
_OF_STATUS = frozenset(name.partition(":")[0] for name in STATUS)
_DATED = re.compile(r"(?:_(?:on|as_of|as_at|at))?(?:_\d+){3}$")
_IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")


_SPELT = {
    "exp": "expiration", "eff": "effective", "ext": "extension", "thru": "through", "dt": "date",
    "ts": "date", "orig": "original", "currently": "current", "anticipated": "expected",
    "estimated": "expected", "adopt": "adopted", "enact": "enacted", "pass": "passed", "approve": "approved",
    "intro": "introduced", "introduce": "introduced", "propose": "proposed", "extend": "extended",
    "renew": "renewed", "expire": "expiration", "rescind": "rescinded", "muni": "municipality",
    "mun": "municipality", "juris": "jurisdiction", "jur": "jurisdiction", "govt": "government",
    "mo": "months", "mos": "months", "yr": "years", "yrs": "years", "dur": "duration",
}  # fmt: skip
_ELSEWHERE = {
    "gemeinde": "municipality", "stadt": "city", "commune": "municipality", "ville": "city",
    "municipio": "municipality", "ciudad": "city", "comune": "municipality", "beschluss": "adopted",
    "beschlossen": "adopted", "datum": "date", "fecha": "date", "inkrafttreten": "effective",
    "entrée_en_vigueur": "effective", "entrada_en_vigor": "effective", "dauer": "duration",
    "durée": "duration", "duración": "duration", "durata": "duration", "duur": "duration", "ende": "end",
    "fin": "end", "statut": "status", "stato": "status", "stand": "as_of", "verlängert": "extended",
    "aufgehoben": "repealed",
}  # fmt: skip
"""The commonest words of names in other languages."""
_FILLING = frozenset("moratorium moratoria pause the it council board d de du del der des la le l".split())
"""Words without which a name says the same."""


def spelt(name: str) -> str:
    """A name with its abbreviations spelt out, and words of other languages in English."""
    for phrase, word in _ELSEWHERE.items():
        name = re.sub(rf"(?<![^_]){phrase}(?![^_])", word, name)
    return "_".join(_SPELT.get(word, word) for word in name.split("_"))


def _unfilled(name: str) -> str:
    """A name without the words that say nothing in it."""
    return "_".join(word for word in name.split("_") if word not in _FILLING)


def shorter(name: str) -> list[str]:
    """What a name may be as well: without what stands in brackets, or one side of a slash, or spelt out."""
    bare = _IN_BRACKETS.sub(" ", name[:_LONGEST])
    plain = header(name)
    listed = [header(each) for each in (bare, *bare.split("/"))]
    # Only of a status is a name with a day in it.
    listed += [dated for dated in [_DATED.sub("", plain)] if dated in _OF_STATUS]
    both = [variant for each in listed for name in (each, spelt(each)) for variant in (name, _unfilled(name))]
    return [found for found in dict.fromkeys(both) if found and found != plain]


# Of the words of a name, what days below it probably are; the first that fits counts.
_LIKELY = {
    "extended": ("exten", "ext", "renew", "prolong", "pushed"),
    "checked": ("check", "verif", "updat", "review", "as_of", "access", "looked"),
    "introduced": ("introduc", "propos", "filed", "reading"),
    "ended": ("repeal", "rescin", "lifted", "terminat", "revok", "withdraw", "replac", "no_longer", "killed"),
    "through": ("expir", "exp", "end", "until", "through", "sunset", "laps", "thru", "runs", "lifts", "stop"),
    "effective": ("effect", "start", "begin", "began", "commence", "in_force", "from", "kicks"),
    "date": (
        "adopt", "enact", "pass", "approv", "vote", "sign", "issu", "order", "announc", "agree", "decid",
        "decision", "declar", "impos", "ratif",
    ),
}  # fmt: skip
_OF_CHANGE = (
    "amended", "current", "revised", "latest", "updated", "present", "exten", "renew", "pushed", "new", "now",
)  # fmt: skip
_OF_COURSE = ("develop", "latest", "update", "situation", "happened", "action", "since", "history", "news")
_OF_LENGTHS = (
    "last",
    "length",
    "long",
    "term",
    "durat",
    "period",
    "time",
    "months",
    "limit",
    "valid",
    "runs",
)
_OF_WAITING = ("review", "waiting", "respon", "extension", "ext", "renewal")
# Words of a name of which the days are to come, or of something else.
_OTHERWISE = (
    "hearing", "next", "planned", "scheduled", "tentative", "meeting", "court", "suit", "lawsuit", "appeal",
    "litig", "case", "petition", "complaint", "referend", "project", "applic", "developer", "company",
    "permit", "licens", "lease", "contract", "construct", "operat", "study", "survey", "report", "draft",
    "plan", "comment", "notice", "protest", "election", "fiscal",
)  # fmt: skip


def likely_key(name: str) -> str | None:
    """The key of days that a name which nobody knows probably means; None for none."""
    words = header(name)
    found = next((key for key, stems in _LIKELY.items() if any(_has(words, stem) for stem in stems)), None)
    is_of_end = words.rpartition("_")[2] in ("to", "until", "through", "thru")
    return "through" if found == "extended" and is_of_end else found


def is_of_change(name: str) -> bool:
    """Whether a name has a word that makes an end the one that now stands: amended, current, new."""
    return any(_has(header(name), word) for word in _OF_CHANGE)


def is_of_course(name: str) -> bool:
    """Whether a name has a word for what has happened of late."""
    return any(_has(header(name), word) for word in _OF_COURSE)


def is_of_lengths(name: str) -> bool:
    """Whether a name has a word for how long, and none that makes it that of something else."""
    words = header(name)
    is_other = is_of_something_else(name) or any(_has(words, word) for word in _OF_WAITING)
    return not is_other and any(_has(words, word) for word in _OF_LENGTHS)


def is_of_something_else(name: str) -> bool:
    """Whether a name has a word that makes its days those of something else, or of what may come."""
    return any(_has(header(name), word) for word in _OTHERWISE)


def _has(words: str, stem: str) -> bool:
    """Whether a word of a name begins with a stem; one of few letters is the whole word."""
    if len(stem) > 3:
        return f"_{stem}" in f"_{words}"
    return stem in words.split("_")
