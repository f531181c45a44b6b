"""People: a browser that comes by HTTPS, as in production."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from app import create_app
from config import Config
from tests.support.world import Clock


@pytest.fixture
def https_client(world_settings: Config, clock: Clock) -> Iterator[FlaskClient]:
    """A browser at the product as it is served by default."""
    application = create_app(replace(world_settings, https=True), clock)
    client = application.test_client()
    client.environ_base["wsgi.url_scheme"] = "https"
    yield client
    application.extensions["xinheng.engine"].dispose()
