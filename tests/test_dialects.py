"""What is sent to which family of servers, and what is left out after a refusal."""

import pytest

from youju.models.dialects import Dialect, dialect_of

ASKED = {"model": "m", "temperature": 0, "extra_body": {"max_tokens": 9}}


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://dashscope.aliyuncs.com/compatible-mode/v1", "enable_thinking"),
        ("https://dashscope-intl.aliyuncs.com/compatible-mode/v1", "enable_thinking"),
        ("https://api.deepseek.com", "thinking"),
        ("https://open.bigmodel.cn/api/paas/v4", "thinking"),
        ("http://127.0.0.1:11434/v1", "reasoning_effort"),
        ("http://10.0.0.8:8000/v1", "chat_template_kwargs"),
    ],
)
def test_each_family_is_told_not_to_think_in_its_own_words(url: str, name: str) -> None:
    body = dialect_of(url).spoken(ASKED)["extra_body"]
    assert name in body
    assert body["max_tokens"] == 9


def test_a_family_hears_no_other_familys_words() -> None:
    for url in ("https://dashscope.aliyuncs.com/v1", "https://api.deepseek.com"):
        assert len(dialect_of(url).spoken(ASKED)["extra_body"]) == 2
    assert "enable_thinking" not in dialect_of("https://aliyuncs.com.example/v1").switches[0]


def test_what_the_asker_sets_goes_before_the_dialect() -> None:
    dialect = Dialect(switches=({"enable_thinking": False},))
    spoken = dialect.spoken({"extra_body": {"enable_thinking": True}})
    assert spoken["extra_body"] == {"enable_thinking": True}


def test_a_refusal_leaves_out_a_switch_at_a_time() -> None:
    dialect = dialect_of("http://10.0.0.8:8000/v1")
    left = 0
    while humbler := dialect.humbler("unknown parameter"):
        dialect, left = humbler, left + 1
    assert left == 2
    assert dialect.spoken(ASKED) == ASKED


def test_the_limit_and_the_temperature_are_left_where_they_are_complained_of() -> None:
    dialect = Dialect(switches=()).humbler("use 'max_completion_tokens' instead")
    assert dialect
    assert dialect.spoken(ASKED)["extra_body"] == {"max_completion_tokens": 9}
    dialect = dialect.humbler("temperature must be 1")
    assert dialect
    assert "temperature" not in dialect.spoken(ASKED)
    assert dialect.humbler("temperature must be 1; use max_completion_tokens") is None


def test_the_asked_is_left_as_it_was() -> None:
    dialect_of("https://api.deepseek.com").spoken(ASKED)
    assert ASKED == {"model": "m", "temperature": 0, "extra_body": {"max_tokens": 9}}
