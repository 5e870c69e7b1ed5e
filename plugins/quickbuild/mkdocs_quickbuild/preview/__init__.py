"""A preview that keeps up: after an edit it makes what the edit touches, and tells what went wrong.

It ties itself to the engine's server, of which it uses parts that are not promised to stay. Where
one of them is missing, the preview is the engine's own.
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mkdocs.plugins import get_plugin_logger

from mkdocs_quickbuild.building import Across, Unknown
from mkdocs_quickbuild.preview.answering import Answers
from mkdocs_quickbuild.preview.built import Built, templates_of
from mkdocs_quickbuild.preview.messages import Messages
from mkdocs_quickbuild.preview.replaying import (
    Replayed,
    WholeBuild,
    objection,
    own_descriptions,
    replay,
)
from mkdocs_quickbuild.preview.telling import beside, failure_of, of_configuration, told
from mkdocs_quickbuild.preview.watching import DELAY_SECONDS, Watching
from mkdocs_quickbuild.preview.whole import whole_files

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

log = get_plugin_logger(__name__)

_PARTS = (
    "_watched_paths _watch_refs _rebuild_cond _want_rebuild _epoch_cond _wanted_epoch "
    "_visible_epoch _inject_js_into_html observer builder build_delay root set_app mount_path"
).split()
_SWITCH_SECONDS = 0.0005
"""How long whoever builds keeps Python to itself while someone else is to be answered; usually ten
times as long, and each of the many steps of an answer waits for that."""
_BESIDE = "quickbuild_"
_INDEX = frozenset({"search/search_index.json", "search/search_index.js"})


class Preview:
    """What one preview keeps from build to build.

    `renew` lets caches look at things anew, and tells what pages have of each other.
    With `polling`, files are looked at again and again, for folders that tell of no edits.
    """

    def __init__(self, renew: Callable[[], Across], *, polling: bool = False) -> None:
        self._renew, self._polling = renew, polling
        self._built: Built | None = None
        self._step = ""
        self._messages = Messages(self._where)
        self._server: Any = None
        self._answers: Answers | None = None
        self._watching: Watching | None = None
        self._builder: Callable[[], None] | None = None
        self._objected = False
        self._beside: str | None = None
        self._switched: float | None = None
        self.replaying = False

    # --- what a whole build tells ---------------------------------------------------------------

    def begin(self, config: MkDocsConfig) -> None:
        """A build begins: it writes beside the site that is shown, so that this one stays."""
        self._messages.listen()
        self._messages.begin()
        self._step = "configuration"
        if self._server is not None and self._server.root == os.path.abspath(config.site_dir):
            self._beside = self._beside or tempfile.mkdtemp(prefix=_BESIDE)
            config.site_dir = self._beside
        self._built = Built(config, templates_of(config))

    def found(self, files: Files) -> None:
        """The engine has found its files."""
        self._step = "files"
        if self._built is not None and not self.replaying:
            self._built.before_plugins(files)

    def placed(self, files: Files) -> None:
        """The navigation is made, and no plugin has changed it yet."""
        self._step = "nav"
        if self._built is not None:
            self._built.before_pages(files)

    def navigated(self, nav: Navigation) -> None:
        """Plugins have changed the navigation."""
        if self._built is not None:
            self._built.nav = nav

    def rendered(self, files: Files) -> None:
        """All pages are rendered."""
        self._step = "env"
        if self._built is not None and not self.replaying:
            self._built.rendered(files)

    def completed(self, files: Files, env: jinja2.Environment) -> None:
        """All files of the site are there."""
        if self._built is not None and not self.replaying:
            self._built.completed(files, env)

    def ended(self) -> None:
        """The build has come to its end."""
        self._step = "end"
        if self._built is not None and not self.replaying:
            config = self._built.config
            alone = own_descriptions(config.theme.dirs)
            self._built.own = frozenset({"description"}) if alone else frozenset()
            self._built.whole = True

    def _where(self) -> str:
        page = getattr(self._built.config, "_current_page", None) if self._built else None
        return f"page {page.file.src_uri}" if page is not None else self._step

    # --- the server -----------------------------------------------------------------------------

    def serve(self, server: Any, builder: Callable[[], None]) -> None:
        """Follow edits from now on, in the place of the engine."""
        missing = [name for name in _PARTS if not hasattr(server, name)]
        if missing or self._built is None:
            log.info("the preview is the engine's own: its server has no %s", ", ".join(missing))
            return
        self._server, self._builder = server, builder
        self._switched = sys.getswitchinterval()
        sys.setswitchinterval(_SWITCH_SECONDS)
        server.builder = self.follow
        server.build_delay = DELAY_SECONDS
        server.error_handler = self._missing
        self._answers = Answers(server, server.serve_request)
        self._answers.stand_in()
        self._answers.tell(self._messages.all(), None)
        self._answers.accepted = frozenset(self._messages.all())
        self._watching = Watching(server, polling=self._polling)
        if (reason := self._watching.take_over()) is not None:
            log.info(reason)
        self._show()
        self._settle()

    def close(self) -> None:
        """The preview has ended."""
        self._messages.leave()
        if self._switched is not None:
            sys.setswitchinterval(self._switched)
        if self._beside is not None:
            shutil.rmtree(self._beside, ignore_errors=True)

    def _show(self) -> None:
        """Let the server show what was built last."""
        assert self._built is not None
        self._server.root = os.path.abspath(self._built.config.site_dir)

    def _settle(self) -> None:
        """Keep the memory as it is out of the collection of garbage, which would look through it
        after each edit.
        """
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def _missing(self, code: int) -> bytes | None:
        path = os.path.join(self._server.root, f"{code}.html")
        if not os.path.isfile(path):
            return None
        with open(path, "rb") as file:
            return file.read()

    # --- following an edit ------------------------------------------------------------------------

    @whole_files()  # a browser may read one that is just written again
    def follow(self) -> None:
        """Make what an edit touches, or the whole site. Never raises: what goes wrong is shown."""
        started = time.monotonic()
        changed = self._watching.take() if self._watching is not None else frozenset()
        try:
            done = self._replayed(changed)
        except WholeBuild as reason:
            log.info("builds the whole site: %s", reason)
            self._whole()
            return
        except Exception:
            log.info("builds the whole site, since following the edit failed", exc_info=True)
            self._whole()
            return
        assert self._answers is not None and self._built is not None
        self._answers.before = done.before
        self._answers.folder = None
        wrong = self._messages.all()
        late = self._built.late.addresses()
        try:
            if not done.pages and not done.files and wrong == self._answers.wrong:
                done.files += self._built.finish()
                wrong = self._messages.all()
                if not done.files and wrong == self._answers.wrong:
                    log.info("nothing on the site depends on that edit")
                    self._stay()
                    return
            self._answers.tell(wrong, None)
            self._answers.finish(late | _INDEX)
            self._tell_browsers()
            log.info("%s in %.2f seconds", told(done), time.monotonic() - started)
            self._finish()
        except Exception:  # the pages are shown, and something that goes with them is not there
            log.info("builds the whole site, since the rest could not be made", exc_info=True)
            self._built.whole = False
            self._answers.finish()
            self._whole()
        else:
            self._answers.finish()

    def _replayed(self, changed: frozenset[str]) -> Replayed:
        if self._built is None or not self._built.whole:
            raise WholeBuild("there is no whole one yet")
        built = self._built
        if (reason := objection(built.config)) is not None:
            raise WholeBuild(reason)
        if (path := of_configuration(changed, built.config)) is not None:
            raise WholeBuild(f"{os.path.basename(path)} was edited")
        if templates_of(built.config) != built.templates:
            raise WholeBuild("a template was edited")
        if (path := beside(changed, built)) is not None:
            raise WholeBuild(f"nobody knows what depends on {os.path.basename(path)}")
        try:
            built.across = self._renew()
        except Unknown as unknown:
            raise WholeBuild(str(unknown)) from unknown
        self._messages.begin(("files", "env"))
        built.whole = False  # until this has come to its end
        self.replaying = True
        try:
            done = replay(built, self._messages.begin)
        finally:
            self.replaying = False
        built.whole = True
        return done

    def _finish(self) -> None:
        """What no page waits for: late files, the index for search, and what plugins do and say at
        the end.
        """
        assert self._built is not None and self._answers is not None
        self._built.finish()
        self._messages.begin(("end",))
        self._step = "end"
        self.replaying = True
        try:
            self._built.config.plugins.on_post_build(config=self._built.config)
        finally:
            self.replaying = False
        if (wrong := self._messages.all()) != self._answers.wrong:
            self._answers.tell(wrong, None)
            with self._server._epoch_cond:
                self._server._wanted_epoch += 1  # which the server shows as soon as this returns

    def _whole(self) -> None:
        assert self._answers is not None and self._builder is not None
        # Later than what browsers have seen, if the pages of this edit were shown already.
        wanted = max(self._server._wanted_epoch, self._server._visible_epoch + 1)
        self._stay()  # the pages from before are shown meanwhile
        self._answers.before, folder = {}, self._server.root
        failure = None
        try:
            self._builder()
        except (Exception, SystemExit) as error:
            failure = failure_of(error)
            log.error("The site stays as it was: %s", failure.splitlines()[-1])
        else:
            self._show()
            self._answers.folder = folder
        self._answers.tell(self._messages.all(), failure)
        with self._server._epoch_cond:
            self._server._wanted_epoch = wanted
        self._tell_browsers()
        self._settle()

    def _stay(self) -> None:
        with self._server._epoch_cond:
            self._server._wanted_epoch = self._server._visible_epoch
            self._server._epoch_cond.notify_all()

    def _tell_browsers(self) -> None:
        with self._server._epoch_cond:
            self._server._visible_epoch = self._server._wanted_epoch
            self._server._epoch_cond.notify_all()
