"""Algebra of durations, changes, amounts, dates and phrases, over whatever hypothesis thinks of."""

from __future__ import annotations

import math
from datetime import UTC, date, timedelta

import edtf
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from claimgraph import dates, durations, hedges, phrasing, units, values
from claimgraph.errors import InputError
from claimgraph.hedges import Interval
from claimgraph.model import Measure
from claimgraph.values import Written

CHANGE = Measure("m", "m", "d", "change", "flow")
MONEY = Measure("m", "m", "d", "money", "flow", "EUR")
DAYS = Measure("m", "m", "d", "duration", "event", "days")
DISTANCE = Measure("m", "m", "d", "number", "event", "km")
NUMBERED = [row.id for row in hedges.TABLE.values() if row.needs_number]
SAMPLE_DAYS = st.dates(min_value=date(1600, 1, 1), max_value=date(2400, 1, 1))


def _months_on(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


@given(SAMPLE_DAYS, st.integers(min_value=0, max_value=2400))
def test_any_run_of_months_has_as_many_days_as_is_said(start: date, months: int) -> None:
    first = start.replace(day=1)
    low, high = durations.ends(months, "months", "days")
    assert low <= (_months_on(first, months) - first).days <= high


@given(st.integers(min_value=0, max_value=600), st.integers(min_value=0, max_value=600))
def test_two_runs_of_months_are_no_longer_than_one_run_of_both(a: int, b: int) -> None:
    one, other, both = (durations.ends(n, "months", "days") for n in (a, b, a + b))
    assert one[0] + other[0] <= both[0] <= both[1] <= one[1] + other[1]


@given(st.integers(min_value=0, max_value=10**6), st.sampled_from(["hours", "minutes", "seconds"]))
def test_iso_and_words_say_the_same_duration(n: int, unit: str) -> None:
    assert durations.parse(f"PT{n}{unit[0].upper()}") == durations.parse(f"{n} {unit}")


@given(
    st.floats(min_value=1e-6, max_value=1e9),
    st.sampled_from([("miles", "km"), ("acres", "m**2"), ("hours", "days"), ("feet", "m")]),
)
def test_converting_there_and_back_changes_nothing(n: float, pair: tuple[str, str]) -> None:
    there = units.convert(n, *pair)
    assert units.convert(there, pair[1], pair[0]) == pytest.approx(n, rel=1e-9)


@given(st.floats(allow_nan=False), st.floats(allow_nan=False), st.booleans(), st.booleans())
def test_mirroring_twice_changes_nothing(
    a: float, b: float, low_open: bool, high_open: bool
) -> None:
    span = Interval(min(a, b), max(a, b), low_open, high_open)
    assert span.mirrored().mirrored() == span


@given(st.integers(min_value=1, max_value=99), st.sampled_from(NUMBERED))
def test_a_fall_is_the_mirror_of_a_rise(percent: int, hedge: str) -> None:
    rise = values.read(Written(f"{percent}%", hedge), CHANGE)
    fall = values.read(Written(f"-{percent}%", hedge), CHANGE)
    assert rise.outer is not None
    assert rise.inner is not None
    assert (fall.outer, fall.inner) == (rise.outer.mirrored(), rise.inner.mirrored())


@given(st.integers(min_value=-(10**6), max_value=-1), st.sampled_from(NUMBERED))
def test_a_number_below_0_has_bounds_around_it(n: int, hedge: str) -> None:
    row = hedges.TABLE[hedge]
    grain = hedges.granularity(n)
    outer, inner = row.outer(n, grain, 0), row.inner(n, grain, 0)
    assert outer.low <= inner.low <= inner.high <= outer.high
    assert outer.low <= n <= outer.high


@given(st.integers(min_value=1, max_value=10**6), st.integers(min_value=1, max_value=10**6),
       st.sampled_from([0.5, 0.92, 1.1, 149.3]))  # fmt: skip
def test_a_larger_amount_is_larger_at_every_rate(a: int, b: int, rate: float) -> None:
    low, high = (
        values.effective(values.read(Written(n, "exact", unit="USD", rate=rate), MONEY))
        for n in sorted((a, b))
    )
    assert low.low <= high.low
    assert low.high <= high.high


@given(st.integers(min_value=1, max_value=240), st.integers(min_value=1, max_value=240),
       st.sampled_from(NUMBERED), st.sampled_from(["months", "years", "weeks"]))  # fmt: skip
def test_a_longer_time_in_the_same_words_is_nowhere_shorter(
    a: int, b: int, hedge: str, unit: str
) -> None:
    low, high = (
        values.effective(values.read(Written(n, hedge, granularity=1, unit=unit), DAYS))
        for n in sorted((a, b))
    )
    assert low.low <= high.low
    assert low.high <= high.high


@given(st.integers(min_value=1, max_value=10**4))
def test_a_figure_converted_still_holds_itself(miles: int) -> None:
    bounds = values.effective(values.read(Written(miles, unit="miles"), DISTANCE))
    assert bounds.low <= units.convert(miles, "miles", "km") <= bounds.high


# ---- dates: the LoC's rules as another implementation reads them


def _edtf_texts() -> st.SearchStrategy[str]:
    year = st.integers(min_value=1000, max_value=2999).map(str)
    open_year = st.one_of(year, year.map(lambda y: y[:3] + "X"), year.map(lambda y: y[:2] + "XX"))
    month = st.integers(min_value=1, max_value=12).map(lambda n: f"{n:02d}")
    day = st.integers(min_value=1, max_value=31).map(lambda n: f"{n:02d}")
    plain = st.one_of(
        open_year,
        st.builds("{}-{}".format, year, st.one_of(month, st.just("XX"))),
        st.builds("{}-{}-{}".format, year, month, st.one_of(day, st.just("XX"))),
        st.builds("{}-XX-XX".format, year),
    )
    return st.one_of(plain, st.builds("{}/{}".format, plain, plain))


@given(_edtf_texts())
def test_a_date_covers_the_days_that_another_reader_of_edtf_gives(text: str) -> None:
    try:
        span = dates.parse(text)
    except InputError:
        left, _, right = text.partition("/")
        assert _impossible(left) or _impossible(right or left) or _low(left) > _high(right)
        return
    assert span.first is not None
    assert span.last is not None
    assert (span.first.timetuple()[:3], span.last.timetuple()[:3]) == (
        _low(text.partition("/")[0]),
        _high(text.rpartition("/")[2]),
    )


def _impossible(text: str) -> bool:
    if text[-2:].isdecimal() and len(text) == len("2024-02-30"):
        try:
            date.fromisoformat(text)
        except ValueError:
            return True
    return False


def _low(text: str) -> tuple[int, ...]:
    return tuple(edtf.parse_edtf(text).lower_strict()[:3])


def _high(text: str) -> tuple[int, ...]:
    return tuple(edtf.parse_edtf(text).upper_strict()[:3])


@given(SAMPLE_DAYS, st.sampled_from(["", "~", "?", "%"]), st.sampled_from([4, 7, 10]))
def test_what_a_qualifier_suggests_lies_in_what_it_leaves_open(
    day: date, mark: str, length: int
) -> None:
    span = dates.parse(day.isoformat()[:length] + mark)
    assert span.first is not None
    low, high = span.days()
    near_low, near_high = span.days(inner=True)
    assert low <= near_low <= span.first.toordinal() <= near_high <= high
    assert (low < near_low) == bool(mark)


@given(SAMPLE_DAYS, st.sampled_from([4, 7]))
def test_early_mid_and_late_make_up_the_whole_and_share_nothing(day: date, length: int) -> None:
    whole = dates.parse(day.isoformat()[:length])
    parts = [dates.parse(f"{stage} {whole.edtf}") for stage in ("early", "mid", "late")]
    assert (parts[0].first, parts[2].last) == (whole.first, whole.last)
    for before, after in ((parts[0], parts[1]), (parts[1], parts[2])):
        assert before.last is not None
        assert after.first == before.last + timedelta(days=1)


@given(st.integers(min_value=1000, max_value=2900), st.integers(min_value=21, max_value=41))
def test_a_part_of_a_year_lies_in_it_or_beside_its_january(year: int, code: int) -> None:
    span = dates.parse(f"{year}-{code}")
    assert span.first is not None
    assert span.last is not None
    assert date(year - 1, 12, 1) <= span.first <= span.last <= date(year + 1, 3, 1)


@given(SAMPLE_DAYS, st.integers(min_value=-23, max_value=23), st.integers(0, 23))
def test_one_moment_in_two_zones_is_one_moment(day: date, offset: int, hour: int) -> None:
    assume(-14 <= offset <= 14)
    here = dates.parse(f"{day}T{hour:02d}:30:00{offset:+03d}:00")
    assert here.instant is not None
    zulu = here.instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    there = dates.parse(zulu.rjust(20, "0"))
    assert here.instant == there.instant
    assert not dates.surely_before(here, there)


# ---- phrases


@given(
    st.sampled_from(phrasing.languages()),
    st.integers(min_value=0, max_value=10**9),
    st.sampled_from(
        sorted(set(NUMBERED) - {"round", "threshold-inclusive", "threshold-exclusive"})
    ),
    st.data(),
)
def test_a_grouped_number_behind_any_words_is_read_in_every_language(
    lang: str, n: int, hedge: str, data: st.DataObject
) -> None:
    words = phrasing.language(lang)
    assert words is not None
    text = data.draw(st.sampled_from(words.words["before"][hedge]))
    group = "," if words.decimal == "." else "."
    phrase = f"{text} {n:,}".replace(",", group)
    assert phrasing.mentions(phrase, lang) == (phrasing.Mention(float(n), hedge),)


@given(st.text(max_size=60), st.sampled_from(phrasing.languages()))
def test_any_text_is_read_without_a_fault(text: str, lang: str) -> None:
    for mention in phrasing.mentions(text, lang):
        assert mention.number is None or math.isfinite(mention.number)
