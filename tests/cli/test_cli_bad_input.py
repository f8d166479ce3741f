"""Everything that a user can get wrong: exit status 2, nothing on standard output, and what to do about it."""

import os
import time

import pytest

from nncli.spec.bundled import names

LECTURE = ["trace", "lecture"]
WIDE = 100_000  # columns, so that no line is broken


def refused(done):
    """What is said where nothing is done."""
    assert (done.status, done.out) == (2, "")
    assert "Traceback" not in done.err
    return done.err


# Specs that are not there, or are no specs


@pytest.mark.parametrize("command", ["trace", "verify", "check"])
@pytest.mark.parametrize(
    ("spec", "told"),
    [
        ("nope.yaml", "nope.yaml: error[no-such-file]: there is no file nope.yaml\n"),
        ("lecture.yaml", "lecture.yaml: error[no-such-file]: there is no file lecture.yaml\n"),
        ("specs/lecture", "specs/lecture: error[no-such-file]: there is no file specs/lecture\n"),
        ("../lecture", "../lecture: error[no-such-file]: there is no file ../lecture\n"),
        ("folder", "folder: error[is-a-folder]: folder is a folder, not a file\n"),
        ("folder/", "folder/: error[is-a-folder]: folder/ is a folder, not a file\n"),
        (".", ".: error[is-a-folder]: . is a folder, not a file\n"),
        ("folder/list.yaml/x", "folder/list.yaml/x: error[no-such-file]: there is no file folder/list.yaml/x\n"),
        ("/dev/null", "/dev/null: error[not-a-file]: /dev/null is a device or a pipe, not a file\n"),
        ("lectur", "error[no-such-spec]: there is no bundled spec 'lectur'\n    did you mean 'lecture'?\n"),
        ("a\0b.yaml", "a␀b.yaml: error[no-such-file]: a␀b.yaml cannot be the name of a file\n"),
        *((name, f"error[no-such-spec]: there is no bundled spec '{name}'\n    there are {', '.join(names())}; "
           "a file is named with its ending .yaml\n") for name in ("", " ", "x", "λ")),
    ],
)  # fmt: skip
def test_a_spec_that_is_not_there(nncli, here, command, spec, told):
    (here / "folder").mkdir()
    (here / "folder" / "list.yaml").write_text("[]")
    assert refused(nncli(command, spec, columns=WIDE)) == told


NO_MAPPING = "1:1: error[not-a-mapping]: a spec is a mapping of keys such as 'title', 'inputs' and 'layers'"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", " error[empty]: bad.yaml holds no data\n"),
        (b"- a\n", f"{NO_MAPPING}\n    - a\n    ^^^\n"),
        (b"hello\n", f"{NO_MAPPING}\n    hello\n    ^^^^^\n"),
        (b"title: [1\n", "1:8: error[yaml-syntax]: this '[' is never closed\n"
         "    title: [1\n           ^  end it with ']'\n"),
        (b"title: caf\xe9\n", "1:11: error[not-utf8]: this is not UTF-8: byte 0xE9, number 11 of the file\n"
         "    title: caf\ufffd\n"
         "              ^  save the file as UTF-8; Chinese text from an older Windows program is often GBK\n"),
        ("title: x".encode("utf-16"), " error[not-utf8]: bad.yaml is UTF-16 text, and not UTF-8\n"
         "    save it as UTF-8\n"),
        (b"ELF\0\0", "1:4: error[control-character]: there is a NUL here: this is not a text file\n"
         "    ELF␀␀\n       ^\n"),
    ],
    ids=["empty", "a list", "text", "not YAML", "not UTF-8", "UTF-16", "a program"],
)  # fmt: skip
def test_a_file_that_is_no_spec(nncli, here, content, told):
    (here / "bad.yaml").write_bytes(content)
    assert refused(nncli("trace", "bad.yaml", columns=WIDE)) == f"bad.yaml:{told}"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(nncli, here):
    (here / "bad.yaml").touch(0o000)
    assert refused(nncli("trace", "bad.yaml")) == (
        "bad.yaml: error[no-permission]: bad.yaml may not be read: permission denied\n"
    )


@pytest.mark.parametrize("stdin", ["", "# nothing\n", b"\xff\xfe", "[" * 100])
def test_standard_input_that_is_no_spec(nncli, stdin):
    assert refused(nncli("trace", "-", stdin=stdin)).startswith("<stdin>")


def test_standard_input_is_read_up_to_a_limit(nncli):
    assert refused(nncli("trace", "-", stdin="#" * (3 << 20))) == (
        "<stdin>: error[too-large]: <stdin> is larger than 1 MiB\n"
    )


NET = "title: x\ninputs: 1\nlayers: [{units: 1, activation: tanh}]\nloss: squared\nsamples: [{x: 1, target: 1}]\n"


def billion_laughs():
    lines = ["a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 30_000, "too-deep"),
        ("title: " + "[" * 30_000 + "]" * 30_000, "too-deep"),
        ("{a: " * 30_000, "too-deep"),
        ("- " * 30_000, "too-deep"),
        (billion_laughs(), "too-many-aliases"),
        ("a: &a [*a]", "recursive-alias"),
        ("title: 1\n" * 100_000, "too-many-faults"),
        (NET + "names: {" + ", ".join(f"q{n}: n{n}" for n in range(20_000)) + "}", "too-many-faults"),
        (NET + "published: {" + ", ".join(f"q{n}: {n}" for n in range(20_000)) + "}", "too-many-faults"),
        (NET.replace("inputs: 1", "inputs: 999999999"), "wrong-kind"),
        (NET.replace("inputs: 1", "inputs: 9999").replace("units: 1", "units: 9999"), "too-large"),
        (NET + "published: {y1.out#999999999: 1}", "out-of-range"),
        ("title: " + "9" * 500_000, "number-too-long"),
        ("title: x\n" + "#" * (2 << 20), "too-large"),
    ],
    ids=["lists", "closed lists", "mappings", "items", "billion laughs", "recursion", "faults", "names", "figures",
         "inputs", "weights", "updates", "digits", "size"],
)  # fmt: skip
def test_a_bomb_is_put_out_in_two_seconds(nncli, here, text, code):
    (here / "bomb.yaml").write_text(text)
    start = time.process_time()
    told = refused(nncli("verify", "bomb.yaml"))
    assert time.process_time() - start < 2
    assert f"error[{code}]: " in told
    assert len(told) < 20_000


# Numbers

A_NUMBER = "layers[0].weights.A.P: a number such as 0.35, -1e-3 or 13/50 is needed here"


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (".nan", "error[not-finite]: .nan ('not a number') cannot be computed with\n"),
        (".inf", "error[not-finite]: infinity is not a number a network can compute with\n"),
        ("-.inf", "error[not-finite]: infinity is not a number a network can compute with\n"),
        ("1e400", "error[number-range]: 1e400 is out of range\n"
         "    a number here lies between 1e-307 and 1e308 in size, or is 0\n"),
        ("nan", f"error[wrong-kind]: {A_NUMBER}, not the text 'nan'\n"),
        ("1/0", f"error[wrong-kind]: {A_NUMBER}, not the text '1/0'\n"),
        ("1" + "0" * 350 + "/1", f"error[wrong-kind]: {A_NUMBER}, not the text '1{'0' * 38}…'\n"),
    ],
)  # fmt: skip
def test_a_weight_that_is_no_number(nncli, number, told):
    setting = f"layers[0].weights.A.P={number}"
    assert refused(nncli(*LECTURE, "--set", setting, columns=WIDE)) == f"--set {setting}: {told}"


def test_an_overflow_names_the_step(nncli):
    linear = [part for n in (0, 1) for part in ("--set", f"layers[{n}].activation=identity")]
    assert refused(nncli(*LECTURE, *linear, "--set", "layers[0].weights.A.P=1e200", columns=WIDE)) == (
        "error[overflow]: overflow at step loss.before: E = ½·(0.5 − 1.05e+199)² "
        "is beyond the range of this arithmetic\n"
        "    smaller weights, inputs or a smaller learning rate keep the numbers in range\n"
    )


def test_an_overflow_of_the_summary_names_the_layer(nncli):
    linear = [part for n in (0, 1) for part in ("--set", f"layers[{n}].activation=identity")]
    weights = [part for n in ("A.P", "B.P") for part in ("--set", f"layers[0].weights.{n}=1e308")]
    inputs = ["--set", "samples[0].x=[9, 9]"]
    assert refused(nncli(*LECTURE, "--summary", *linear, *weights, *inputs)).startswith(
        "error[overflow]: overflow in layer hidden: net is not finite\n"
    )


def test_no_exact_value_names_the_step(nncli):
    assert refused(nncli(*LECTURE, "--arithmetic", "exact")) == (
        "error[no-exact-value]: step P.out has no exact value: o1 = 1/(1 + e^−net_P) is\n"
        "not a fraction\n"
        "    exact arithmetic takes step, identity, relu, leaky_relu and maxout units\n"
        "    with a squared loss; for others use --arithmetic float or rounded\n"
    )


# Options


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--sample", "99"], "--sample 99: the spec has only one sample"),
        (["--sample", "0"], "--sample 0: the spec has only one sample"),
        (["--steps", "0"], "--steps takes 1 to 20000, not 0"),
        (["--steps", "-1"], "--steps takes 1 to 20000, not -1"),
        (["--steps", "1000000000"], "--steps takes 1 to 20000, not 1000000000"),
        (["--digits", "0"], "--digits takes 1 to 50, not 0"),
        (["--digits", "51"], "--digits takes 1 to 50, not 51"),
        (["--decimals", "-1"], "--decimals takes 0 to 50, not -1"),
        (["--decimals", "51"], "--decimals takes 0 to 50, not 51"),
        (["--digits", "3", "--decimals", "3"], "give either --digits or --decimals, not both"),
        (["--only", "foo"], "--only takes given, forward, loss, backward, update or after, not 'foo'"),
        (["--only", "loss", "--only", "Loss"],
         "--only takes given, forward, loss, backward, update or after, not 'Loss'\n    did you mean 'loss'?"),
        (["--format", "xml"], "--format takes console or json, not 'xml'"),
        (["--format", "jsno"], "--format takes console or json, not 'jsno'\n    did you mean 'json'?"),
        (["--mode", "on"], "--mode takes standard, accumulated or mini-batch, not 'on'"),
        (["--arithmetic", "double"], "--arithmetic takes float, exact or rounded, not 'double'"),
        (["--arithmetic", ""], "--arithmetic takes float, exact or rounded, not ''"),
        (["--summary", "--why", "g"], "--summary goes with none of --why, --only and --format json"),
        (["--summary", "--only", "loss"], "--summary goes with none of --why, --only and --format json"),
        (["--summary", "--format", "json"], "--summary goes with none of --why, --only and --format json"),
        (["--set", "foo"], "--set takes KEY=VALUE, not 'foo'\n    for example --set learning_rate=0.5"),
        (["--set", "=1"], "--set takes KEY=VALUE, not '=1'\n    for example --set learning_rate=0.5"),
        (["--set", ""], "--set takes KEY=VALUE, not ''\n    for example --set learning_rate=0.5"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_an_option_that_cannot_be(nncli, options, told):
    assert refused(nncli(*LECTURE, *options, columns=WIDE)) == f"error[bad-option]: {told}\n"


def test_a_sample_of_several_that_is_not_there(nncli):
    for command in ("trace", "check"):
        told = refused(nncli(command, "xor-relu", "--sample", "5"))
        assert told == "error[bad-option]: --sample 5: the spec has samples 1 to 4\n"


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ("nope", "'nope'\n"),
        ("", "''\n"),
        ("O.dleta", "'O.dleta'\n    did you mean 'O.delta'?\n"),
        ("W3", "'W3'\n    did you mean 'w3'?\n"),
        ("w[A,P].neww", "'w[A,P].neww'\n    did you mean 'w[A,P].new'?\n"),
        ("P.out@s2", "'P.out@s2'\n    did you mean 'P.out'?\n"),
        ("x" * 100_000, f"'{'x' * 60}'\n"),
    ],
    ids=["nope", "nothing", "O.dleta", "case", "neww", "sample", "long"],
)
def test_why_of_a_number_that_is_not_there(nncli, why, told):
    assert refused(nncli(*LECTURE, "--why", why, columns=WIDE)) == (
        f"error[unknown-quantity]: this trace has no quantity {told}"
    )


def test_why_of_one_of_several_must_say_which(nncli):
    assert "there is one for each sample or update: O.delta#1, O.delta#2\n" in refused(
        nncli(*LECTURE, "--steps", "2", "--why", "g")
    )


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("nope=1", "error[unknown-key]: 'nope' is not a key here\n    known here: model, title, source, about,"),
        (
            "layers[0.units=3",
            "error[bad-path]: 'layers[0.units' is not the way to a value: '[0.units' cannot be read\n",
        ),
        ("layers[-1].units=3", "error[bad-path]: 'layers[-1].units' is not the way to a value: '[-1].units' cannot"),
        ("layers[9].units=3", "error[no-such-place]: layers has no item 9: it has 2, numbered from 0\n"),
        ("title.x=3", "error[no-such-place]: title is a single value: nothing stands inside it\n"),
        ("learning_rate=[", "error[yaml-syntax]: this '[' is never closed\n    end it with ']'\n"),
        ("learning_rate=" + "[" * 30_000, "error[too-deep]: this is nested more than 32 deep\n"),
    ],
    ids=["unknown key", "bad path", "negative index", "index", "inside text", "bad YAML", "bomb"],
)
def test_a_setting_that_cannot_be(nncli, setting, told):
    assert refused(nncli(*LECTURE, "--set", setting, columns=WIDE)).startswith(f"--set {setting}: {told}")


def test_a_setting_that_shows_in_the_file(nncli):
    assert refused(nncli(*LECTURE, "--set", "layers[0].units=[P, R]", columns=WIDE)).startswith(
        "lecture.yaml:14:19: error[unknown-unit]: layers[0].weights.A: 'Q' is not a unit here\n"
        "    A: {P: 0.1, Q: 0.4}\n"
        "                ^  known here: P, R\n"
    )
