"""The wheel, installed where the checkout is out of sight: what a user has after installing it."""

import importlib.util
import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
SPECS = ROOT / "specs"


class Installed(NamedTuple):
    """A virtual environment that holds the wheel."""

    home: Path
    scripts: Path

    def run(self, *command: str, cwd: Path) -> str:
        """What a program of this environment writes when nothing around it knows of the checkout."""
        hidden = ("PYTHON", "LANGUAGE")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
        clean |= {"COLUMNS": "120", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "PYTHONUTF8": "1"}
        return run(str(self.scripts / command[0]), *command[1:], cwd=cwd, env=clean)


def run(*command: str, cwd: Path, env: dict[str, str] | None = None) -> str:
    """The command's standard output; the test fails with all it wrote when its status is not 0."""
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        pytest.fail(f"{' '.join(command)}: status {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout; in isolation unless the build backend is at hand."""
    folder = tmp_path_factory.mktemp("dist")
    alone = ["--no-isolation"] if importlib.util.find_spec("hatchling") else []
    run(sys.executable, "-m", "build", "--wheel", *alone, "--outdir", str(folder), ".", cwd=ROOT)
    (built,) = folder.glob("backprop_chalkboard-*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel in an environment of its own; to be quick, its dependencies are those of the running environment."""
    home = tmp_path_factory.mktemp("elsewhere") / "venv"
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    here = {"base": str(home), "platbase": str(home)}
    packages, scripts = (Path(sysconfig.get_path(name, "venv", here)) for name in ("purelib", "scripts"))
    python = str(scripts / "python")
    run(sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", str(wheel), cwd=home)
    # A path in a .pth file comes after the environment's own packages, and that folder's own .pth files are not read:
    # neither an nncli installed there nor an editable one can stand in for the wheel's.
    borrowed = [path for path in sys.path if path.endswith("-packages")]
    (packages / "borrowed.pth").write_text("\n".join(borrowed), encoding="utf-8")
    return Installed(home, scripts)


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_spec_and_the_typing_marker(wheel: Path) -> None:
    bundled = {f"nncli/specs/{file.relative_to(SPECS).as_posix()}" for file in SPECS.rglob("*") if file.is_file()}
    assert "nncli/specs/lecture.yaml" in bundled
    assert bundled | {"nncli/py.typed"} <= names_in(wheel)


def test_the_wheel_holds_the_files_of_the_data_sets(wheel: Path) -> None:
    files = ROOT / "nncli" / "data" / "files"
    wanted = {f"nncli/data/files/{file.name}" for file in files.iterdir()}
    assert len(wanted) > 2
    assert wanted <= names_in(wheel)


def test_the_wheel_holds_nothing_but_the_package(wheel: Path) -> None:
    project, version, *_ = wheel.name.split("-")
    assert {name.split("/")[0] for name in names_in(wheel)} == {"nncli", f"{project}-{version}.dist-info"}


def test_nncli_is_the_wheels_own(installed: Installed, tmp_path: Path) -> None:
    file = installed.run("python", "-c", "import nncli; print(nncli.__file__)", cwd=tmp_path)
    assert Path(file.strip()).is_relative_to(installed.home)


def test_trace_lecture_from_an_empty_folder(installed: Installed, tmp_path: Path) -> None:
    assert "0.2723" in installed.run("nncli", "trace", "lecture", cwd=tmp_path)
    assert not list(tmp_path.iterdir())


def test_specs_list_names_every_spec(installed: Installed, tmp_path: Path) -> None:
    listed = installed.run("nncli", "specs", "list", cwd=tmp_path)
    missing = [file.stem for file in SPECS.rglob("*.yaml") if not re.search(rf"(?<![\w-]){file.stem}(?![\w-])", listed)]
    assert not missing
