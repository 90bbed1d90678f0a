"""The tracker in a real browser: each visit is recorded once, whatever happens in between."""

import re
from urllib.parse import quote

from website import Site
from support import BrowserTest, eventually

VERSION_7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}")


class TrackerTest(BrowserTest):
    """A test with a site, all of whose paths begin with the name of the test."""

    settings = {"beacon_rate": 0}

    def setUp(self):
        super().setUp()
        self.site = Site(self.server)
        self.addCleanup(self.site.close)
        self.root = "/" + self.id().rsplit(".", 1)[-1].removeprefix("test_")
        self.page = self.context.new_page()

    def open(self, path="/a", page=None, **query):
        """Goes to a page of the site; `query` says what is on it, see `Site`."""
        address = "&".join(f"{key}={quote(value)}" for key, value in query.items())
        (page or self.page).goto(f"{self.site.url}{self.root}{path}?{address}")

    def go(self, how, path, page=None):
        """Goes to a path of the app without loading: `pushState` or `replaceState`."""
        (page or self.page).evaluate(f"history.{how}({{}}, '', '{self.root}{path}')")

    def visits(self):
        """What is recorded of this test, in the order in which it was."""
        events = self.server.events("page")
        return [event for event in events if event["path"].startswith(self.root)]

    def paths(self):
        """The paths that are recorded, without the name of the test."""
        return [event["path"].removeprefix(self.root) for event in self.visits()]

    def assert_visits(self, *paths, seconds=20):
        """That exactly these are recorded, and stay all there are."""
        eventually(lambda: len(self.paths()) >= len(paths), seconds)
        self.page.wait_for_timeout(300)
        self.assertEqual(self.paths(), list(paths))
        ids = [event["id"] for event in self.visits()]
        self.assertEqual(len(ids), len(set(ids)))
        self.assertEqual(self.errors, [])

    def assert_each_sent_once(self):
        """That nothing went over the wire twice."""
        ids = [item["id"] for item in self.site.items]
        self.assertEqual(len(ids), len(set(ids)))


class NavigationTests(TrackerTest):
    def test_load(self):
        self.open("/a")
        self.assert_visits("/a")
        self.page.evaluate(f"location.href = '{self.root}/b?secret=1#part'")
        self.assert_visits("/a", "/b")
        first, second = self.visits()
        self.assertRegex(first["id"], VERSION_7)
        self.assertEqual(first["action"], "page.view")
        self.assertIsNone(first["referer"])
        self.assertEqual(second["referer"], f"{self.site.url}{self.root}/a")
        self.assertTrue(first["session"])
        self.assertEqual(first["session"], second["session"])
        self.assertIn("Chrome", first["user_agent"])
        self.assert_each_sent_once()

    def test_push_state(self):
        self.open("/a")
        self.go("pushState", "/b")
        self.go("pushState", "/b?page=2")
        self.go("pushState", "/c")
        self.assert_visits("/a", "/b", "/c")
        self.assertEqual(self.visits()[2]["referer"], self.root + "/b")
        self.assertEqual(self.page.evaluate("history.length"), 5)
        self.assert_each_sent_once()

    def test_replace_state(self):
        self.open("/a")
        self.go("replaceState", "/a")
        self.go("replaceState", "/b")
        self.assert_visits("/a", "/b")
        self.assertTrue(self.page.url.endswith("/b"))

    def test_back_and_forward_in_an_app(self):
        self.open("/a")
        self.go("pushState", "/b")
        self.page.evaluate("history.back()")
        self.assert_visits("/a", "/b", "/a")
        self.page.evaluate("history.forward()")
        self.assert_visits("/a", "/b", "/a", "/b")

    def test_back_to_another_page(self):
        self.open("/a")
        self.assert_visits("/a")
        self.open("/b")
        self.assert_visits("/a", "/b")
        self.page.go_back()
        self.assert_visits("/a", "/b", "/a")

    def test_hash_routes(self):
        self.open("/", tracker="data-hash")
        for route in ("#/a", "#/b?token=1", "#/b?token=2"):
            self.page.evaluate(f"location.hash = '{route}'")
            self.page.wait_for_timeout(50)
        for _ in range(2):
            self.page.evaluate("history.back()")
            self.page.wait_for_timeout(50)
        expected = ["/", "/a", "/b", "/a"]
        # The name of the test is not in these.
        eventually(lambda: len(self.routes()) >= len(expected))
        self.page.wait_for_timeout(300)
        self.assertEqual(self.routes(), expected)

    def routes(self):
        """The paths that are recorded of the session of the last visit."""
        events = self.server.events("page")
        return [event["path"] for event in events if event["session"] == events[-1]["session"]]

    def test_fragments_are_no_visits_of_other_sites(self):
        self.open("/a")
        self.page.evaluate("location.hash = '#part'")
        self.assert_visits("/a")

    def test_events_with_data(self):
        self.open("/a")
        self.page.evaluate("trail.event('cart.add', {article: 7, note: 'é'})")
        self.page.evaluate("trail.page(location.pathname + '/virtual')")
        self.page.evaluate("trail.event('seen')")
        self.assert_visits("/a", "/a", "/a/virtual", "/a/virtual")
        added, _, seen = self.visits()[1:]
        self.assertEqual(added["action"], "page.cart.add")
        self.assertEqual(added["extra_data"], {"article": 7, "note": "é"})
        self.assertEqual(seen["action"], "page.seen")

    def test_manual(self):
        self.open("/a", tracker="data-manual")
        self.go("pushState", "/b")
        self.page.evaluate(f"trail.page('{self.root}/mine')")
        self.assert_visits("/mine")

    def test_the_seeds_own_snippet(self):
        # From the documents of django-djaffar, unchanged.
        snippet = """
var xhr = new XMLHttpRequest();
xhr.open('POST', '/djaffar/logs/', true);
xhr.setRequestHeader('Content-type', 'application/x-www-form-urlencoded');
xhr.send('date=' + new Date().toISOString());
"""
        self.open("/a", tracker="no", body=f"<script>{snippet}</script>")
        self.assert_visits("/a")


class BackForwardCacheTests(TrackerTest):
    @classmethod
    def launching(cls):
        # The library switches the cache off unless it is told not to.
        left_out = {"ignore_default_args": ["--disable-back-forward-cache"]}
        return super().launching() | left_out

    def test_back_to_a_page_that_was_kept_whole(self):
        self.open("/a")
        self.assert_visits("/a")
        self.page.evaluate("window.isKept = true")
        self.open("/b")
        self.assert_visits("/a", "/b")
        self.page.evaluate("history.back()")
        eventually(lambda: "/a?" in self.page.url)
        self.assertTrue(self.page.evaluate("window.isKept"))
        self.assert_visits("/a", "/b", "/a")


class LeavingTests(TrackerTest):
    def test_what_happens_as_a_page_is_left(self):
        self.site.trouble = "slow"
        self.open("/a")
        eventually(lambda: self.site.posts)
        # One post is under way, so only a beacon can take the next.
        self.page.evaluate("trail.event('leaving')")
        self.page.goto("about:blank")
        eventually(lambda: len(self.site.items) >= 2)
        self.site.released.set()
        self.assert_visits("/a", "/a")
        actions = {event["action"] for event in self.visits()}
        self.assertEqual(actions, {"page.view", "page.leaving"})

    def test_a_page_that_is_closed_at_once(self):
        self.page.goto("about:blank")
        other = self.context.new_page()
        self.open("/a", page=other)
        other.evaluate("trail.event('last')")
        other.close(run_before_unload=True)
        eventually(lambda: len(self.paths()) >= 2, 5)
        # What a browser did not take with it waits for the next page.
        self.open("/b")
        self.assert_visits("/a", "/a", "/b")

    def test_a_tab_that_is_hidden_and_shown_again(self):
        self.site.trouble = "slow"
        self.open("/a")
        eventually(lambda: self.site.posts)
        self.page.evaluate("trail.event('waiting')")
        self.show(False)
        eventually(lambda: len(self.site.items) >= 2)
        self.assertEqual(self.site.items[1]["event"], "waiting")
        self.site.released.set()
        self.show(True)
        self.assert_visits("/a", "/a")

    def show(self, isShown):
        """Hides the tab, or shows it again, as the page sees it.

        The library keeps every tab visible; a page that is left is hidden by the browser itself.
        """
        self.page.evaluate(
            """(isShown) => {
                const property = {get: () => !isShown, configurable: true};
                Object.defineProperty(document, 'hidden', property);
                document.dispatchEvent(new Event('visibilitychange', {bubbles: true}));
            }""",
            isShown,
        )


class OutageTests(TrackerTest):
    def test_offline_then_online(self):
        self.open("/a")
        self.assert_visits("/a")
        self.context.set_offline(True)
        for path in ("/b", "/c", "/d"):
            self.go("pushState", path)
        self.page.wait_for_timeout(500)
        self.assertEqual(self.paths(), ["/a"])
        self.context.set_offline(False)
        self.assert_visits("/a", "/b", "/c", "/d")
        times = [event["datetime"] for event in self.visits()]
        self.assertEqual(times, sorted(times))

    def test_offline_until_the_next_visit(self):
        self.open("/a")
        self.assert_visits("/a")
        self.context.set_offline(True)
        self.go("pushState", "/b")
        self.page.wait_for_timeout(200)
        self.page.close()
        self.context.set_offline(False)
        self.page = self.context.new_page()
        self.open("/c")
        self.assert_visits("/a", "/b", "/c")

    def test_server_down_then_up(self):
        self.open("/a")
        self.assert_visits("/a")
        self.server.stop()
        for path in ("/b", "/c"):
            self.go("pushState", path)
        self.page.wait_for_timeout(1500)
        self.server.start()
        self.assert_visits("/a", "/b", "/c", seconds=30)

    def test_answers_that_get_lost(self):
        self.site.trouble = "lost"
        self.open("/a")
        eventually(lambda: self.paths())
        self.go("pushState", "/b")
        self.page.wait_for_timeout(1500)
        self.site.trouble = None
        self.assert_visits("/a", "/b")
        self.assertGreater(len(self.site.items), 2)
        self.assert_nothing_waits()

    def test_a_hotspot_that_answers_for_the_server(self):
        self.site.trouble = "hotspot"
        self.open("/a")
        eventually(lambda: self.site.posts)
        self.site.trouble = None
        self.assert_visits("/a")
        self.assert_nothing_waits()

    def test_nobody_answers(self):
        self.site.trouble = "down"
        self.open("/a")
        self.go("pushState", "/b")
        self.page.wait_for_timeout(4000)
        # Attempts get rarer: half to one and a half seconds, then twice, then four times that.
        self.assertLess(len(self.site.posts), 8)
        self.site.trouble = None
        self.assert_visits("/a", "/b")

    def test_what_the_server_refuses_holds_up_nothing(self):
        self.open("/a")
        self.page.evaluate("trail.event('No such name!')")
        self.go("pushState", "/b")
        self.assert_visits("/a", "/b")
        self.assert_nothing_waits()
        self.assertTrue([text for text in self.console if text.startswith("warning:trail")])

    def test_no_more_than_a_hundred_wait(self):
        self.open("/a")
        self.assert_visits("/a")
        self.context.set_offline(True)
        self.page.evaluate(f"for (let i = 0; i < 130; i++) trail.page('{self.root}/' + i)")
        self.context.set_offline(False)
        self.assert_visits("/a", *[f"/{i}" for i in range(30, 130)])

    def assert_nothing_waits(self):
        """That the page keeps nothing any more."""
        keys = "Object.keys(localStorage).filter((key) => key.startsWith('trail'))"
        eventually(lambda: not self.page.evaluate(keys))
        self.assertEqual(self.page.evaluate(keys), [])


class TabsTests(TrackerTest):
    def test_two_tabs(self):
        self.open("/a")
        self.assert_visits("/a")
        other = self.context.new_page()
        self.open("/b", page=other)
        self.assert_visits("/a", "/b")
        for number in range(20):
            for page in (self.page, other):
                page.evaluate(f"trail.page('{self.root}/' + {number})")
        eventually(lambda: len(self.paths()) >= 42)
        self.assertEqual(sorted(self.paths()[2:]), sorted([f"/{i}" for i in range(20)] * 2))
        self.assertEqual(len({event["session"] for event in self.visits()}), 1)
        # A tab may see a moment late what another has removed; the server knows the id then.
        ids = [item["id"] for item in self.site.items]
        self.assertLessEqual(len(ids) - len(set(ids)), 2)

    def test_a_tab_sends_what_a_closed_one_could_not(self):
        self.open("/a")
        other = self.context.new_page()
        self.open("/b", page=other)
        self.assert_visits("/a", "/b")
        self.context.set_offline(True)
        for number in range(5):
            self.go("pushState", f"/a{number}")
            self.go("pushState", f"/b{number}", page=other)
        other.close()
        self.context.set_offline(False)
        expected = [f"/{tab}{number}" for number in range(5) for tab in "ab"]
        eventually(lambda: len(self.paths()) >= 12)
        self.page.wait_for_timeout(300)
        self.assertEqual(sorted(self.paths()[2:]), sorted(expected))


class PrivacyTests(TrackerTest):
    def refuses(self, context):
        """That nothing is recorded of a visitor, nor kept in the browser."""
        page = context.new_page()
        self.open("/a", page=page)
        page.evaluate("trail.page('/x'); trail.event('y'); history.pushState({}, '', '/z')")
        page.wait_for_timeout(500)
        self.assertEqual(self.site.posts, [])
        self.assertEqual(self.paths(), [])
        self.assertEqual(page.evaluate("localStorage.length"), 0)
        self.assertEqual(context.cookies(), [])
        self.assertEqual(self.errors, [])

    def test_do_not_track(self):
        context = self.profile(enable_do_not_track=True)
        page = context.new_page()
        self.open("/a", page=page, tracker="no")
        self.assertEqual(page.evaluate("navigator.doNotTrack"), "1")
        self.refuses(context)

    def test_global_privacy_control(self):
        # Chromium has no setting for it yet.
        context = self.new_context()
        context.add_init_script("navigator.globalPrivacyControl = true")
        self.refuses(context)

    def test_what_waits_when_somebody_begins_to_refuse(self):
        self.site.trouble = "down"
        self.open("/a")
        eventually(lambda: self.site.posts)
        self.page.goto("about:blank")
        # The beacon of a page that is left comes when it likes.
        eventually(lambda: len(self.site.posts) >= 2, 5)
        self.page.wait_for_timeout(500)
        self.site.trouble = None
        self.site.posts.clear()
        self.context.add_init_script("navigator.globalPrivacyControl = true")
        self.refuses(self.context)

    def test_blocked_cookies_and_storage(self):
        blocked = {"default_content_setting_values": {"cookies": 2}}
        context = self.profile(profile=blocked)
        self.page = context.new_page()
        self.open("/a")
        self.assertEqual(
            self.page.evaluate("(() => { try { return !localStorage } catch { return 'no' } })()"),
            "no",
        )
        self.go("pushState", "/b")
        self.assert_visits("/a", "/b")
        self.assertEqual(context.cookies(), [])
        self.site.trouble = "down"
        self.go("pushState", "/c")
        self.page.wait_for_timeout(300)
        self.site.trouble = None
        self.assert_visits("/a", "/b", "/c")

    def test_storage_that_is_full(self):
        self.open("/a", tracker="no")
        self.page.evaluate(
            """() => {
                let text = 'x'.repeat(1 << 20);
                for (let i = 0; text.length; i++) {
                    try {
                        localStorage['full' + i] = text;
                    } catch {
                        text = text.slice(text.length / 2 + 1);
                    }
                }
            }"""
        )
        self.open("/b")
        self.go("pushState", "/c")
        self.assert_visits("/b", "/c")


class GuestTests(TrackerTest):
    def test_nothing_is_thrown_into_the_page(self):
        self.open("/a")
        self.page.evaluate(
            """() => {
                const ring = {}; ring.ring = ring;
                for (const data of [ring, 1n, Symbol(), () => 1, {toJSON() { throw 1 }}]) {
                    trail.event('odd', {data});
                    trail.page(data);
                }
                trail.event('big', {text: 'x'.repeat(100000)});
                trail.event();
                trail.event(null, null);
            }"""
        )
        # What the browser itself throws goes on to do so.
        thrown = "(() => { try { history.pushState(() => 1, '') } catch (e) { return e.name } })()"
        self.assertEqual(self.page.evaluate(thrown), "DataCloneError")
        self.go("pushState", "/b")
        eventually(lambda: "/b" in self.paths())
        # What is no path, or cannot be written, takes no visit behind it along. A visit without a
        # path is one of the page that sends it, whichever that is by then.
        self.assertEqual(set(self.paths()) - {"/a"}, {"/b"})
        self.assertEqual(self.errors, [])

    def test_a_policy_that_forbids_it_to_send(self):
        self.open("/a", csp="connect-src 'none'")
        self.go("pushState", "/b")
        self.page.wait_for_timeout(300)
        self.assertEqual(self.errors, [])
        self.assertEqual(self.site.posts, [])

    def test_a_strict_policy_that_allows_it(self):
        self.open("/a", csp="default-src 'none'; script-src 'self'; connect-src 'self'")
        self.assert_visits("/a")


if __name__ == "__main__":
    import unittest

    unittest.main()
