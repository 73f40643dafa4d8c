import pytest

from hjemad.foundation.privacy.names import search_key, sort_key


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("østergaard", "Bent Østergård"),
        ("oestergaard", "Bent Østergård"),
        ("ØSTERGÅRD", "Bent Østergaard"),
        ("aerø", "Ærø Karl"),
        ("andre", "André Holm"),
        ("friis bæk", "Mads-Emil Friis  Bækgaard"),
        ("mads emil", "Mads-Emil Friis"),
        ("o'neil", "Pat O’Neil"),
    ],
)
def test_a_name_is_found_however_its_letters_are_spelt(typed: str, name: str) -> None:
    assert search_key(typed) in search_key(name)


def test_names_stand_in_the_order_of_the_danish_alphabet() -> None:
    names = ["Åge", "Ærø", "Zoe", "Øjvind", "Aase", "Anna", "anders", "Ane", "Anna Z", "Annabel"]

    assert sorted(names, key=sort_key) == [
        "anders", "Ane", "Anna", "Anna Z", "Annabel", "Zoe", "Ærø", "Øjvind", "Åge", "Aase",
    ]  # fmt: skip


@pytest.mark.parametrize("key", [search_key, sort_key])
def test_a_key_has_small_letters_digits_and_nothing_a_collation_would_weigh(key) -> None:
    assert set(key("Łukasz Ðorðe-Þór Ñandú 3., ‘Æ’ Ü")) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
