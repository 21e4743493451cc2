"""What the words of a phrase say of a number, and when a claim is doubted for it."""

from __future__ import annotations

import pytest

from claimgraph import hedges, phrasing, values
from claimgraph.model import Measure
from claimgraph.phrasing import Mention, doubt, mentions
from claimgraph.values import Written


@pytest.mark.parametrize(
    ("lang", "phrase", "number", "hedge"),
    [
        ("en", "at least twelve people died", 12, "at-least"),
        ("en", "more than a dozen homes", 12, "more-than"),
        ("en", "two dozen boats", 24, ""),
        ("en", "twenty-one thousand", 21_000, ""),
        ("en", "Nearly 1.2 million people", 1_200_000, "nearly"),
        ("en", "12,500 people or more", 12_500, "at-least"),
        ("en", "just over $5 million", 5_000_000, "more-than"),
        ("en", "50+ guests", 50, "at-least"),
        ("en", "40% of voters", 0.4, ""),
        ("en", "about 40 per cent", 0.4, "about"),
        ("en", "a third of the land", 1 / 3, ""),
        ("en", "people aged 75 and older", 75, "at-least"),
        ("en", "no fewer than nine", 9, "at-least"),
        ("en", "no more than nine", 9, "at-most"),
        ("en", "not quite 200", 200, "nearly"),
        ("en", "half a million", 500_000, ""),
        ("en", "12 or so", 12, "about"),
        ("de", "mindestens zwölf Menschen", 12, "at-least"),
        ("de", "knapp zweitausend Häuser", 2000, "nearly"),
        ("de", "ein Dutzend Boote", 12, ""),
        ("de", "rund 1,2 Millionen", 1_200_000, "about"),
        ("de", "gut 1.200 Häuser", 1200, "more-than"),
        ("de", "bis zu 40 Prozent", 0.4, "up-to"),
        ("de", "zwei Drittel der Fläche", 2 / 3, ""),
        ("fr", "au moins douze personnes", 12, "at-least"),
        ("fr", "quatre-vingt-dix-sept maisons", 97, ""),
        ("fr", "une centaine de maisons", 100, "about"),
        ("fr", "plus d\u2019une centaine", 100, "more-than"),
        ("fr", "plus de 1\u202f200 morts", 1200, "more-than"),
        ("fr", "près de 1,2 million", 1_200_000, "nearly"),
        ("es", "al menos doce personas", 12, "at-least"),
        ("es", "unas 30 casas", 30, "about"),
        ("es", "más de 1.200 casas", 1200, "more-than"),
        ("es", "un centenar de casas", 100, "about"),
        ("es", "casi dos mil", 2000, "nearly"),
        ("pt-BR", "cerca de 30", None, ""),
    ],
)
def test_a_phrase_names_a_number_with_its_hedge(
    lang: str, phrase: str, number: float | None, hedge: str
) -> None:
    found = mentions(phrase, lang)
    assert [m.hedge for m in found] == ([] if number is None else [hedge])
    assert [m.number for m in found] == pytest.approx([] if number is None else [number])


@pytest.mark.parametrize(
    ("lang", "phrase", "hedge"),
    [
        ("en", "dozens of people", "dozens"),
        ("en", "several hundred boats", "hundreds"),
        ("en", "hundreds of thousands", "hundreds-of-thousands"),
        ("de", "Zehntausende Menschen", "tens-of-thousands"),
        ("de", "ein paar Häuser", "few"),
        ("fr", "des milliers de maisons", "thousands"),
        ("es", "decenas de miles", "tens-of-thousands"),
    ],
)
def test_a_word_can_stand_for_a_number(lang: str, phrase: str, hedge: str) -> None:
    assert mentions(phrase, lang) == (Mention(None, hedge),)


@pytest.mark.parametrize("phrase", ["at 10:30", "on 3/4", "the third floor", "no one was hurt"])
def test_times_ordinals_and_nobody_are_no_numbers(phrase: str) -> None:
    assert mentions(phrase, "en") == ()


def test_each_of_two_numbers_has_its_own_hedge() -> None:
    assert mentions("about 3 of at least 12 homes", "en") == (
        Mention(3, "about"),
        Mention(12, "at-least"),
    )


def test_a_hedge_of_the_next_number_is_not_one_after_this() -> None:
    assert mentions("12 died, at least 30 hurt", "en") == (Mention(12, ""), Mention(30, "at-least"))


def told(written: Written, phrase: str, lang: str = "en", kind: str = "count") -> str:
    measure = Measure("m", "m", "d", kind, "flow", "EUR" if kind == "money" else "days")
    return doubt(values.read(written, measure), phrase, lang)


def test_another_hedge_than_the_phrase_has_is_doubted() -> None:
    assert told(Written(12), "at least twelve") == (
        "the words 'at least twelve' say 12 (at-least), and the claim 12 (exact)"
    )


def test_another_number_than_the_phrase_has_is_doubted() -> None:
    assert told(Written(21), "zwölf Menschen", "de") == (
        "the words 'zwölf Menschen' say 12 (no hedge), and the claim 21 (exact)"
    )


def test_a_number_where_the_phrase_has_only_a_word_is_doubted() -> None:
    assert told(Written(40), "dozens of people") == (
        "the words 'dozens of people' say `dozens`, and the claim 40 (exact)"
    )


def test_a_word_where_the_phrase_has_a_number_is_doubted() -> None:
    assert "say 40 (no hedge), and the claim `dozens`" in told(Written(hedge="dozens"), "40 people")


def test_exactly_a_round_number_is_not_rounded() -> None:
    assert told(Written(200), "exactly 200") != ""
    assert told(Written(200, "exact"), "exactly 200") == ""


@pytest.mark.parametrize(
    ("written", "phrase"),
    [
        (Written(12, "at-least"), "12 people"),  # the hedge may stand before the phrase
        (Written(12, "at-least"), "at least a dozen"),
        (Written([10, 20]), "between 10 and 20"),
        (Written(12), "12 of the 30"),
        (Written(12), "the people who died"),
        (Written(12), "people killed in 2024"),
        (Written(hedge="vague"), "many"),
        (Written(12), "many people"),
        (Written(2, "threshold-inclusive"), "two or more"),
        (Written(2000), "2,000 people"),
    ],
)
def test_what_the_phrase_leaves_open_is_not_doubted(written: Written, phrase: str) -> None:
    assert told(written, phrase) == ""


def test_a_language_without_words_doubts_nothing() -> None:
    assert told(Written(12), "almeno 30", "it") == ""


def test_a_share_may_be_rounded_as_people_do() -> None:
    assert told(Written("67%"), "two-thirds of voters", kind="fraction") == ""
    assert told(Written("50%"), "two-thirds of voters", kind="fraction") != ""


def test_an_amount_is_read_with_its_million() -> None:
    assert told(Written(5_000_000), "€5 million", kind="money") == ""
    assert told(Written(5_000), "€5 million", kind="money") != ""


def test_english_comes_first() -> None:
    assert phrasing.languages() == ("en", "de", "es", "fr")


@pytest.mark.parametrize("lang", phrasing.languages())
def test_words_belong_to_hedges_that_there_are(lang: str) -> None:
    words = phrasing.language(lang)
    assert words is not None
    used = {hedge for role in words.words.values() for hedge in role}
    assert used <= set(hedges.TABLE)


@pytest.mark.parametrize("lang", phrasing.languages())
def test_words_for_a_number_belong_to_hedges_that_need_one(lang: str) -> None:
    words = phrasing.language(lang)
    assert words is not None
    for role, needed in (("before", True), ("after", True), ("alone", False)):
        assert {hedges.TABLE[hedge].needs_number for hedge in words.words[role]} == {needed}


@pytest.mark.parametrize("lang", phrasing.languages())
@pytest.mark.parametrize("role", ["before", "after", "alone"])
def test_no_words_stand_for_two_hedges(lang: str, role: str) -> None:
    words = phrasing.language(lang)
    assert words is not None
    every = [text for texts in words.words[role].values() for text in texts]
    assert sorted(set(every)) == sorted(every)


@pytest.mark.parametrize("lang", phrasing.languages())
def test_every_hedge_of_a_number_has_words_in_every_language(lang: str) -> None:
    words = phrasing.language(lang)
    assert words is not None
    worded = set(words.words["before"])
    needed = {
        row.id for row in hedges.TABLE.values() if row.needs_number and "threshold" not in row.id
    }
    assert needed - worded == {"round"}
