"""Ways of service: the legal day of each, and the proof without which it is none."""

from datetime import date

import pytest

from procedure.service import WAYS, lacking, served_on

SENT, RECEIVED, RAN_OUT = date(2026, 11, 2), date(2026, 11, 5), date(2026, 12, 2)
FULL = {
    "received_on": RECEIVED,
    "recipient": "李某",
    "place": "某街2号",
    "servers": ("张某", "王某"),
    "waybill": "1099",
    "through": "某区人民法院",
    "reason": "拒收",
    "published_in": "门户网站",
    "proof": ("scan",),
}
NEEDS = {
    "direct": {"received_on", "recipient", "place", "servers", "proof"},
    "left": {"received_on", "place", "servers", "reason", "proof"},
    "post": {"received_on", "recipient", "place", "waybill", "proof"},
    "entrusted": {"received_on", "recipient", "through", "proof"},
    "passed_on": {"received_on", "recipient", "through", "proof"},
    "announcement": {"published_in", "reason", "proof"},
    "electronic": {"received_on", "proof"},
}


@pytest.mark.parametrize("way", WAYS)
def test_each_way_has_its_legal_day(way):
    day = RAN_OUT if way == "announcement" else RECEIVED
    assert served_on(way, RECEIVED, RAN_OUT) == day


@pytest.mark.parametrize(("way", "needs"), NEEDS.items())
def test_each_way_lacks_exactly_what_proves_it(way, needs):
    assert lacking(way, FULL) == ()
    assert set(lacking(way, {})) == needs
    for name in needs:
        assert lacking(way, {**FULL, name: None}) == (name,)


def test_the_seven_ways_of_the_law_are_there():
    assert list(WAYS) == list(NEEDS)


def test_one_server_or_the_same_twice_is_not_two():
    for servers in (("张某",), ("张某", "张某"), ("张某", "")):
        assert lacking("direct", {**FULL, "servers": servers}) == ("servers",)


def test_a_service_without_its_day_is_none():
    with pytest.raises(ValueError, match="no day"):
        served_on("post", None)
    with pytest.raises(ValueError, match="no day"):
        served_on("announcement", RECEIVED, None)
