"""`--lang` on every command, NNCLI_LANG, and a command line that cannot be read, told in the reader's language."""

import re

import pytest
import typer
from test_cli_help import COMMANDS

from nncli import words
from nncli.cli.app import app
from nncli.cli.language import asked_for
from nncli.cli.usage import SENTENCES, say

CHINESE = re.compile("[一-龥]")


@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
def test_every_command_takes_it_and_tells_of_it(nncli, names):
    done = nncli(*names, "--lang", "en", "-h")
    assert (done.status, done.err) == (0, "")
    assert "--lang LANG" in done.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["trace", "lecture"], ["verify", "rgu"], ["check", "lecture"], ["specs"], ["specs", "list"], ["data"],
        ["homework"], ["homework", "show", "ch5"], ["trace", "nowhere"], ["trace", "lecture", "--sample", "9"],
    ],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.parametrize("way", ["behind", "before", "with =", "environment"])
def test_the_program_speaks_chinese(nncli, arguments, way):
    done = {
        "behind": lambda: nncli(*arguments, "--lang", "zh"),
        "before": lambda: nncli("--lang", "zh", *arguments),
        "with =": lambda: nncli(*arguments, "--lang=zh"),
        "environment": lambda: nncli(*arguments, NNCLI_LANG="zh"),
    }[way]()
    assert len(CHINESE.findall(done.out + done.err)) > 5


def test_what_is_said_on_the_command_line_goes_before_the_environment(nncli):
    assert nncli("specs", "--lang", "en", NNCLI_LANG="zh") == nncli("specs", NNCLI_LANG="en")
    assert asked_for(["trace", "--", "--lang", "zh"]) is None
    assert asked_for([]) is None


@pytest.mark.parametrize(
    ("arguments", "env", "said"),
    [
        (["specs", "--lang", "fr"], {}, "error[bad-option]: --lang takes en or zh, not 'fr'"),
        (["specs"], {"NNCLI_LANG": "fr"}, "error[bad-option]: NNCLI_LANG takes en or zh, not 'fr'"),
    ],
)
def test_a_language_that_there_is_not_is_told(nncli, arguments, env, said):
    done = nncli(*arguments, **env)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(said)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "错误：没有命令 'nonsense'。"),
        (["trace"], "错误：缺少参数 'SPEC'。"),
        (["trace", "a", "b"], "错误：多出的参数：b"),
        (["trace", "a", "--nonsense"], "错误：没有选项 --nonsense"),
        (["trace", "a", "--steps"], "错误：选项 '--steps' 后面要有一个值。"),
        (["trace", "a", "--steps", "x"], "错误：'--steps' 的值无效：'x' 不是整数。"),
        (["check", "a", "--limit", "0"], "错误：'--limit' 的值无效：0 不在范围 x>=1 之内。"),
        (["trace", "--no-picture=1", "a"], "错误：选项 '--no-picture' 后面不带值。"),
    ],
)
def test_a_command_line_that_cannot_be_read_is_told_in_chinese(nncli, arguments, said):
    done = nncli("--lang", "zh", *arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("用法：nncli ") or "Usage" not in done.err
    assert said in done.err


def test_what_typer_says_is_found_again_by_its_pattern():
    for sentence in SENTENCES:
        filled = re.sub(r"\{\w+\}", "X", sentence)
        assert say(filled) == filled
    words.speak("zh")
    assert [s for s in SENTENCES if not CHINESE.search(say(re.sub(r"\{\w+\}", "X", s)))] == []
    assert say("A sentence that nobody knows.") == "A sentence that nobody knows."


def test_the_tree_of_commands_is_the_programs_own():
    assert typer.main.get_command(app).commands.keys() == {names[0] for names in COMMANDS if names}
