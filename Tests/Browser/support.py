"""What the tests in a real browser share: a server, its users and tokens, a browser, screenshots.

`BrowserTest` is the case to derive from: a server and a browser for each class, a context (cookies,
storage) for each test. `website.py` has a site of its own that a page tracker is used on.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
TRAIL = Path(os.environ.get("TRAIL_BINARY", ROOT / ".build/debug/trail"))
CHROMIUM = os.environ.get("TRAIL_CHROMIUM", "chromium")
SCREENSHOTS = ROOT / ".build/browser"
PASSWORD = "correct horse battery"


def free_port():
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def eventually(check, seconds=15):
    """Calls `check` until it gives something true, and gives that; its last value after a while."""
    end = time.monotonic() + seconds
    while True:
        value = check()
        if value or time.monotonic() > end:
            return value
        time.sleep(0.05)


class TrailServer:
    """`trail serve` with a store, keys and settings in a folder of its own.

    `demo` fills the store with so many invented events first; the others are settings:
    `TrailServer(beacon_rate=0)` sets `beacon.rate`.
    """

    def __init__(self, demo=0, **settings):
        self.folder = Path(tempfile.mkdtemp(prefix="trail-browser-"))
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        # Nothing of the surroundings, for a variable that is set may mean anything.
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith("TRAIL_")}
        self.environment["TRAIL_HTTP_PORT"] = str(self.port)
        for key, value in settings.items():
            self.environment["TRAIL_" + key.upper()] = str(value)
        self.process = None
        self.tokens = {}
        if demo:
            self.run("demo", "--events", str(demo), "--days", "20", "--seed", "1")
        self.start()

    def run(self, *arguments, text=""):
        """Runs `trail` with arguments and gives its output."""
        done = subprocess.run(
            [TRAIL, *arguments],
            cwd=self.folder,
            env=self.environment,
            input=text,
            capture_output=True,
            text=True,
            timeout=300,
        )
        if done.returncode:
            raise AssertionError(f"trail {' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def start(self):
        """Starts the server, and waits until it answers."""
        with open(self.folder / "server.log", "ab") as log:
            self.process = subprocess.Popen(
                [TRAIL, "serve"],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        if not eventually(self.answers, seconds=60):
            raise AssertionError("the server does not start:\n" + self.log)

    def stop(self):
        """Stops the server and waits until it has."""
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def remove(self):
        """Stops the server and removes its folder."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def log(self):
        """What the server has said."""
        return (self.folder / "server.log").read_text(errors="replace")

    def answers(self):
        """Whether the server is ready."""
        if self.process.poll() is not None:
            raise AssertionError("the server has ended:\n" + self.log)
        return self.status("/health/ready") == 200

    def status(self, path, **headers):
        """The status of a GET; 0 where nobody answers."""
        try:
            request = urllib.request.Request(self.url + path, headers=headers)
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def token(self, scope="read"):
        """A token of that scope, `ingest,read` for two."""
        if scope not in self.tokens:
            name = "browser-" + scope.replace(",", "-")
            text = self.run("token", "create", "--name", name, "--scope", scope)
            self.tokens[scope] = text.strip()
        return self.tokens[scope]

    def user(self, name, *permissions, superuser=False):
        """Makes a user whose password is `PASSWORD`."""
        arguments = [part for permission in permissions for part in ("--permission", permission)]
        if superuser:
            arguments.append("--superuser")
        self.run("user", "create", name, *arguments, text=PASSWORD + "\n")

    def get(self, path, scope="read"):
        """The JSON at a path of the API."""
        return self.request("GET", path, scope)

    def post(self, path, body, scope="ingest"):
        """Posts JSON to a path of the API and gives the JSON of the answer."""
        return self.request("POST", path, scope, json.dumps(body).encode())

    def request(self, method, path, scope, body=None):
        """The JSON that a request with a token is answered with."""
        headers = {
            "Authorization": "Bearer " + self.token(scope),
            "Content-Type": "application/json",
            "Prefer": "return=representation",
        }
        url = self.url + "/api/activity/" + path
        request = urllib.request.Request(url, body, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def events(self, kind, query=""):
        """All events of a kind, in the order in which they were recorded."""
        path = f"{kind}-events/?page_size=1000&ordering=ledger_index&{query}"
        return self.get(path)["results"]


class BrowserTest(unittest.TestCase):
    """A test with a server, and a browser that starts anew for each class."""

    # Settings of the server, and `demo`.
    settings = {}
    # Further arguments of the browser.
    arguments = []

    @classmethod
    def setUpClass(cls):
        cls.server = TrailServer(**cls.settings)
        cls.addClassCleanup(cls.server.remove)
        cls.playwright = sync_playwright().start()
        cls.addClassCleanup(cls.playwright.stop)
        cls.browser = cls.playwright.chromium.launch(**cls.launching())
        cls.addClassCleanup(cls.browser.close)

    @classmethod
    def launching(cls):
        """How the browser is started."""
        arguments = list(cls.arguments)
        if os.geteuid() == 0:
            # Chromium does not start as root otherwise.
            arguments.append("--no-sandbox")
        return {"executable_path": shutil.which(CHROMIUM) or CHROMIUM, "args": arguments}

    def setUp(self):
        # What a page has failed at.
        self.errors = []
        # What pages said, warnings with `warning:` before them.
        self.console = []
        self.context = self.new_context()

    def new_context(self, **options):
        """A context: its own cookies and storage."""
        context = self.browser.new_context(**options)
        self.addCleanup(context.close)
        return self.watched(context)

    def profile(self, **preferences):
        """A context of a browser of its own, which has these preferences."""
        folder = Path(tempfile.mkdtemp(prefix="trail-profile-"))
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        (folder / "Default").mkdir()
        (folder / "Default/Preferences").write_text(json.dumps(preferences))
        context = self.playwright.chromium.launch_persistent_context(folder, **self.launching())
        self.addCleanup(context.close)
        return self.watched(context)

    def watched(self, context):
        """The context, with what its pages say and fail at noted."""
        context.set_default_timeout(20_000)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("console", self.note)
        return context

    def note(self, message):
        """Keeps what a page says."""
        prefix = "warning:" if message.type == "warning" else ""
        self.console.append(prefix + message.text)

    def sign_in(self, name, context=None):
        """Signs in as a user that `TrailServer.user` has made: the context has the cookie then."""
        answer = (context or self.context).request.post(
            self.server.url + "/api/activity/session/",
            data={"username": name, "password": PASSWORD},
        )
        self.assertEqual(answer.status, 200, answer.text())

    def screenshots(self, path, name, ready=None, context=None):
        """Takes pictures of a page, light and dark, wide and narrow: `.build/browser/NAME-….png`.

        `ready` is called with each page before it is taken.
        """
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page = (context or self.context).new_page()
        for scheme in ("light", "dark"):
            for width in (1280, 390):
                page.emulate_media(color_scheme=scheme)
                page.set_viewport_size({"width": width, "height": 900})
                page.goto(self.server.url + path, wait_until="networkidle")
                if ready:
                    ready(page)
                file = SCREENSHOTS / f"{name}-{scheme}-{width}.png"
                page.screenshot(path=file, full_page=True)
        page.close()
