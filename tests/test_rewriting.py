"""A follow-up that no rule settles, in a model's words."""

import pytest
from offices import Scripted
from questions import asked

from youju.answering.rewriting import rewritten
from youju.types import Turn

HISTORY = (
    Turn(role="user", content="云溪市2023年医疗床位有多少张？"),
    Turn(role="assistant", content="云溪市2023年医疗床位2.4万张。[1]"),
)
FOLLOW_UP = asked("托育机构在这方面呢？")


def test_a_good_rewriting_is_taken_and_the_model_sees_the_conversation() -> None:
    model = Scripted(says="改写：云溪市2023年托育机构在这方面有多少家？")
    assert rewritten(model, FOLLOW_UP, HISTORY) == "云溪市2023年托育机构在这方面有多少家？"
    assert "云溪市2023年医疗床位2.4万张" in str(model.heard)


@pytest.mark.parametrize(
    "says",
    [
        "",
        "云溪市2023年医疗床位有多少张？",  # the old question
        "云溪市2024年托育机构在这方面有多少家？",  # a year that nobody named
        "云溪市2023年托育机构在这方面有100家。",  # an answer
        "云溪市2023年托育机构\n在这方面有多少家？",
        "云溪市2023年托育机构在这方面有多少家？" * 9,
    ],
)
def test_what_leaves_out_or_adds_something_is_not_taken(says: str) -> None:
    assert rewritten(Scripted(says=says), FOLLOW_UP, HISTORY) is None
