"""Witnessed leaf hashes against those of today say what became of which entry."""

from hypothesis import given
from hypothesis import strategies as st

from ledger.compare import Difference, compare

WAS = [bytes([i]) for i in range(1, 21)]
NEW = [bytes([i]) for i in range(101, 141)]


def test_a_log_that_only_grew_shows_no_difference():
    for size in range(len(WAS) + 1):
        assert compare(WAS[:size], WAS) == Difference(size)


@given(st.sets(st.integers(1, 18), min_size=1))
def test_altered_entries_are_named_wherever_they_stand(places):
    today = [NEW[i] if i in places else leaf for i, leaf in enumerate(WAS, 1)]
    assert compare(WAS, today) == Difference(20, altered=tuple(sorted(places)))


def test_the_last_witnessed_entry_alone_is_told_as_altered():
    assert compare(WAS, [*WAS[:-1], NEW[0]]) == Difference(20, altered=(20,))


@given(st.sets(st.integers(1, 18), min_size=1))
def test_removed_entries_are_named_though_the_later_ones_were_renumbered(places):
    today = [leaf for i, leaf in enumerate(WAS, 1) if i not in places] + NEW[:20]
    assert compare(WAS, today) == Difference(20, removed=tuple(sorted(places)))


@given(st.integers(0, 19), st.integers(1, 3))
def test_inserted_entries_are_named_where_they_stand_now(place, count):
    today = [*WAS[:place], *NEW[:count], *WAS[place:], NEW[9]]
    expected = tuple(range(place + 1, place + 1 + count))
    assert compare(WAS, today) == Difference(20, inserted=expected)


def test_swapped_entries_are_named():
    today = [*WAS[:3], WAS[7], *WAS[4:7], WAS[3], *WAS[8:]]
    assert compare(WAS, today) == Difference(20, moved=(4, 8))


@given(st.integers(0, 19))
def test_a_cut_log_is_told_with_its_length(size):
    assert compare(WAS, WAS[:size]) == Difference(20, cut_after=size)


@given(st.integers(0, 18), st.integers(1, 30))
def test_another_history_is_told_from_where_it_parts(size, more):
    assert compare(WAS, WAS[:size] + NEW[:more]) == Difference(20, forked_after=size)


def test_an_entry_altered_before_a_cut_is_named_beside_it():
    today = [WAS[0], NEW[0], *WAS[2:10]]
    assert compare(WAS, today) == Difference(20, altered=(2,), cut_after=10)


def test_an_entry_moved_far_is_the_only_one_named():
    today = [*WAS[:3], *WAS[4:15], WAS[3], *WAS[15:]]
    assert compare(WAS, today) == Difference(20, moved=(15,))


def test_an_entry_that_stands_twice_is_named():
    assert compare(WAS, [*WAS, WAS[5]]) == Difference(20)
    assert compare(WAS, [*WAS[:10], WAS[5], *WAS[10:]]) == Difference(20, moved=(11,))


@given(st.permutations(range(12)), st.integers(0, 12), st.sets(st.integers(0, 11)))
def test_no_change_before_the_checkpoint_goes_unnoticed(order, size, replaced):
    was = WAS[:12]
    today = [NEW[i] if i in replaced else was[i] for i in order][:size]
    noticed = compare(was, today) != Difference(12)
    assert noticed == (today != was)
