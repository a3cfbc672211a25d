"""A lazy sequence is made once, when it is first looked at, and is then like a tuple."""

from commitrack.lazy_sequence import LazySequence


def test_a_lazy_sequence_is_made_once_when_it_is_needed() -> None:
    """What makes it is not called before the first use, and only once."""
    calls = list[int]()

    def make() -> list[str]:
        calls.append(1)
        return ["a", "b"]

    lazy = LazySequence(make)
    assert calls == []
    assert (lazy[0], lazy[1:], list(lazy), len(lazy), repr(lazy)) == ("a", ("b",), ["a", "b"], 2, repr(("a", "b")))
    assert calls == [1]


def test_a_lazy_sequence_equals_a_tuple() -> None:
    """It equals a tuple, or another lazy sequence, of the same items, and no list."""
    lazy = LazySequence(lambda: "ab")
    assert (lazy == ("a", "b"), lazy == ("a",), lazy == LazySequence(lambda: "ab")) == (True, False, True)
    assert lazy != ["a", "b"]
    assert hash(lazy) == hash(("a", "b"))
