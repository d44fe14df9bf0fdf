"""A title stands once, and without the page's own words."""

import pytest
from raws import BODY, TITLE

from youju.reading.cleaning.passes import clean


@pytest.mark.parametrize("first", [f"标题:{TITLE}", f"{TITLE}稿", f"{TITLE}_范文网", TITLE])
def test_a_title_said_twice_is_kept_once_and_clean(first):
    assert clean(f"{first}\n{TITLE}\n\n{BODY}").text.split() == [TITLE, BODY]


def test_a_single_title_loses_its_prefix_and_the_site_name():
    assert clean(f"标题:{TITLE} - 某某网\n{BODY}").text == f"{TITLE}\n{BODY}"


def test_a_title_said_three_times_is_kept_once():
    assert clean(f"{TITLE}\n\n{TITLE}（精品）\n{TITLE}\n{BODY}").text.count(TITLE) == 2
    assert clean(f"{TITLE}\n\n{TITLE}\n{TITLE}\n{BODY}").text.count(TITLE) == 1


def test_a_title_glued_to_the_address_goes():
    raw = f"{TITLE}\n{TITLE}同志们：\n{BODY}"
    assert clean(raw).text == f"{TITLE}\n同志们：\n{BODY}"


def test_a_title_that_the_text_names_again_stays_there():
    raw = f"{TITLE}\n{BODY}会后印发了{TITLE}，请认真学习。"
    assert clean(raw).text == raw
