"""The one configuration: the plugin's options in ``mkdocs.yml``.

The plugin and the command line read it through the same function, so they never disagree.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml

from syntopic.execution import ExecutionOptions, Mode
from syntopic.languages import Language, known_languages, language
from syntopic.model import Facet
from syntopic.reading import ReadingOptions
from syntopic.settings_faults import not_there, not_yaml, unknown_option

T = TypeVar("T")


class ConfigurationError(Exception):
    """An option that cannot be meant so; the message says which, and what it may be."""


@dataclass(frozen=True, slots=True)
class Options:
    """The options, complete and checked.

    ``execute`` is ``False`` (only what asks to runs), ``True`` (all Python fences) or a list of
    folders whose notes all run; ``run`` says when code runs; ``at_once`` how many notes run side by
    side, 0 for as many as there are cores; ``headings`` adds headings to facets;
    ``macros`` are TeX macros by name, without the backslash; ``autolink`` says whether concepts
    that are only named become links; ``publish`` is ``all`` or ``opt-in``, ``repository`` who can
    read the notes' repository, ``quoted_share`` a percentage,
    ``audit_allow`` texts that the audit lets pass.
    """

    notes_dir: str = "notes"
    language: str = "en"
    exclude: tuple[str, ...] = ()
    execute: bool | tuple[str, ...] = False
    run: Mode = Mode.AUTO
    cell_timeout: int = 60
    note_timeout: int = 300
    memory_mb: int = 2048
    open_files: int = 512
    at_once: int = 0
    preload: tuple[str, ...] = ("numpy", "matplotlib")
    cache_mb: int = 200
    headings: Mapping[str, str] = field(default_factory=dict)
    macros: Mapping[str, str] = field(default_factory=dict)
    show_workings: bool = False
    autolink: bool = True
    publish: str = "all"
    repository: str = "public"
    quoted_share: int = 30
    audit_allow: tuple[str, ...] = ()

    @property
    def reading(self) -> ReadingOptions:
        """What the reading stage needs."""
        return ReadingOptions(self.exclude, self.execute, self.publish == "opt-in")

    @property
    def words(self) -> Language:
        """The language of labels, stems and headings."""
        return language(self.language)

    @property
    def synonyms(self) -> dict[str, Facet]:
        """Headings that the author adds to a facet."""
        return {heading: Facet(facet) for heading, facet in self.headings.items()}

    @property
    def execution(self) -> ExecutionOptions:
        """What the execution stage needs."""
        return ExecutionOptions(
            mode=self.run,
            cell_timeout=self.cell_timeout,
            note_timeout=self.note_timeout,
            memory=self.memory_mb * 1024**2,
            open_files=self.open_files,
            preload=self.preload,
            at_once=self.at_once or _cores(),
            cache_limit=self.cache_mb * 1024**2,
        )


DEFAULTS: dict[str, Any] = {
    "notes_dir": "notes",
    "language": "en",
    "exclude": [],
    "execute": False,
    "run": "auto",
    "cell_timeout": 60,
    "note_timeout": 300,
    "memory_mb": 2048,
    "open_files": 512,
    "at_once": 0,
    "preload": ["numpy", "matplotlib"],
    "cache_mb": 200,
    "headings": {},
    "macros": {},
    "show_workings": False,
    "autolink": True,
    "publish": "all",
    "repository": "public",
    "quoted_share": 30,
    "audit_allow": [],
}
"""Every option with its default, as it is spelled in ``mkdocs.yml``."""


def options(given: Mapping[str, Any]) -> Options:
    """Checks the options; ConfigurationError names the one that is wrong and what it may be."""
    if not isinstance(given, Mapping):
        raise ConfigurationError(f"syntopic: {given!r} should be pairs of  option: value")
    unknown = sorted(str(key) for key in given if key not in DEFAULTS)
    if unknown:
        raise ConfigurationError(unknown_option(unknown[0], DEFAULTS))
    values = DEFAULTS | {key: value for key, value in given.items() if value is not None}
    execute = values["execute"]
    return Options(
        notes_dir=_checked(values, "notes_dir", str, "the path of the notes folder"),
        language=_one_of(values, "language", known_languages()),
        exclude=_texts(values, "exclude"),
        execute=execute if isinstance(execute, bool) else _texts(values, "execute"),
        run=Mode(_one_of(values, "run", tuple(mode.value for mode in Mode))),
        cell_timeout=_positive(values, "cell_timeout"),
        note_timeout=_positive(values, "note_timeout"),
        memory_mb=_positive(values, "memory_mb"),
        open_files=_positive(values, "open_files", least=64),
        at_once=_positive(values, "at_once", least=0),
        preload=_texts(values, "preload"),
        cache_mb=_positive(values, "cache_mb"),
        headings=_facets(values),
        macros=_mapping(values, "macros"),
        show_workings=_checked(values, "show_workings", bool, "true or false"),
        autolink=_checked(values, "autolink", bool, "true or false"),
        publish=_one_of(values, "publish", ("all", "opt-in")),
        repository=_one_of(values, "repository", ("public", "private")),
        quoted_share=_positive(values, "quoted_share"),
        audit_allow=_texts(values, "audit_allow"),
    )


def load(file: Path) -> tuple[dict[str, Any], Options]:
    """The site's configuration file as a mapping, and our options in it.

    ConfigurationError when the file is missing or no mapping. Tags that only MkDocs understands
    (``!ENV``, ``!!python/name``) are read as nothing.
    """
    site = _read(file)
    if not isinstance(site, dict):
        raise ConfigurationError(f"{file.name} should hold settings such as  site_name: My garden")
    try:
        return site, options(_ours(site) or {})
    except ConfigurationError as error:
        raise ConfigurationError(f"{file.name}: {error}") from error


def names_plugin(site: Mapping[str, Any]) -> bool:
    """Whether a configuration switches the plugin on; one that inherits may do so elsewhere."""
    return "INHERIT" in site or _ours(site) is not None


def _read(file: Path) -> Any:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ConfigurationError(not_there(file)) from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{file.name} is not written in UTF-8") from error
    try:
        return yaml.load(text, _Lenient)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ConfigurationError(not_yaml(file, text, error)) from error


def _ours(site: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Our options; None if the plugin is not named."""
    plugins = site.get("plugins") or []
    listed = plugins.items() if isinstance(plugins, dict) else _pairs(plugins)
    return next((given or {} for name, given in listed if name == "syntopic"), None)


def _pairs(plugins: Any) -> list[tuple[str, Any]]:
    pairs: list[tuple[str, Any]] = []
    for plugin in plugins if isinstance(plugins, list) else [plugins]:
        pairs += list(plugin.items()) if isinstance(plugin, dict) else [(str(plugin), {})]
    return pairs


class _Lenient(yaml.SafeLoader):
    """Reads a configuration without carrying out anything that is written in it."""


_Lenient.add_multi_constructor("", lambda loader, tag, node: None)


def _checked(values: Mapping[str, Any], key: str, kind: type[T], meaning: str) -> T:
    value = values[key]
    if not isinstance(value, kind):
        raise ConfigurationError(f"{key}: {value!r} should be {meaning}")
    return value


def _one_of(values: Mapping[str, Any], key: str, allowed: tuple[str, ...]) -> str:
    value = str(values[key])
    if value not in allowed:
        raise ConfigurationError(f"{key}: {value!r} should be one of {', '.join(allowed)}")
    return value


def _positive(values: Mapping[str, Any], key: str, least: int = 1) -> int:
    value = values[key]
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise ConfigurationError(f"{key}: {value!r} should be a whole number, at least {least}")
    return value


def _cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _texts(values: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = values[key]
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(text, str) for text in listed):
        raise ConfigurationError(f"{key}: {value!r} should be a list such as  [drafts, old/*]")
    return tuple(listed)


def _mapping(values: Mapping[str, Any], key: str) -> dict[str, str]:
    value = values[key]
    if not isinstance(value, dict):
        raise ConfigurationError(f"{key}: {value!r} should be pairs of  name: text")
    return {str(name): str(text) for name, text in value.items()}


def _facets(values: Mapping[str, Any]) -> dict[str, str]:
    headings = _mapping(values, "headings")
    allowed = [facet.value for facet in Facet]
    for heading, facet in headings.items():
        if facet not in allowed:
            raise ConfigurationError(
                f"headings: {heading!r} names the facet {facet!r}; there are: {', '.join(allowed)}"
            )
    return headings
