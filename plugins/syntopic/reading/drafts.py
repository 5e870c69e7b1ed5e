"""Which private texts are drafts, that their author may see while writing them."""

from __future__ import annotations

import yaml

from syntopic.reading.privacy import withholds
from syntopic.reading.yaml_nodes import boolean, key_name, pairs


def is_draft(node: yaml.MappingNode | None, *, opt_in: bool = False) -> bool:
    """Tell whether a front matter keeps its text private by a clear ``draft: true`` and no more.

    What would stay private without that key (``publish: false``, or with ``opt_in`` no word about
    publishing) is no draft, and neither is a text whose ``draft`` says anything but yes.
    """
    if node is None:
        return False
    keys = [(key, value, key_name(written) == "draft") for written, key, value in pairs(node)]
    drafts = [value for _, value, is_key in keys if is_key]
    if not drafts or not all(boolean(value) for value in drafts):
        return False
    rest = [(key, value) for key, value, is_key in keys if not is_key]
    return withholds(yaml.MappingNode(node.tag, rest), opt_in=opt_in) is None
