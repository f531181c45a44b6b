"""Every route of the product × every role × own, other's and nobody's object: who is let in, and who not.

The routes are read from the application: a new one is walked without being told, and one that does not say
who may call it, or names its parts in an unknown way, fails here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

import ledger
from services.actor import Actor, roles
from tests.support.world import World, client_of
from tests.web import objects
from tests.web.objects import Sides
from web.access import PUBLIC, SIGNED_IN, access_of

ROLES = [*roles(), "nobody"]
CONTRACTORS = ("contractor_manager", "contractor_user")
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Route:
    """One method of one rule."""

    rule: Rule
    method: str
    access: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.rule.rule}"

    def lets_in(self, actor: Actor) -> bool:
        return SIGNED_IN in self.access or any(actor.may(wanted) for wanted in self.access)

    @property
    def is_open(self) -> bool:
        return PUBLIC in self.access

    @property
    def is_api(self) -> bool:
        return self.rule.rule.startswith("/api/")


def routes_of(app: Flask) -> Iterator[Route]:
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield Route(rule, method, access_of(app, rule.endpoint, method))


@pytest.fixture
def routes(app: Flask) -> list[Route]:
    return [route for route in routes_of(app) if route.rule.endpoint != "static"]


@pytest.fixture
def sides(session: Session, world: World) -> Sides:
    return objects.build(session, world)


def call(app: Flask, client: FlaskClient, route: Route, parts: Mapping[str, str]) -> TestResponse:
    named = {name: parts[name] for name in route.rule.arguments}
    address = app.url_map.bind("localhost").build(route.rule.endpoint, named, route.method)
    return client.open(address, method=route.method)


def test_every_route_says_who_may_call_it(routes):
    known = {PUBLIC, SIGNED_IN}.union(*(role.permissions for role in roles().values()))
    assert [str(route) for route in routes if not route.access] == []
    assert {str(r): r.access for r in routes if not known.issuperset(r.access)} == {}


def test_every_part_of_an_address_has_a_name_that_says_what_it_is(routes, sides):
    """Add a missing name to tests/web/objects.py."""
    unknown = {str(r): sorted(r.rule.arguments - sides.own.keys()) for r in routes}
    assert {route: names for route, names in unknown.items() if names} == {}


def test_nobody_is_let_in_without_logging_in(app, routes, sides):
    client = client_of(app, None)
    wrong = []
    for route in routes:
        answer = call(app, client, route, sides.own)
        to_log_in = (answer.location or "").startswith("/login")
        if route.is_open:
            good = not to_log_in and answer.status_code < 500
        elif route.is_api:
            good = answer.status_code == 401
        else:
            good = answer.status_code == 303 and to_log_in
        if not good:
            wrong.append(f"{route}: {answer.status}")
    assert wrong == []


@pytest.mark.parametrize("username", ROLES)
def test_a_role_that_does_not_include_a_route_is_refused(app, routes, sides, world, username):
    actor = world[username]
    client = client_of(app, actor.account_id)
    closed = [route for route in routes if not route.is_open and not route.lets_in(actor)]
    answers = {str(route): call(app, client, route, sides.own).status_code for route in closed}
    assert {route: status for route, status in answers.items() if status != 403} == {}


@pytest.mark.parametrize("username", ROLES)
def test_a_route_that_is_open_to_a_role_knows_no_object_of_nobodys(
    app, routes, sides, world, username
):
    client = client_of(app, world[username].account_id)
    named = [
        route
        for route in routes
        if route.rule.arguments & {name for name, value in sides.own.items() if len(value) == 32}
        and (route.is_open or route.lets_in(world[username]))
    ]
    answers = {str(route): call(app, client, route, sides.none).status_code for route in named}
    assert {route: status for route, status in answers.items() if status != 404} == {}


@pytest.mark.parametrize("username", CONTRACTORS)
def test_for_a_contractor_nothing_of_another_contractor_exists(app, routes, sides, world, username):
    client = client_of(app, world[username].account_id)
    theirs = {name for name, value in sides.other.items() if value != sides.own[name]}
    named = [r for r in routes if r.rule.arguments & theirs and r.lets_in(world[username])]
    answers = {str(route): call(app, client, route, sides.other).status_code for route in named}
    assert {route: status for route, status in answers.items() if status != 404} == {}


@pytest.mark.parametrize("username", ROLES)
def test_reading_answers_and_changes_nothing(app, routes, sides, world, session, username):
    client = client_of(app, world[username].account_id)
    before = ledger.size(session)
    session.rollback()
    wrong = []
    for route in routes:
        if route.method == "GET" and (route.is_open or route.lets_in(world[username])):
            answer = call(app, client, route, sides.own)
            if answer.status_code not in (200, 302, 303, 404):
                wrong.append(f"{route}: {answer.status}")
    assert wrong == []
    assert ledger.size(session) == before


@pytest.mark.parametrize("username", ROLES)
def test_an_empty_form_is_answered_and_never_breaks(app, routes, sides, world, username):
    wrong = []
    for route in routes:
        if route.method in UNSAFE and (route.is_open or route.lets_in(world[username])):
            client = client_of(app, world[username].account_id)
            answer = call(app, client, route, sides.own)
            if answer.status_code >= 500 or answer.status_code == 401:
                wrong.append(f"{route}: {answer.status}")
    assert wrong == []


@pytest.mark.parametrize("username", ROLES)
def test_no_form_is_taken_without_its_token(app, routes, sides, world, session, username):
    client = client_of(app, world[username].account_id)
    del client.environ_base["HTTP_X_CSRFTOKEN"]
    before = ledger.size(session)
    session.rollback()
    taken = [
        route
        for route in routes
        if route.method in UNSAFE
        and not route.is_api
        and (route.is_open or route.lets_in(world[username]))
    ]
    answers = {str(route): call(app, client, route, sides.own).status_code for route in taken}
    assert {route: status for route, status in answers.items() if status != 400} == {}
    assert ledger.size(session) == before
