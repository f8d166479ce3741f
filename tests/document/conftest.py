import pytest
import yaml

from nncli.document import events


@pytest.fixture(params=[yaml.CSafeLoader, events.PureLoader], ids=["c", "pure"])
def loader(request, monkeypatch):
    """Runs the test with libyaml's parser and with the pure one."""
    monkeypatch.setattr(events, "LOADER", request.param)
    return request.param
