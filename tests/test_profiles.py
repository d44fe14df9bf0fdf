"""Ways of setting a text: what the standard says, and what an office may change."""

import pytest

from youju.drafting.profiles import FILE, deviations, load_profiles
from youju.errors import BadInput


def office(tmp_path, text: str):
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    return load_profiles(tmp_path)


def test_the_standard_profile_departs_from_the_standard_in_nothing():
    profile = load_profiles().choose()
    assert (profile.lines, profile.characters) == (22, 28)
    assert deviations(profile) == ()


def test_large_type_for_speeches_says_where_it_departs():
    profiles = load_profiles()
    large, standard = profiles.choose("speech_large"), profiles.choose("gb9704")
    assert large.body_size > standard.body_size
    said = "".join(deviations(large))
    assert "24字" in said
    assert "18磅" in said
    assert "页码居中" in said
    assert (large.top, large.fonts) == (standard.top, standard.fonts)


@pytest.mark.parametrize(("pitch", "lines"), [(28, 22), (28.95, 22), (29, 21)])
def test_lines_of_a_page_follow_the_pitch(tmp_path, pitch, lines):
    profile = office(tmp_path, f"[profile.gb9704]\npitch = {pitch}").choose()
    assert profile.lines == lines
    assert (deviations(profile) == ()) is (lines == 22)


@pytest.mark.parametrize("name", ["gb9704", "speech_large"])
def test_a_full_line_fits_and_one_character_more_does_not(name):
    profile = load_profiles().choose(name)
    advance = profile.body_size + profile.spacing / 20
    assert advance * profile.characters <= profile.width < advance * (profile.characters + 1)


def test_an_office_changes_a_profile_and_adds_its_own(tmp_path):
    profiles = office(
        tmp_path,
        '[profile.gb9704]\nbottom = 36\n[profile.ours]\nbased_on = "speech_large"\n'
        'label = "本单位"\nfonts = "house"\n[fonts.house]\nbody = "方正仿宋_GBK"\n',
    )
    ours = profiles.choose("ours")
    assert profiles.choose().bottom == 36
    assert profiles.choose().top == 37
    assert (ours.label, ours.body_size, ours.fonts.body) == ("本单位", 18, "方正仿宋_GBK")
    assert ours.fonts.first == profiles.choose().fonts.first


def test_other_faces_for_one_copy():
    profile = load_profiles().choose("gb9704", "standard")
    assert profile.fonts.title == "方正小标宋简体"
    assert profile.fonts.needed[0] == "方正小标宋简体"
    assert len(set(profile.fonts.needed)) == len(profile.fonts.needed)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[profile.gb9704\n", "读不出来"),
        ("[profile.gb9704]\npich = 28", "pich"),
        ("[profile.gb9704]\npitch = 280", "pitch"),
        ('[profile.gb9704]\npitch = "28"', "pitch"),
        ("[profile.gb9704]\npitch = nan", "pitch"),
        ("[profile.gb9704]\ncharacters = 28.5", "characters"),
        ("[profile.gb9704]\ntop = true", "top"),
        ('[profile.gb9704]\nfooter = "left"', "footer"),
        ('[profile.gb9704]\nfonts = "none"', "none"),
        ('[profile.ours]\nbased_on = "none"\nlabel = "甲"', "none"),
        ("[profile.ours]\nbased_on = 3", "based_on"),
        ("[profile.ours]\nbased_on = []", "based_on"),
        ('[fonts.windows]\nbody = ""', "body"),
        ("[fonts.windows]\ntitle_bold = 1", "title_bold"),
        ("profile = 3", "profile"),
        ("[profile]\ngb9704 = 3", "gb9704"),
        ("[colour]\nred = 1", "colour"),
        ("[profile.gb9704]\nleft = 70\nright = 70\ncharacters = 60", "characters"),
    ],
)
def test_a_bad_file_is_refused_with_what_is_wrong_in_it(tmp_path, text, told):
    with pytest.raises(BadInput, match=told) as raised:
        office(tmp_path, text)
    assert FILE in str(raised.value)
    assert raised.value.remedy


def test_a_file_that_is_not_utf8_is_refused(tmp_path):
    (tmp_path / FILE).write_bytes('[profile.x]\nlabel = "本单位"'.encode("gbk"))
    with pytest.raises(BadInput, match="读不出来"):
        load_profiles(tmp_path)


@pytest.mark.parametrize("names", [("none",), ("gb9704", "none")])
def test_an_unknown_name_is_refused_with_those_that_are_known(names):
    with pytest.raises(BadInput, match="none") as raised:
        load_profiles().choose(*names)
    assert "gb9704" in raised.value.remedy or "windows" in raised.value.remedy
