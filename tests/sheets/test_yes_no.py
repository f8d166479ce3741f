"""Whether the loss fell, as students say it."""

import pytest

from nncli.sheets.yes_no import read_yes_no

YES = [
    *("yes", "Y", "true", "✓", "是", "是的，没有问题", "答：是", "well, yes", "loss: yes", "$yes$", "**yes**, it fell"),
    *("the loss fell, right?", "it fell; no problem", "Yes! No doubt.", "it fell, not really a lot", "it did, yes"),
    *(
        "it fell though not by much",
        "loss decreased but not to 0",
        "从 0.3 降到 0.2，对",
        "It went down (from 0.30 to 0.02)",
        "下降了(是)",
    ),
]
NO = [
    *("no", "N", "false", "否", "没有下降", "no, it rose", "It didn't", "the loss is 0.05, no change", "变大了"),
    *("it rose, correct", "It did not fall.", "unchanged"),
]
UNCLEAR = [
    *("", "maybe", "0.05", "yes, it rose", "yes. no", "yes/no", "yes or no", "it fell, then it rose", "it rose, yes"),
    *("__import__('os').system('true')", "print(True)"),
]


@pytest.mark.parametrize(
    ("text", "said"), [(t, True) for t in YES] + [(t, False) for t in NO] + [(t, None) for t in UNCLEAR]
)
def test_read(text: str, said: bool | None) -> None:
    assert read_yes_no(text) is said
