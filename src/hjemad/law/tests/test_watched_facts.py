from hjemad.law.watched_facts import WatchedFacts


def test_what_nobody_read_is_named_with_its_path() -> None:
    facts = WatchedFacts(
        {"a": "x", "b": {"c": "y", "d": "z"}, "stays": [{"from": "f", "note": "n"}, "text", {"to": "t"}]}
    )

    inner = facts["b"]
    assert isinstance(inner, WatchedFacts)
    assert inner.get("c") == "y"
    stays = facts["stays"]
    assert isinstance(stays, list)
    assert stays[0]["from"] == "f"
    assert facts.get("missing") is None

    assert facts.unread() == ["a", "b.d", "stays[0].note", "stays[2].to"]
    assert (len(facts), list(facts)) == (3, ["a", "b", "stays"])


def test_nothing_is_unread_when_all_was_asked_for() -> None:
    facts = WatchedFacts({"a": "x"})

    assert facts["a"] == "x"
    assert facts.unread() == []


def test_a_number_that_was_read_holds_nothing_unread() -> None:
    facts = WatchedFacts({"count": 5, "flag": True})

    assert (facts["count"], facts["flag"]) == (5, True)
    assert facts.unread() == []
