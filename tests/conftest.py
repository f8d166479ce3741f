import os

os.environ["LANGUAGE"] = "en"  # before nncli looks for its catalogue: the tests read English

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from nncli import words

# A slow machine is no failure. In CI the examples are the same on every run.
settings.register_profile("nncli", deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("nncli"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "nncli")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A test that speaks another language leaves English behind."""
    catalogue = words._catalogue
    yield
    words._catalogue = catalogue
