"""The words in which a subject is described: legal forms, kinds of work, relations, successions."""

from __future__ import annotations

from services.messages import Message, say

PERSON = "person"

LEGAL_FORMS: dict[str, Message] = {
    "company": say("Company"),
    "institution": say("Public institution"),
    "university": say("University"),
    "partnership": say("Partnership"),
    "sole": say("Sole proprietorship"),
    "association": say("Social organisation"),
    "other": say("Other legal form"),
}
"""Of a contractor; a person's is ``person``."""

KINDS: dict[str, Message] = {
    "survey": say("Land survey"),
    "sampling": say("Sampling"),
    "laboratory": say("Testing laboratory"),
    "eia": say("Environmental impact assessment"),
    "operator": say("Facility operation"),
    "quality": say("Quality control"),
}
"""What it does for the department: the contractor kinds that rulesets may name."""

KEY_PERSONS: dict[str, Message] = {
    "legal_representative": say("Legal representative"),
    "technical_head": say("Technical head"),
    "engineer": say("Engineer"),
    "controller": say("Actual controller"),
}

RELATED_PARTIES: dict[str, Message] = {
    "shareholder": say("Shareholder"),
    "same_controller": say("Under the same controller"),
    "same_address": say("At the same address"),
    "other_party": say("Otherwise related"),
}

RELATIONS = {**KEY_PERSONS, **RELATED_PARTIES}

SUCCESSIONS: dict[str, Message] = {
    "merger": say("Merger"),
    "division": say("Division"),
    "deregistration": say("Deregistration"),
}


def business_text(kinds: tuple[str, ...] | list[str]) -> str:
    """Kinds of work as one column holds them."""
    return " ".join(kind for kind in KINDS if kind in kinds)


def kinds_of(business: str) -> tuple[str, ...]:
    return tuple(business.split())
