"""What a session finds around it: few variables, no secrets, the same on every machine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

PASSED_ON = (
    "PATH",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "VIRTUAL_ENV",
    "CONDA_PREFIX",
    "R_HOME",
    "R_LIBS",
    "R_LIBS_SITE",
    "R_LIBS_USER",
    "JULIA_DEPOT_PATH",
    "SYSTEMROOT",
    "SYSTEMDRIVE",
    "COMSPEC",
    "PATHEXT",
)
"""Variables that programs need in order to be found and to start; no other one is passed on."""

_THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
_EPOCH = "315532800"
"""1980-01-01, the earliest date that zip files can hold."""


def drawing_folder(cache: Path) -> Path:
    """Where matplotlib keeps its list of fonts, in the folder of recorded outputs."""
    return cache.absolute() / "matplotlib"


def variables(
    outer: Mapping[str, str], home: Path, temporary: Path, drawing: Path, packages: str = ""
) -> dict[str, str]:
    """The environment of a session, from the tool's own (``outer``).

    ``drawing`` is where matplotlib keeps its list of fonts, which takes seconds to make and so
    outlives the session; ``packages`` is where a person's own Python packages lie, which Python
    would otherwise look for in the home folder.
    """
    passed = {name: outer[name] for name in PASSED_ON if name in outer}
    return {
        **passed,
        **({"PYTHONUSERBASE": packages} if packages else {}),
        **dict.fromkeys(("HOME", "USERPROFILE"), str(home)),
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary)),
        **dict.fromkeys(("USER", "LOGNAME", "USERNAME"), "notes"),
        **dict.fromkeys(_THREADS, "1"),
        "IPYTHONDIR": str(home / ".ipython"),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "COLUMNS": "80",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "SOURCE_DATE_EPOCH": _EPOCH,
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": str(drawing),
        "MALLOC_ARENA_MAX": "2",
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
