"""A served application answers a real client, and is gone afterwards."""

import urllib.request
from urllib.error import URLError

import pytest
from flask import Flask

from tests.support.server import served


def test_it_answers_while_the_block_lasts():
    app = Flask(__name__)
    app.add_url_rule("/", "index", lambda: "信衡")
    with served(app) as address, urllib.request.urlopen(address) as answer:
        assert answer.read().decode() == "信衡"
    with pytest.raises(URLError):
        urllib.request.urlopen(address)
