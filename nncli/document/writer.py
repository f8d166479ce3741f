"""Plain data as YAML text that `reader` reads back as the same data."""

import re

import yaml

from nncli.document.nodes import Data
from nncli.maths.numeral import Numeral

_PLAIN = re.compile(r"(?!(?:true|false|null|yes|no|on|off|y|n)$)[A-Za-z_][\w-]*", re.IGNORECASE | re.ASCII)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)  # the items of a list stand further in than its key


def _text(dumper: _Dumper, value: str) -> yaml.Node:
    style = None if _PLAIN.fullmatch(value) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style)


def _number(dumper: _Dumper, value: Numeral) -> yaml.Node:
    # The tag is what YAML itself takes the digits for, or it would be written in front of them.
    tag = dumper.resolve(yaml.ScalarNode, value.text, (True, False))  # type: ignore[no-untyped-call]  # its stub's lack
    return dumper.represent_scalar(tag, value.text)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Numeral, _number)


def write_yaml(data: Data) -> str:
    """The data as YAML: numbers with their own digits, short lists on one line."""
    text: str = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=None, width=120)
    return text
