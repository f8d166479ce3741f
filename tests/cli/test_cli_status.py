"""Exit statuses, and what happens where the world or the program itself fails."""

import os
import signal
import subprocess
import sys

import pytest

from nncli.errors import ExitStatus
from nncli.models import systems

NNCLI = [sys.executable, "-m", "nncli"]
PLANTED = "import nncli.models.systems as f; f.trace = lambda *a, **k: 1 / 0; "
MAIN = "import sys; from nncli.cli.app import main; sys.argv = ['nncli', {}]; main()"


def process(*arguments, stdin=b"", **how):
    """A process of its own."""
    return subprocess.run([*NNCLI, *arguments], input=stdin, capture_output=True, check=False, **how)


# 0, 1, 2, 70, 130


def test_the_statuses_are_what_the_readme_says():
    assert {status.name: int(status) for status in ExitStatus} == {
        "OK": 0, "DIFFERS": 1, "BAD_INPUT": 2, "INTERNAL": 70, "INTERRUPTED": 130,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["trace", "lecture"], 0),
        (["verify", "lecture"], 0),
        (["verify", "lecture", "--set", "published={g: 1}"], 1),
        (["trace", "nope"], 2),
        (["trace", "lecture", "--nope"], 2),
        (["--version"], 0),
    ],
)
def test_status_of_a_real_process(nncli, arguments, status):
    done = process(*arguments, env={**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1"})
    assert done.returncode == status
    if status < 2:
        assert (done.stdout.decode(), done.stderr.decode()) == nncli(*arguments)[1:]


def test_an_interrupted_run(nncli, monkeypatch):
    def interrupt(*given, **more):
        raise KeyboardInterrupt

    monkeypatch.setattr(systems, "trace", interrupt)
    assert nncli("trace", "lecture") == (130, "", "")


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_a_process_that_is_interrupted_while_it_waits_for_input():
    code = f"import os, signal; os.write(1, b'here'); {MAIN.format(repr('trace') + ', ' + repr('-'))}"
    with subprocess.Popen([sys.executable, "-c", code], stdin=-1, stdout=-1, stderr=-1) as running:
        assert running.stdout.read(4) == b"here"
        assert running.poll() is None
        while running.poll() is None:  # it may not have come to its handler yet
            running.send_signal(signal.SIGINT)
            try:
                running.wait(timeout=0.5)
            except subprocess.TimeoutExpired:
                continue
        assert running.returncode in (130, -signal.SIGINT)


# 70


def fail(*given, **more):
    raise ZeroDivisionError("planted")


def test_a_fault_of_the_program(nncli, monkeypatch):
    monkeypatch.setattr(systems, "trace", fail)
    assert nncli("trace", "lecture") == (
        70,
        "",
        "nncli has failed: ZeroDivisionError: planted\n"
        "This is a fault of the program, not of your input. Please report it, with the spec and the command.\n"
        "'nncli --traceback …' shows where it happened.\n",
    )


def test_a_fault_of_the_program_with_its_traceback(nncli, monkeypatch):
    monkeypatch.setattr(systems, "trace", fail)
    with pytest.raises(ZeroDivisionError, match="planted"):
        nncli("--traceback", "trace", "lecture")
    assert nncli("trace", "lecture").status == 70


@pytest.mark.parametrize(("option", "env"), [("'--traceback', ", {}), ("", {"NNCLI_TRACEBACK": "1"})])
def test_the_traceback_of_a_real_process(option, env):
    code = PLANTED + MAIN.format(f"{option}'trace', 'lecture'")
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | env, capture_output=True, check=False)
    assert done.stdout == b""
    assert done.stderr.startswith(b"Traceback (most recent call last):\n")
    assert done.stderr.endswith(b"ZeroDivisionError: division by zero\n")


def test_a_users_error_has_no_traceback(nncli):
    assert nncli("--traceback", "trace", "nope") == nncli("trace", "nope")


# Streams that fail


@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
@pytest.mark.parametrize("arguments", [["trace", "mazur", "--steps", "9"], ["specs"], ["--help"]], ids=" ".join)
def test_a_reader_that_has_gone(arguments):
    """As in `nncli trace mazur | head -1`."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*NNCLI, *arguments], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode != ExitStatus.INTERNAL


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell")
def test_head():
    script = f'"{sys.executable}" -m nncli trace mazur --steps 9 | head -1'
    done = subprocess.run(["sh", "-c", script], capture_output=True, check=False)
    assert (done.stdout, done.stderr) == (b"Mazur's step by step example: two outputs, biases that stay\n", b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="Linux has a full disk to try it with")  # noqa: PTH110
def test_a_full_disk():
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run([*NNCLI, "specs"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (
        2, b"error[cannot-write]: the output cannot be written: No space left on device\n",
    )  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell")
@pytest.mark.parametrize(
    ("redirection", "status", "said"),
    [(">&-", 0, b""), ("2>&-", 0, b"name"), ("<&-", 2, b"<stdin>: error[empty]: <stdin> holds no data\n")],
)
def test_a_stream_that_the_shell_has_closed(redirection, status, said):
    what = "trace -" if redirection == "<&-" else "specs"
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m nncli {what} {redirection}'], capture_output=True, check=False
    )
    assert done.returncode == status
    assert (done.stdout + done.stderr).startswith(said)


def test_a_terminal_that_cannot_show_the_signs():
    done = process("trace", "lecture", "--only", "update", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"w3?" in done.stdout


def test_standard_input_of_a_real_process():
    lecture = process("specs", "show", "lecture").stdout
    assert process("trace", "-", stdin=lecture).stdout == process("trace", "lecture").stdout


def test_the_module_calls_itself_by_its_name():
    assert process("--help").stdout.startswith(b"Usage: python -m nncli [OPTIONS] COMMAND [ARGS]...\n")
