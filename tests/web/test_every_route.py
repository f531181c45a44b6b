"""Every route of the product × every role × own, other's and nobody's object: who is let in, and who not.

The routes are read from the application: a new one is walked without being told, and one that does not say
who may call it, or names its parts in an unknown way, fails here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

import ledger
from app import create_app
from config import Config
from services.actor import Actor, roles
from tests.support import world as worlds
from tests.support.databases import SqliteDatabases
from tests.support.world import Clock, World, client_of
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
    def parts(self) -> set[str]:
        """The names that stand in the address."""
        return self.rule.arguments - set(self.rule.defaults or ())

    @property
    def is_open(self) -> bool:
        return PUBLIC in self.access


def routes_of(app: Flask) -> Iterator[Route]:
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield Route(rule, method, access_of(app, rule.endpoint, method))


@dataclass(frozen=True)
class Place:
    """An application with its objects."""

    app: Flask
    world: World
    sides: Sides

    @property
    def routes(self) -> list[Route]:
        return [route for route in routes_of(self.app) if route.rule.endpoint != "static"]

    def entries(self) -> int:
        """How long the ledger is."""
        with self.app.extensions["xinheng.sessions"]() as session:
            return ledger.size(session)

    def client(self, username: str) -> FlaskClient:
        return client_of(self.app, self.world[username].account_id)


def place_at(url: str, instance: Path) -> Place:
    app = create_app(Config(instance=instance, database_url=url, https=False), Clock())
    with app.extensions["xinheng.sessions"]() as session:
        world = worlds.read(session)
        session.rollback()
        return Place(app, world, objects.build(session, world))


@pytest.fixture(scope="module")
def place(
    sqlite_worlds: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    """One place for all tests in which nothing may be written."""
    found = place_at(sqlite_worlds.new(), tmp_path_factory.mktemp("instance"))
    yield found
    found.app.extensions["xinheng.engine"].dispose()


@pytest.fixture
def fresh_place(world_url: str, instance: Path) -> Iterator[Place]:
    """A place of this test's own, which it may change."""
    found = place_at(world_url, instance)
    yield found
    found.app.extensions["xinheng.engine"].dispose()


def call(place: Place, client: FlaskClient, route: Route, parts: Mapping[str, str]) -> TestResponse:
    named = {**(route.rule.defaults or {}), **{name: parts[name] for name in route.parts}}
    address = place.app.url_map.bind("localhost").build(route.rule.endpoint, named, route.method)
    return client.open(address, method=route.method)


def test_every_route_says_who_may_call_it(place):
    known = {PUBLIC, SIGNED_IN}.union(*(role.permissions for role in roles().values()))
    assert [str(route) for route in place.routes if not route.access] == []
    assert {str(r): r.access for r in place.routes if not known.issuperset(r.access)} == {}


def test_every_part_of_an_address_has_a_name_that_says_what_it_is(place):
    """Add a missing name to tests/web/objects.py."""
    unknown = {str(r): sorted(r.parts - place.sides.own.keys()) for r in place.routes}
    assert {route: names for route, names in unknown.items() if names} == {}


def test_nobody_is_let_in_without_logging_in(place):
    client = client_of(place.app, None)
    wrong = []
    for route in place.routes:
        answer = call(place, client, route, place.sides.own)
        to_log_in = (answer.location or "").startswith("/login")
        sent_to_log_in = answer.status_code == 303 and to_log_in
        let_in = answer.status_code < 500 and not to_log_in
        if not (let_in if route.is_open else sent_to_log_in):
            wrong.append(f"{route}: {answer.status}")
    assert wrong == []


@pytest.mark.parametrize("username", ROLES)
def test_a_role_that_does_not_include_a_route_is_refused(place, username):
    actor = place.world[username]
    client = place.client(username)
    closed = [route for route in place.routes if not route.is_open and not route.lets_in(actor)]
    answers = {
        str(route): call(place, client, route, place.sides.own).status_code for route in closed
    }
    assert {route: status for route, status in answers.items() if status != 403} == {}


@pytest.mark.parametrize("username", ROLES)
def test_a_route_that_is_open_to_a_role_knows_no_object_of_nobodys(place, username):
    client = place.client(username)
    named = [
        route
        for route in place.routes
        if route.rule.arguments
        & {name for name, value in place.sides.own.items() if len(value) == 32}
        and (route.is_open or route.lets_in(place.world[username]))
    ]
    answers = {
        str(route): call(place, client, route, place.sides.none).status_code for route in named
    }
    assert {route: status for route, status in answers.items() if status != 404} == {}


@pytest.mark.parametrize("username", CONTRACTORS)
def test_for_a_contractor_nothing_of_another_contractor_exists(place, username):
    client = place.client(username)
    theirs = {name for name, value in place.sides.other.items() if value != place.sides.own[name]}
    named = [r for r in place.routes if r.parts & theirs and r.lets_in(place.world[username])]
    answers = {
        str(route): call(place, client, route, place.sides.other).status_code for route in named
    }
    assert {route: status for route, status in answers.items() if status != 404} == {}


@pytest.mark.parametrize("username", ROLES)
def test_reading_answers_and_changes_nothing(place, username):
    client = place.client(username)
    before = place.entries()
    wrong = []
    for route in place.routes:
        if route.method == "GET" and (route.is_open or route.lets_in(place.world[username])):
            answer = call(place, client, route, place.sides.own)
            if answer.status_code not in (200, 302, 303, 404):
                wrong.append(f"{route}: {answer.status}")
    assert wrong == []
    assert place.entries() == before


@pytest.mark.parametrize("username", ROLES)
def test_an_empty_form_is_answered_and_never_breaks(fresh_place, username):
    place = fresh_place
    wrong = []
    for route in place.routes:
        if route.method in UNSAFE and (route.is_open or route.lets_in(place.world[username])):
            client = place.client(username)
            answer = call(place, client, route, place.sides.own)
            if answer.status_code >= 500 or answer.status_code == 401:
                wrong.append(f"{route}: {answer.status}")
    assert wrong == []


@pytest.mark.parametrize("username", ROLES)
def test_no_form_is_taken_without_its_token(place, username):
    client = place.client(username)
    del client.environ_base["HTTP_X_CSRFTOKEN"]
    before = place.entries()
    taken = [
        route
        for route in place.routes
        if route.method in UNSAFE and (route.is_open or route.lets_in(place.world[username]))
    ]
    answers = {
        str(route): call(place, client, route, place.sides.own).status_code for route in taken
    }
    assert {route: status for route, status in answers.items() if status != 400} == {}
    assert place.entries() == before
