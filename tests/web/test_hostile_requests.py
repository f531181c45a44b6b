"""Requests that no page of ours sends: told what is wrong or passed over, and never a failure."""

from __future__ import annotations

import pytest

BUILDERS_WORDS = ("endpoint", "_method", "_scheme", "_external", "_anchor", "values", "self")


@pytest.mark.parametrize("name", BUILDERS_WORDS)
def test_what_an_address_asks_for_says_nothing_to_the_builder_of_links(app, world, name):
    answer = app.test_client().get(f"/register/?{name}=javascript&q=a&q=b")
    assert answer.status_code == 200
    assert f'href="/register/?{name}=javascript&amp;q=a&amp;q=b&amp;lang=en"' in answer.text
    assert 'href="javascript:' not in answer.text
