"""The shipped vocabulary: what people type for a class is that class, and whom a policy bars it still bars."""

from __future__ import annotations

import datetime as dt

import pytest

from moratrack.core.history import periods
from moratrack.core.policy import Policy
from moratrack.dataset import Dataset, load
from moratrack.files.cache import Cache
from moratrack.files.documents import read_documents
from moratrack.questions.check import verdict

from ..support import SHIPPED, spawn

BARS_POLICE = """
    alameda amazon axon bellingham berkeley boston brookline california cambridge clearview-canada clearview-illinois
    easthampton eu-realtime-identification google-cloud hamden ibm jackson kairos king-county
    kirkland los-angeles-police madison maine massachusetts microsoft-azure-openai microsoft-police milwaukee-police
    minneapolis montana new-hampshire-body-cameras new-jersey-clearview new-orleans new-orleans-limits
    new-orleans-live-alerts northampton oakland ohio-ohleg oregon-body-cameras portland-maine portland-oregon-city
    san-diego-tacids san-francisco santa-cruz sebastopol somerville springfield teaneck utah vermont virginia worcester
""".split()  # fmt: skip
"""Every policy that barred police, by that word, before there was a vocabulary."""
TYPED = {
    "police": "cops|police department|Police Dept|sheriff|sheriff’s office|law enforcement|LAW-ENFORCEMENT AGENCY|PD",
    "government bodies": "government|public authority|government agency|public sector",
    "federal agencies": "federal agency|US federal agencies|federal government",
    "schools": "school|high schools|K-12",
    "retailers": "retailer|stores|supermarket",
    "prosecutors": "district attorney|DAs",
    "companies": "business|private companies|firms",
    "landlords": "landlord|property owner",
    "non-profits": "NGO|charity|nonprofit",
    "data centre developers": "data center developer|data centers",
}  # fmt: skip


@pytest.fixture(scope="module")
def record() -> Dataset:
    return load(read_documents([str(SHIPPED)]), Cache(None))


def in_force(policy: Policy) -> dt.date:
    """The first day on which a policy is known to be in force."""
    days = [period.since for period in periods(policy) if period.state == "in_force"]
    return max(days[0], min(event.date.last for event in policy.events if event.did == "adopted"))


@pytest.mark.parametrize("policy_id", BARS_POLICE)
@pytest.mark.parametrize("word", ["police", "cops", "law enforcement", "sheriff"])
def test_police_that_were_barred_are_barred(record: Dataset, policy_id: str, word: str) -> None:
    [policy] = [policy for policy in record.policies if policy.id == policy_id]
    found = verdict(policy, in_force(policy), "X PD", [word], record.vocabulary)
    assert found.verdict == "barred"


def test_every_class_that_is_barred_is_barred_by_each_of_its_words(record: Dataset) -> None:
    for policy in record.policies:
        if not any(period.state == "in_force" for period in periods(policy)):
            continue
        for party in policy.barred:
            if party.type != "class":
                continue
            day = max(in_force(policy), party.since.first if party.since else dt.date.min)
            for word in (party.who, *party.aliases, *party.includes):
                found = verdict(policy, day, "Acme", [word], record.vocabulary)
                assert found.may is False, f"{policy.id} {word}: {found.reason}"


@pytest.mark.parametrize(("name", "words"), TYPED.items())
def test_what_people_type_is_known(record: Dataset, name: str, words: str) -> None:
    for word in words.split("|"):
        found = record.vocabulary.find(word)
        assert found is not None, word
        assert found.name == name, word


def test_a_class_that_one_policy_names_stays_its_own(record: Dataset) -> None:
    assert record.vocabulary.find("customers") is None
    google = next(policy for policy in record.policies if policy.id == "google-cloud")
    on = in_force(google)
    # Whoever wants to be a customer is one: only police are known to be.
    assert verdict(google, on, "Yale", ["universities"], record.vocabulary).verdict == "cannot_say"
    assert verdict(google, on, "X PD", ["police"], record.vocabulary).verdict == "barred"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["somerville", "X PD", "--class", "police"], 1),
        (["portland-oregon-private", "Walmart", "--class", "retailers"], 1),
        (["portland-oregon-private", "X PD", "--class", "police"], 0),
        (["oakland", "Oakland Fire", "--class", "fire departments"], 1),
        (["oakland", "Acme", "--class", "retailers"], 0),
        (["san-francisco", "X", "--class", "government"], 1),
        (["amazon", "Yale", "--class", "universities"], 1),
    ],
)
def test_classes_are_asked_of_the_shipped_record(arguments: list[str], status: int) -> None:
    result = spawn("check", *arguments, "--as-of", "2026-07-01")
    assert result.status == status, result.out + result.err
