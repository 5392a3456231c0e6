"""Shares in words: what can be told back from them."""

from itertools import groupby

import pytest

from send_audit.render.borough.shares import LEAST_FOR_WORDS, TOO_FEW_TO_SAY, share, share_words

WHOLES = range(1, 400)


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 10, TOO_FEW_TO_SAY),
        (5, 11, "fewer than half"),
        (6, 11, "half or more"),
        (6, 18, "a third or fewer"),
        (9, 18, "about half"),
        (0, 30, "few or none"),
        (10, 30, "about a third"),
        (30, 30, "all or nearly all"),
        (15, 60, "about a quarter"),
        (30, 60, "about half"),
        (45, 60, "about three quarters"),
        (540, 600, "about nine in ten"),
    ],
)
def test_what_is_said(part: int, whole: int, said: str) -> None:
    assert share_words(part, whole) == said


def test_no_word_stands_for_one_count_and_the_ends_take_in_what_is_small() -> None:
    for whole in WHOLES:
        words = [share_words(part, whole) for part in range(whole + 1)]
        runs = [(word, len(list(run))) for word, run in groupby(words)]
        assert len({word for word, _ in runs}) == len(runs), whole
        assert min(runs[0][1], runs[-1][1]) >= min(6, whole + 1), whole
        assert all(length >= 3 for _, length in runs if whole >= LEAST_FOR_WORDS), whole


@pytest.mark.parametrize("listed", [*range(1, 80), 600])
def test_a_hidden_whole_is_not_told_by_how_fine_the_words_are(listed: int) -> None:
    """The kind of words changes with the whole; never where only few of the list could be missing."""

    def vocabulary(whole: int) -> tuple[str | None, ...]:
        words = (share(part, whole, listed=listed) for part in range(whole + 1))
        return tuple(dict.fromkeys(words))

    near = {vocabulary(whole) for whole in range(max(0, listed - 5), listed + 1)}
    assert len(near) == 1


def test_a_part_is_in_its_whole() -> None:
    with pytest.raises(ValueError, match="between"):
        share(4, 3)
