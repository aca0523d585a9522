"""The words that say what a day, a term or a whole cell is about, in tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from . import elsewhere
from .meanings import Cue, Group, Marker, Meaning, Role

_ANEW = (
    "re enacted|reenacted|re adopted|readopted|adopted again|enacted again|passed again|approved again"
    "|adopted anew|enacted anew|and again"
)
_CUES: dict[tuple[Role | None, Group | None], str] = {
    ("adopted", "adopted"): (
        "adopted|adopts|adoption|adopting|enacted|enacts|enactment|passed|passes|passage|approved|approves"
        "|approval|signed|signed into law|ordered|issued|announced|imposed|declared|ratified|established"
        "|instituted|decreed|promulgated|proclaimed|voted|decided|initiated|became law"
        "|final|final reading|final vote|final passage|final action"
        "|not adopted until|not enacted until|not passed until|not approved until|not signed until"
        "|override|overridden|override vote|veto override"
        "|veto overridden|veto overridden by council|override of veto"
        "|adopted with amendments|adopted as amended|approved as amended|passed as amended"
    ),
    ("effective", "active"): (
        "effective|took effect|takes effect|taking effect|in effect|into effect|in force|into force|enforced"
        "|eff|came into force|comes into force|entered into force|effective date"
    ),
    ("effective", None): (
        "commencing|commences|commenced|begins|began|beginning|starting|starts|started|retroactive"
        " to|retroactive"
        "|valid from|as from|from and after|effective immediately|not effective until|not in effect until"
        "|not in force until|does not take effect until|not yet in effect until"
    ),
    (None, "active"): (
        "active|still active|current|ongoing|in place|standing|continuing|valid|operative|still in place|live"
        "|remains|on going|underway"
    ),
    ("resumed", "active"): (
        "reinstated|resumed|restored|back in effect|back in force|revived|re instated|in force again"
        "|in effect again|active again"
        "|injunction lifted|injunction dissolved|injunction vacated|injunction overturned|stay lifted"
        "|stay dissolved|stay vacated|suspension lifted|suspension ended"
    ),
    ("extended", "extended"): (
        "extended|ext|extd|ext'd|renewed|prolonged|continued|reauthorized|reauthorised|lengthened"
        "|voted to extend|vote to extend"
        f"|to extend|voted to renew|to renew|extending|renewing|extends|renews|{_ANEW}"
    ),
    ("through", "expired"): (
        "expired|lapsed|ran out|sunsetted|sunset|concluded|completed|timed out|allowed to lapse"
        "|allowed to expire|let lapse|left to lapse"
    ),
    (None, "expired"): (
        "was active|was in force|was in effect|was in place|was effective|was valid|formerly active"
        "|formerly in force|formerly in effect|previously active|previously in force|previously in effect"
        "|once active|once in force|had been active|had been in force|used to be active|used to be in force"
        "|used to be in effect"
    ),
    ("through", None): (
        "through|thru|expires|exp|expiring|expire|expiration|expiry|expiration date|expiry date|ends"
        "|ending|lapses|lapsing"
        "|sunsets|sunsetting|sunset date|end date|end|last day|valid until|valid through|concludes"
        "|at the latest|at latest|latest|not past|in any event not past|in no event later than"
        "|not beyond|no later than|not after|not later than|but not after|but not beyond|but not later than"
        "|but no later than"
        "|terminates|terminating|will end|will expire|due to expire|due to end|set to expire|set to end"
        "|scheduled to expire|scheduled to end|to expire|to end"
    ),
    ("ended", "expired"): (
        "ended|over|ended early|no longer in force|no longer in effect|no longer active|no longer effective"
        "|no longer enforced|never enforced|not in force|not in effect|not active|inactive|defunct|closed"
        "|finished|done|discontinued|gone"
        "|former|dormant|moot|mooted|declared moot|rendered moot|became moot|ceased"
        "|phased out|obsolete|historical|historic"
    ),
    ("ended", "rescinded"): (
        "rescinded|repealed|lifted|revoked|removed|terminated|withdrawn|struck down|overturned"
        "|cancelled|canceled"
        "|vacated|abolished|annulled|dissolved|voided|void|invalidated|nullified|ended by court"
        "|abandoned|repeals"
        "|thrown out|tossed|tossed out|scrapped|axed|nixed|scuttled|rolled back|undone|called off"
        "|disallowed|disapproved"
        "|quashed|set aside|declared unlawful|ruled unlawful|ruled unconstitutional|terminated"
        " early|lifted early"
        "|repealed early|rescission|repeal|revocation|reversed|overruled|preempted|pre empted"
    ),
    (
        "ended",
        "replaced",
    ): "replaced|superseded|supplanted|replaced by|superseded by|merged into|succeeded by",
    ("introduced", "pending"): (
        "pending|proposed|introduced|intro'd|intro"
        "|under discussion|being discussed|being considered|under consideration|under review"
        "|draft|drafted|proposal|filed|submitted"
        "|not enacted|not yet enacted|not adopted|not yet adopted|not yet passed|not passed|not yet approved"
        "|awaiting|awaiting vote|pending vote|first reading|second reading|third reading|first vote"
        "|second vote|third vote|read first time|first read"
        "|in committee|in the committee|referred to committee|referred|reported out of committee"
        "|out of committee"
        "|passed committee|committee|passed first reading|passed second reading|passed house|passed the house"
        "|passed senate|passed the senate|passed assembly|passed the assembly|passed first chamber"
        "|passed one chamber"
        "|passed lower house|passed upper house|adopted by house|adopted by senate|passed in house"
        "|passed in senate"
        "|approved by house|approved by senate|approved by committee|approved in committee"
        "|approved on first reading"
        "|approved first reading|adopted on first reading|passed on first reading|passed initial vote"
        "|house passed|senate passed|engrossed|considered|considering|recommended|recommendation"
        "|recommendation only"
        "|noticed|requested|planned|in progress|prefiled|pre filed|in deliberation|on the table|to be voted"
        "|up for vote|carried over|advanced|planning commission|discussed|not yet in force"
        "|not yet signed|awaiting signature|tabled for|tabled to|tabled until"
        "|pending approval|pending adoption|pending enactment|pending passage"
        "|pending ratification|pending signature"
        "|pending final approval|awaiting approval"
        "|awaiting adoption|awaiting final approval|pending council approval|pending board approval"
    ),
    (None, "pending"): "not yet|not finalized|not final|not decided|undecided",
    ("failed", "failed"): (
        "failed|failed to override|override failed|override fails|veto sustained|veto upheld"
        "|rejected|vetoed|veto|denied|defeated|tabled|not approved|voted down|died|died in"
        " committee|declined"
        "|never enacted|never adopted|dropped|indefinitely postponed|postponed indefinitely"
        "|shelved|killed|did not pass|struck"
        "|stalled|not passed out|failed to pass|refused|dead"
    ),
    ("suspended", "suspended"): (
        "suspended|tro|temporary restraining order|preliminary injunction"
        "|enjoined|stayed|on hold|blocked|halted by court|injunction|paused by court|in abeyance"
        "|temporarily lifted|lifted temporarily|temporarily enjoined|temporarily suspended|put on hold"
    ),
    ("amended", None): (
        "amended|shortened|reduced|modified|revised|as amended|partially lifted|partly lifted|lifted in part"
        "|mostly repealed|mostly lifted|largely repealed|largely lifted"
        "|partly suspended|partially suspended|suspended in part"
        "|partially repealed|partly repealed|repealed in part|partially rescinded|partly rescinded"
        "|rescinded in part|partial repeal|partially enjoined|partly enjoined|enjoined in part"
        "|partially struck down|struck down in part"
    ),
    ("checked", None): (
        "review|to be reviewed|review due|revisit|to revisit"
        "|as of|checked|verified|last checked|last verified|updated|last updated|reviewed|last"
        " reviewed|accessed"
        "|retrieved|confirmed on"
    ),
    ("hearing", None): (
        "hearing|ph|public hearing|workshop|adoption rescheduled|adoption postponed|adoption delayed"
        "|extension vote|renewal vote|vote on extension|extension hearing|renewal hearing"
        "|repeal vote|vote on repeal|repeal proposed|repeal pending|repeal hearing|hearing on repeal"
        "|vote postponed|vote delayed|vote rescheduled|hearing continued|public hearing continued"
    ),
}
_MARKERS: dict[Marker, str] = {
    "maybe": (
        "may be|might be|could be|can be|may|might|could|can|unless|if|rather than|instead of"
        "|subject to|option to"
        "|option of|with option|optional|possible|allowed|allowable|available|with possible|possibly"
        "|potential|potentially"
        "|eligible|would be|would|should"
        "|automatically unless|until or unless"
    ),
    "not": (
        "not|never|no|without|isn't|wasn't|non|neither|not renewed|not extended|never renewed|never extended"
        "|wasn't renewed|wasn't extended|not reauthorized"
    ),
    "future": (
        "scheduled|expected|anticipated|to be|will be|will|set for|upcoming|tentatively|slated|planned for"
        "|scheduled for|postponed|deferred|rescheduled"
        "|expected to|expected to be|vote scheduled|due|next|hearing planned|planned vote"
    ),
    "sooner": (
        "whichever is first|whichever is sooner|whichever is earlier|whichever is shorter"
        "|whichever comes first"
        "|whichever occurs first|whichever occurs sooner|whichever happens first|whichever comes"
        " sooner|whichever first"
        "|whichever sooner|whichever earlier|whichever comes earlier|whichever is less|whichever"
        " occurs earlier"
        "|whichever is the earlier|whichever is the sooner|the earlier of|the sooner of|the first"
        " of|earlier of"
        "|sooner of|the shorter of|the lesser of|whatever comes first|whichever is earliest"
        "|whichever is soonest"
        "|the earliest of|earliest of|the soonest of|first to occur|whichever shall first occur"
        "|whichever occurs earliest"
    ),
    "later": (
        "whichever is later|whichever is latest|whichever is last|whichever is longer|whichever is longest"
        "|whichever comes later|whichever comes last|whichever occurs later|whichever occurs last"
        "|the later of"
        "|whichever later|the latest of|the longer of|later of|but not before|not before|but no earlier than"
        "|no earlier than|no sooner than|not earlier than|not sooner than"
        "|whichever is the later|whichever happens later|whichever"
        " is greater|latest of"
    ),
    "until": (
        "until|till|til|'til|up until|until such time as|until such time|until the date|until after|until"
        " such date"
    ),
    "when": "when|upon|once|as soon as|on adoption of|conditional on|contingent on|conditioned on",
    "or_else": (
        "or until|or till|or when|or upon|or once|or if|or earlier if|or sooner if|or earlier when"
        "|or sooner when"
        "|or earlier upon|or sooner upon|or until such time as|or until such time|unless sooner"
        "|unless earlier"
        "|or as soon as|or earlier should|or upon the earlier of|or at such time as|unless before"
        " then|or before if"
    ),
    "from": (
        "from|after|following|past|since|starting from|beginning from|counting from|counted from"
        "|running from"
    ),
    "to": "to",
    "less": "less|minus|less than a full|short of",
    "least": (
        "at least|minimum|a minimum of|minimum of|no less than|not less than|more than|or more|or longer|min"
        "|no fewer than|over"
    ),
    "open": (
        "indefinite|indefinitely|open ended|permanent|permanently|no end date|no end|no expiration|no expiry"
        "|indef|perm|no expiration date|no expiry date|no sunset|no sunset date|no stated end|no stated end"
        " date|no set end|no set end date"
        "|no fixed end|no stated expiration|without end date|perpetual|forever|none stated|no end"
        " stated|in perpetuity"
        "|no stated expiration date|no stated sunset|no defined end|unlimited|no time limit|does"
        " not expire|without end"
    ),
    "ongoing": (
        "ongoing|present|current|continuing|still in effect|still in force|to date|active|on going"
        "|none|nil|never"
    ),
    "unknown": (
        "unknown|undetermined|tbd|tba|tbc|n/a|na|not confirmed|not yet confirmed|not stated|not"
        " specified|not known"
        "|not located|not recorded|not available|not applicable|to be determined|to be announced|unspecified"
        "|unclear|undated|no date|null|missing|see notes|not found|not yet known|not yet"
        " determined|not set|nan"
        "|not reported|no information|no data|nd|unavailable|not given|varies"
    ),
    "hedge": (
        "about|around|week of|the week of|week beginning|week ending"
        "|approx|approximately|circa|ca|c|est|estimated|reported|reportedly|unverified"
        "|unconfirmed|verify"
        "|probably|likely|presumably|apparently|allegedly|roughly|or so|uncertain|perhaps"
        "|supposedly|on or about"
        "|on or around|believed|possibly|unsure|tentative"
    ),
    "part": "partially|partly|partial|in part|only",
    "extension": "extension|renewal|continuation|reauthorization",
    "adoption": (
        "adopted|enacted|passed|approved|adoption|its adoption|enactment|its enactment|passage|its passage"
        "|date of adoption|date adopted|date of enactment|date of passage|date of approval"
        "|approval|its approval|date of issuance|issuance|signing|date of signing|initial adoption"
        "|date enacted|first adoption|vote|the vote|council vote|board vote"
    ),
    "taking effect": (
        "effective date|date of effect|its effective date|effective date of this ordinance"
        "|effective date of ordinance|effective date of the ordinance|taking effect|entry into force"
    ),
    "neutral": (
        "date of this ordinance|date of the ordinance|its date|date of ordinance|date of resolution|that date"
        "|that day|then|start|the start|its start|commencement|date of commencement|imposition"
        "|date of imposition"
    ),
    "again": (
        "another|additional|further|a further|an additional|by|for|for another|for an additional"
        "|for a further"
    ),
    "now": "now|currently|new|revised|later|then|since then|made|became|becomes",
    "joint": "and|or|&|then",
    "glue": (
        "on|of|in|at|the|this|its|an|a|day|dated|date|initially|initial|original|originally"
        "|emergency|temporary"
        "|immediate|immediately|renewable|moratorium|moratoria|pause|ban|period|term|up|maximum"
        "|max|total|long|lasting|mon|tue|tues|wed|thu|thur"
        "|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|council|board"
        "|vote|voice|unanimous"
        "|unanimously|meeting|special|regular|local|law|ordinance|resolution|town|city|county|commission"
        "|noon|midnight|city council|county board|town board|first|with|has|have|been|was|were|is"
        "|are|it|still|duration|early"
        "|enforcement|measure|policy|order|not to exceed|nte|no more than|up to|end of day|close of business"
        "|and|no longer than|not longer than|at most"
        "|lawsuit filed|suit filed|challenge filed|appeal filed|complaint filed|petition filed"
        "|lawsuit pending|litigation pending|appeal pending|case pending|suit pending|pending litigation"
        "|pending lawsuit|pending appeal|extension pending|renewal pending|pending extension|pending renewal"
    ),
}  # fmt: skip

_BEGINNINGS: tuple[Marker, ...] = ("neutral", "adoption", "taking effect")


def _with_figures(phrases: str) -> Iterator[str]:
    """The phrases of a list, those with an ordinal also with figures, as in 1st reading."""
    for phrase in phrases.split("|"):
        yield phrase
        for word, figure in _ORDINALS.items():
            if word in phrase.split():
                yield phrase.replace(word, figure)


_ORDINALS = {"first": "1st", "second": "2nd", "third": "3rd"}


def _table() -> dict[str, list[tuple[tuple[str, ...], Meaning]]]:
    """Every phrase under its first word, the longest first."""
    meanings: dict[tuple[str, ...], Meaning] = {}
    for marker, phrases in (*elsewhere.MARKERS.items(), *_MARKERS.items()):
        if marker not in ("ongoing", *_BEGINNINGS):
            meanings.update((tuple(phrase.split()), marker) for phrase in phrases.split("|"))
    for (role, group), phrases in (*elsewhere.CUES.items(), *_CUES.items()):
        meanings.update((tuple(phrase.split()), Cue(role, group)) for phrase in _with_figures(phrases))
    found: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
    for words, meaning in sorted(meanings.items(), key=lambda entry: -len(entry[0])):
        found.setdefault(words[0], []).append((words, meaning))
    return found


_PHRASES = _table()
BEGINNINGS = {phrase: marker for marker in _BEGINNINGS for phrase in _MARKERS[marker].split("|")}
"""What names the beginning from which a term counts: neutral, or one of two that may be different days."""
LAPSED = frozenset(_CUES[("through", "expired")].split("|"))
"""Words for an end that came by itself."""
RESUMED = frozenset(_CUES[("resumed", "active")].split("|"))
"""Words for what holds again after a stay or an end."""
ANEW = frozenset(_ANEW.split("|"))
"""Words for an adoption that sets once more what was set before."""
ANNOUNCED = frozenset(("announced", "initiated"))
"""Words of the day on which a policy was made known, beside another on which it was adopted."""
ADOPTED = frozenset(
    ("adopted", "enacted", "passed", "approved", "final", "final reading", "final vote", "override")
)
"""Words that leave no doubt which day of a cell is that of the adoption."""
NEVER = frozenset(
    "no|n|false|none|nil|never|not extended|not renewed|not repealed|not lifted|not rescinded".split("|")
)
"""What stands in a column of extensions or endings where nothing of the kind has happened."""
AT_ONCE = frozenset(
    (
        "immediately|immediate|effective immediately|at once|same day|same|upon adoption|on adoption"
        "|upon passage|on passage"
    ).split("|")
)
"""What stands in a column of first days where it began with its adoption."""
ONGOING = frozenset(_MARKERS["ongoing"].split("|"))
"""What stands in the place of an end where nothing has ended."""
UNKNOWN = frozenset((*_MARKERS["unknown"].split("|"), "-", "--", "—", "–", "?", "??", ".", "...", "…"))
"""What stands in a cell that has nothing to say."""


TO_COME = frozenset("tbd|tba|tbc|to be determined|to be announced|not yet determined|not set".split("|"))
"""Of these, what stands in a column of days where the day is still to come."""
WHOLE = {"on": "active", "off": "inactive"}
"""Statuses that are words of one only where nothing else stands in their cell."""


EMPTY = frozenset(
    (
        *"n/a|na|not applicable|null|nan|nd|no data|missing|no information".split("|"),
        "-",
        "--",
        "—",
        "–",
        ".",
        "...",
        "…",
    )
)
"""Of these, what stands in a cell that was left empty, rather than in one of which nobody knows."""


def phrase_at(words: Sequence[str], start: int) -> tuple[int, Meaning] | None:
    """How many words from a place on are a phrase, the longest there is, and what it means."""
    for phrase, meaning in _PHRASES.get(words[start], ()):
        end = start + len(phrase)
        if tuple(words[start:end]) == phrase:
            return len(phrase), meaning
    return None
