"""`nncli specs` and `nncli schema`: what comes with the program."""

import json
import os

import pytest

from nncli.spec.bundled import folder, headline, names

SPECS = names()


def test_list(nncli):
    done = nncli("specs", "list", columns=200)
    assert (done.status, done.err) == (0, "")
    assert done.lines[0].split() == ["name", "what", "it", "is"]
    assert [line.split(maxsplit=1) for line in done.lines[1:]] == [[name, headline(name)] for name in SPECS]


def test_specs_alone_is_the_list(nncli):
    assert nncli("specs") == nncli("specs", "list")


@pytest.mark.parametrize("name", SPECS)
def test_show(nncli, name):
    text = (folder() / f"{name}.yaml").read_text(encoding="utf-8")
    assert nncli("specs", "show", name) == (0, text, "")


@pytest.mark.parametrize("name", ["lectur", "", "../specs/lecture", "lecture.yaml", "/etc/passwd"])
@pytest.mark.parametrize("command", ["show", "copy"])
def test_a_spec_that_does_not_exist(nncli, here, command, name):
    done = nncli("specs", command, name)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"error[no-such-spec]: there is no bundled spec '{name}'\n    ")
    assert list(here.iterdir()) == []


def test_copy(nncli, here):
    assert nncli("specs", "copy", "lecture") == (0, "wrote lecture.yaml; try: nncli trace lecture.yaml\n", "")
    assert (here / "lecture.yaml").read_bytes() == (folder() / "lecture.yaml").read_bytes()
    assert nncli("trace", "lecture.yaml") == nncli("trace", "lecture")


@pytest.mark.parametrize("name", SPECS)
def test_copy_to_another_name_and_into_a_folder(nncli, here, name):
    (here / "folder").mkdir()
    assert nncli("specs", "copy", name, "mine.yaml").status == 0
    assert nncli("specs", "copy", name, "folder").status == 0
    for path in ("mine.yaml", f"folder/{name}.yaml"):
        assert (here / path).read_bytes() == (folder() / f"{name}.yaml").read_bytes()


def test_copy_overwrites_nothing(nncli, here):
    (here / "lecture.yaml").write_text("mine")
    assert nncli("specs", "copy", "lecture") == (
        2,
        "",
        "error[file-exists]: lecture.yaml is already there, and is left as it is\n"
        "    name another file behind the spec's name\n",
    )
    assert (here / "lecture.yaml").read_text() == "mine"


def test_copy_does_not_follow_a_link_to_nowhere(nncli, here):
    (here / "lecture.yaml").symlink_to(here / "elsewhere.yaml")
    assert nncli("specs", "copy", "lecture").status == 2
    assert not (here / "elsewhere.yaml").exists()


def test_copy_to_a_folder_that_does_not_exist(nncli, here):
    assert nncli("specs", "copy", "lecture", "no/where.yaml") == (
        2, "", "error[cannot-write]: no/where.yaml cannot be written: No such file or directory\n",
    )  # fmt: skip


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_copy_to_a_folder_that_may_not_be_written(nncli, here):
    here.chmod(0o500)
    assert nncli("specs", "copy", "lecture") == (
        2, "", "error[cannot-write]: lecture.yaml cannot be written: Permission denied\n",
    )  # fmt: skip


def test_schema(nncli):
    done = nncli("schema")
    assert (done.status, done.err) == (0, "")
    assert json.loads(done.out)["title"] == "Spec"
    assert done.out == (folder() / "spec.schema.json").read_text(encoding="utf-8")
