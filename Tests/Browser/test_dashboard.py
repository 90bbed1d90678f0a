"""The dashboard in a real browser: what people see and do, and what the browser checks by itself."""

import json
import re
import sqlite3
import unittest
from pathlib import Path

from support import PASSWORD, BrowserTest, eventually

PAGES = {
    "overview": "",
    "overview-year": "?hours=8760",
    "overview-nothing": "?date_from=2001-01-01&date_to=2001-01-02",
    "events": "events/",
    "nothing": "events/?user_id=nobody",
    "wrong": "request-events/?response_status__gte=many",
    "visits": "page-events/",
    "actions": "action-events/",
    "requests": "request-events/?response_status__gte=400",
    "logins": "login-events/",
    "changes": "crud-events/",
    "cross-origin": "cors-events/",
    "system": "system-events/?severity=CRITICAL",
    "suspects": "suspects/?window_minutes=10080",
    "slow": "slow-requests/?threshold_ms=100",
    "errors": "error-rates/?hours=720",
    "object": "object/",
    "actor": "actor/",
    "actor-history": "actor/?id=u-0007",
    "purge": "cors-events/purge/",
    "missing": "no-such-page/",
    "integrity": "integrity/",
    "password": "password/",
}

# What assistive technology needs of every page, said in JavaScript; gives what is wrong.
ACCESSIBLE = """() => {
  const wrong = [];
  const name = (element) => (element.getAttribute("aria-label") || element.labels?.[0]?.textContent
    || element.textContent || element.title || "").trim();
  if (!document.documentElement.lang) wrong.push("no language");
  if (!document.title.includes("Trail")) wrong.push("no title");
  if (document.querySelectorAll("h1").length !== 1) wrong.push("not one h1");
  if (document.querySelectorAll("main").length !== 1) wrong.push("not one main");
  let level = 1;
  for (const heading of document.querySelectorAll("main :is(h1, h2, h3, h4)")) {
    const next = Number(heading.tagName[1]);
    if (next > level + 1) wrong.push("heading skipped: " + heading.textContent);
    level = next;
  }
  const ids = Array.from(document.querySelectorAll("[id]"), (element) => element.id);
  for (const id of new Set(ids)) {
    if (ids.filter((other) => other === id).length > 1) wrong.push("id twice: " + id);
  }
  for (const element of document.querySelectorAll(
    "a, button, input:not([type=hidden]), select, textarea, summary")) {
    if (element.hidden) continue;
    if (!name(element)) wrong.push("no name: " + element.outerHTML.slice(0, 120));
  }
  for (const svg of document.querySelectorAll("svg")) {
    const labelled = svg.getAttribute("aria-hidden") || svg.getAttribute("aria-labelledby");
    if (!labelled) wrong.push("no text for a picture");
  }
  for (const table of document.querySelectorAll("table")) {
    if (!table.caption) wrong.push("no caption");
    if (table.querySelector("thead th:not([scope])")) wrong.push("no scope");
  }
  for (const attribute of ["aria-labelledby", "aria-describedby"]) {
    for (const element of document.querySelectorAll(`[${attribute}]`)) {
      const found = element.getAttribute(attribute).split(" ")
        .some((id) => document.getElementById(id));
      if (!found) wrong.push(attribute + " of nothing");
    }
  }
  return wrong;
}"""

# The contrast of every text with what is behind it; gives the texts that have too little.
CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return Array.from(canvas.getImageData(0, 0, 1, 1).data);
  };
  const luminance = ([red, green, blue]) => [red, green, blue].map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }).reduce((sum, part, place) => sum + part * [0.2126, 0.7152, 0.0722][place], 0);
  const behind = (element) => {
    for (let node = element; node; node = node.parentElement) {
      const color = rgba(getComputedStyle(node).backgroundColor);
      if (color[3] > 200) return color;
    }
    return rgba(getComputedStyle(document.documentElement).backgroundColor);
  };
  const wrong = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !element.checkVisibility()) continue;
    if (element.closest(".unseen, .skip, option")) continue;
    const [one, other] = [rgba(getComputedStyle(element).color), behind(element)].map(luminance);
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) {
      wrong.add(`${ratio.toFixed(2)} ${element.tagName}.${element.className}: ` +
        texts.currentNode.data.trim().slice(0, 40));
    }
  }
  return Array.from(wrong);
}"""


class DashboardTest(BrowserTest):
    """A test with a log of invented events, and somebody who may see all of it."""

    settings = {"demo": 3_000, "admin_allow_purge": "true"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server.user("ada", superuser=True)
        cls.server.user("eve", "view_logs")

    def setUp(self):
        super().setUp()
        self.sign_in("ada")
        self.page = self.context.new_page()

    def open(self, path="", page=None):
        (page or self.page).goto(self.server.url + "/dashboard/" + path)

    def tearDown(self):
        self.assertEqual(self.errors, [])
        refused = [text for text in self.console if "Content Security Policy" in text]
        self.assertEqual(refused, [])


class PageTests(DashboardTest):
    def test_every_page_is_accessible(self):
        for name, path in PAGES.items():
            with self.subTest(name):
                self.open(path)
                self.assertEqual(self.page.evaluate(ACCESSIBLE), [])

    def test_every_page_has_enough_contrast_light_and_dark(self):
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme)
            for name, path in PAGES.items():
                with self.subTest(f"{name} {scheme}"):
                    self.open(path)
                    self.assertEqual(self.page.evaluate(CONTRAST), [])

    def test_every_page_fits_a_narrow_window(self):
        self.page.set_viewport_size({"width": 390, "height": 800})
        for name, path in PAGES.items():
            with self.subTest(name):
                self.open(path)
                width = self.page.evaluate("document.documentElement.scrollWidth")
                self.assertLessEqual(width, 390)

    def test_pages_do_not_move_while_they_load(self):
        self.page.add_init_script(
            "window.moved = 0; new PerformanceObserver((list) => {"
            "for (const entry of list.getEntries()) window.moved += entry.value;"
            "}).observe({ type: 'layout-shift', buffered: true });"
        )
        for path in ("", "events/", "integrity/"):
            self.open(path)
            self.page.wait_for_timeout(300)
            self.assertLess(self.page.evaluate("window.moved"), 0.02, path)

    def test_works_without_a_script(self):
        context = self.new_context(java_script_enabled=False)
        self.sign_in("ada", context)
        page = context.new_page()
        self.open("request-events/", page)
        page.fill("[name=response_status__gte]", "400")
        page.click("button:text('Filter')")
        self.assertTrue(page.url.endswith("/request-events/?response_status__gte=400"))
        self.assertGreater(page.locator("tbody tr").count(), 0)
        self.assertFalse(page.locator("button[data-live]").is_visible())

    def test_is_used_by_keyboard(self):
        self.open()
        self.page.keyboard.press("Tab")
        self.assertEqual(self.page.evaluate("document.activeElement.textContent"), "Skip to content")
        self.page.keyboard.press("Enter")
        self.assertEqual(self.page.evaluate("document.activeElement.id"), "main")
        self.page.keyboard.press("Tab")
        outline = self.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        self.assertEqual(outline, "solid")

    def test_asks_nobody_else_for_anything(self):
        asked = []
        self.page.on("request", lambda request: asked.append(request.url))
        for path in PAGES.values():
            self.open(path)
        self.assertTrue(all(url.startswith(self.server.url) for url in asked))

    def test_menu_opens_in_a_narrow_window(self):
        self.page.set_viewport_size({"width": 390, "height": 800})
        self.open()
        menu = self.page.locator("#menu")
        self.assertFalse(menu.is_visible())
        self.page.click("text=Menu >> visible=true")
        self.assertTrue(menu.is_visible())
        self.page.keyboard.press("Escape")
        self.assertFalse(menu.is_visible())


class SignInTests(DashboardTest):
    def test_signs_in_and_out_and_comes_back(self):
        page = self.new_context().new_page()
        self.open("request-events/?method=POST", page)
        self.assertIn("/sign-in/?next=", page.url)
        page.fill("[name=username]", "ada")
        page.fill("[name=password]", "wrong")
        page.click("button:text('Sign in')")
        self.assertIn("The name or the password is wrong.", page.inner_text("[role=alert]"))
        page.fill("[name=password]", PASSWORD)
        page.click("button:text('Sign in')")
        self.assertTrue(page.url.endswith("/dashboard/request-events/?method=POST"))
        page.click("button:text('Sign out')")
        self.assertIn("You have signed out.", page.inner_text("[role=status]"))
        self.open("", page)
        self.assertIn("/sign-in/", page.url)

    def test_shows_to_each_what_they_may_see(self):
        context = self.new_context()
        self.sign_in("eve", context)
        page = context.new_page()
        self.open("events/", page)
        self.assertEqual(page.locator("tbody tr").count(), 1)
        self.assertEqual(page.locator("nav >> text=Integrity").count(), 0)
        self.assertEqual(page.locator("text=Purge").count(), 0)


class ListTests(DashboardTest):
    def test_filters_pages_and_addresses_that_can_be_shared(self):
        self.open("events/")
        self.page.select_option("[name=kind]", "request")
        self.page.select_option("[name=outcome]", "failure")
        self.page.click("button:text('Filter')")
        self.assertTrue(self.page.url.endswith("events/?kind=request&outcome=failure"))
        first = self.page.locator("tbody tr").first.inner_text()
        self.page.click("text=Next page")
        self.assertNotEqual(self.page.locator("tbody tr").first.inner_text(), first)
        address = self.page.url
        other = self.context.new_page()
        other.goto(address)
        self.assertEqual(
            other.locator("tbody").inner_text(), self.page.locator("tbody").inner_text()
        )
        other.click("text=Previous page")
        self.assertEqual(other.locator("tbody tr").first.inner_text(), first)

    def test_says_what_is_wrong_with_a_filter(self):
        self.open("request-events/?response_status__gte=many")
        field = self.page.locator("[name=response_status__gte]")
        self.assertEqual(field.get_attribute("aria-invalid"), "true")
        self.assertIn("Nothing was looked for", self.page.inner_text("main"))

    def test_exports_what_is_filtered(self):
        self.open("login-events/?login_type=failed")
        self.page.click("summary:text('Export')")
        with self.page.expect_download() as caught:
            self.page.click("text=NDJSON")
        lines = Path(caught.value.path()).read_text().splitlines()
        self.assertGreater(len(lines), 0)
        self.assertEqual({json.loads(line)["login_type"] for line in lines}, {2})

    def test_holds_what_a_filtered_list_shows(self):
        self.open("login-events/")
        self.assertEqual(self.page.locator("text=Hold these").count(), 0)
        self.open("login-events/?login_type=failed&remote_ip=192.0.2.254")
        self.page.click("text=Hold these…")
        self.assertEqual(self.page.input_value("[name='filters.remote_ip']"), "192.0.2.254")
        self.assertEqual(self.page.input_value("[name='filters.kind']"), "login")
        self.assertEqual(self.page.input_value("[name='filters']"), "login_type=failed")
        self.page.fill("[name=reason]", "Case 18")
        self.page.click("button:text('Place the hold')")
        self.assertIn("The hold was placed", self.page.inner_text("[role=status]"))
        self.page.click("text=See these events")
        self.assertGreater(self.page.locator("tbody tr").count(), 0)

    def test_erases_what_a_filtered_list_shows(self):
        user = next(e for e in self.server.events("page") if e["user"])["user"]
        self.open(f"page-events/?user_id={user}")
        shown = self.page.locator("tbody tr").count()
        self.assertGreater(shown, 0)
        self.page.click("button:text('Erase these…')")
        self.assertTrue(self.page.url.endswith("/erasures/new/"))
        self.assertIn("user_id=" + user, self.page.input_value("[name='filters']"))
        self.page.fill("[name=reason]", "Demand 18")
        self.page.click("button:text('Count first')")
        self.assertIn(f"Erase {shown} event", self.page.inner_text("h1"))
        self.assertNotIn(user, self.page.url)
        self.page.check("[name=understood]")
        self.page.click("button.danger")
        self.assertIn("events were erased", self.page.inner_text("[role=status]"))

    def test_offers_holds_and_erasures_to_nobody_else(self):
        context = self.new_context()
        self.sign_in("eve", context)
        page = context.new_page()
        self.open("login-events/?login_type=login", page)
        self.assertEqual(page.locator("text=Export these").count(), 1)
        self.assertEqual(page.locator("text=Hold these").count(), 0)
        self.assertEqual(page.locator("text=Erase these").count(), 0)

    def test_purges_in_two_steps(self):
        self.open("cors-events/")
        self.page.click("text=Purge…")
        self.assertIn("removed for good", self.page.inner_text("main"))
        button = self.page.locator("button.danger")
        count = int(re.sub(r"\D", "", button.inner_text()))
        self.assertGreater(count, 0)
        button.click()
        self.assertIn("/purge", self.page.url)
        self.page.check("[name=understood]")
        button.click()
        self.assertIn("events were removed", self.page.inner_text("[role=status]"))
        self.assertEqual(self.page.locator("tbody tr").count(), 0)

    def test_live_list_shows_an_event_that_is_posted_meanwhile(self):
        self.open("page-events/")
        self.page.click("button:text('Watch live')")
        state = self.page.locator(".live")
        if not eventually(lambda: "Live" in state.inner_text()):
            self.fail(state.inner_text())
        path = "/seen-live"
        self.server.post("events/", {"kind": "page", "what": {"detail": {"path": path}}})
        self.page.wait_for_selector(f"text={path}")
        # A reader who goes through the list by keyboard stays where they are.
        self.page.locator("tr[data-id] a").nth(3).focus()
        held = self.page.evaluate("document.activeElement.getAttribute('href')")
        self.server.post("events/", {"kind": "page", "what": {"detail": {"path": path + "-2"}}})
        self.page.wait_for_selector(f"text={path}-2")
        self.assertEqual(self.page.evaluate("document.activeElement.getAttribute('href')"), held)
        self.page.click("button:text('Stop')")

    def test_live_list_comes_back_after_an_outage_and_stays_stopped(self):
        self.open("page-events/")
        self.page.click("button:text('Watch live')")
        state = self.page.locator(".live")
        self.page.wait_for_selector(".live[data-state=open]")
        self.page.wait_for_timeout(300)
        self.page.route("**/page-events/", lambda route: route.abort())
        self.server.post("events/", {"kind": "page", "what": {"detail": {"path": "/outage"}}})
        self.page.wait_for_selector(".live[data-state=waiting]")
        self.page.unroute("**/page-events/")
        self.page.wait_for_selector("text=/outage")
        waiting = []
        self.page.route("**/page-events/", lambda route: waiting.append(route))
        self.server.post("events/", {"kind": "page", "what": {"detail": {"path": "/late"}}})
        self.assertTrue(eventually(lambda: self.page.wait_for_timeout(50) or waiting))
        self.page.click("button:text('Stop')")
        waiting[0].continue_()
        self.page.wait_for_timeout(500)
        self.assertEqual(state.inner_text(), "Stopped")


class ProofTests(DashboardTest):
    settings = {"demo": 200}

    def test_browser_checks_the_proof(self):
        self.open("events/")
        self.page.locator("tbody a").first.click()
        self.page.wait_for_selector("#proof[data-result]")
        steps = self.page.locator("#proof-steps li")
        self.assertEqual(self.page.get_attribute("#proof", "data-result"), "good",
            self.page.inner_text("#proof-steps"))
        self.assertGreaterEqual(steps.count(), 7)
        self.assertEqual(self.page.locator("#proof-steps li.bad").count(), 0)

    def test_every_piece_of_evidence_counts(self):
        event = self.server.events("login")[0]
        address = f"**/events/{event['id']}/sealed/*"
        for change in (
            lambda it: it["sections"]["who"].update(text=it["sections"]["who"]["text"] + " "),
            lambda it: it["sections"]["who"].update(salt="00" * 16),
            lambda it: it.update(leaf_data=it["leaf_data"].replace('"v":1', '"v":2')),
            lambda it: it.update(leaf_hash="00" * 32),
            lambda it: it["inclusion_proof"]["hashes"].pop(),
            lambda it: it["inclusion_proof"].update(index=it["inclusion_proof"]["index"] + 1),
            lambda it: it.update(checkpoint=it["checkpoint"].replace("\n", " \n", 1)),
            lambda it: it.update(checkpoint=it["checkpoint"][:-9] + "AAAAAAA=\n"),
        ):
            def altered(route):
                evidence = route.fetch().json()
                change(evidence)
                route.fulfill(json=evidence)

            self.page.route("**/sealed/**", altered)
            self.open("events/" + event["id"] + "/")
            self.page.wait_for_selector("#proof[data-result]")
            self.assertEqual(self.page.get_attribute("#proof", "data-result"), "bad")
            self.page.unroute("**/sealed/**")

    def opened(self, event, *routes):
        """The result of the proof on the page of an event, with answers put in place of others."""
        for address, answer in routes:
            self.page.route(address, answer)
        self.open("events/" + event["id"] + "/")
        self.page.wait_for_selector("#proof[data-result]")
        for address, answer in routes:
            self.page.unroute(address, answer)
        return self.page.get_attribute("#proof", "data-result")

    def test_what_cannot_be_checked_is_no_tampering(self):
        event = self.server.events("login")[0]
        refusal = lambda route: route.fulfill(status=503, body="{}")
        self.assertEqual(self.opened(event, ("**/sealed/**", refusal)), "unknown")
        self.assertIn("Nothing could be checked", self.page.inner_text("#proof-state"))
        self.assertEqual(self.opened(event, ("**/checkpoint/", refusal)), "unknown")
        self.assertIn("1 could not be checked", self.page.inner_text("#proof-state"))
        self.assertEqual(self.page.locator("#proof-steps li.bad").count(), 0)
        self.page.add_init_script(
            "crypto.subtle.importKey = async () => {"
            "throw new DOMException('no', 'NotSupportedError'); };"
        )
        self.assertEqual(self.opened(event), "unknown")
        self.assertIn("no Ed25519", self.page.inner_text("#proof-steps"))
        self.assertNotIn("not what was sealed", self.page.inner_text("#proof"))

    def test_the_published_ledger_has_to_go_on_from_that_of_the_event(self):
        event = self.server.events("login")[0]

        def earlier(route):
            answer = route.fetch()
            # What is published is fetched later, and goes on from this.
            self.server.post("events/", {"kind": "page", "what": {"detail": {"path": "/later"}}})
            route.fulfill(response=answer)

        def forked(route):
            proof = route.fetch().json()
            proof["hashes"][-1] = "00" * 32
            route.fulfill(json=proof)

        def resigned(route):
            text = route.fetch().text()
            route.fulfill(body=text[:-9] + "AAAAAAA=\n")

        self.assertEqual(self.opened(event, ("**/sealed/**", earlier)), "good",
            self.page.inner_text("#proof-steps"))
        forks = [("**/sealed/**", earlier), ("**/proof/consistency?*", forked)]
        self.assertEqual(self.opened(event, *forks), "bad")
        self.assertIn("another past", self.page.inner_text("#proof-steps"))
        self.assertEqual(self.opened(event, ("**/checkpoint/", resigned)), "bad")

    def test_an_erased_event_is_still_proved(self):
        event = next(e for e in self.server.events("page") if e["user"])
        self.server.run("erase", "--actor", event["user"], "--reason", "demand 17", "--yes")
        self.open("events/" + event["id"] + "/")
        self.page.wait_for_selector("#proof[data-result]")
        self.assertEqual(self.page.get_attribute("#proof", "data-result"), "good")
        self.assertIn("It was erased", self.page.inner_text("#proof-steps"))

    def test_verifies_the_whole_ledger(self):
        self.open("integrity/")
        self.page.click("button:text('Verify the whole ledger')")
        self.page.wait_for_selector("td .badge:text('intact')", timeout=30_000)


class TamperingTests(DashboardTest):
    settings = {"demo": 200}

    def test_shows_a_row_that_was_altered(self):
        event = self.server.events("request", "method=GET")[3]
        self.server.stop()
        with sqlite3.connect(self.server.folder / "trail.sqlite") as database:
            columns = [row[1] for row in database.execute("PRAGMA table_info(event)")]
            column = next(name for name in columns if name in ("what", "what_text"))
            changed = database.execute(
                f"UPDATE event SET {column} = replace(CAST({column} AS TEXT), 'GET', 'PUT') "
                "WHERE id = ?",
                (bytes.fromhex(event["id"].replace("-", "")),),
            ).rowcount
        self.server.start()
        self.assertEqual(changed, 1)
        self.sign_in("ada")
        self.open("events/" + event["id"] + "/")
        self.page.wait_for_selector("#proof[data-result]")
        self.assertEqual(self.page.get_attribute("#proof", "data-result"), "bad")
        self.assertIn("tampered", self.page.inner_text(".page-head"))
        self.open("request-events/?method=PUT")
        self.assertEqual(self.page.locator("td .badge:text('tampered')").count(), 1)
        self.open("integrity/")
        self.page.click("button:text('Verify the whole ledger')")
        self.page.wait_for_selector("td .badge:text('tampered')", timeout=30_000)


class PictureTests(DashboardTest):
    settings = {"demo": 20_000, "admin_allow_purge": "true"}

    def test_pictures_of_every_page(self):
        for name, path in PAGES.items():
            self.screenshots("/dashboard/" + path, "dashboard-" + name)
        changed = self.server.events("crud", "event_type=update")[0]
        target = f"type={changed['content_type']}&id={changed['object_id']}"
        self.screenshots("/dashboard/object/?" + target, "dashboard-object-history")
        for name, event in (
            ("event", changed),
            ("event-request", self.server.events("request", "response_status__gte=500")[0]),
            ("event-system", self.server.events("system", "severity=CRITICAL")[0]),
            ("event-login", self.server.events("login", "login_type=failed")[0]),
        ):
            self.picture_of_event(event, "dashboard-" + name)
        self.screenshots("/dashboard/sign-in/", "dashboard-sign-in", context=self.new_context())

    def test_pictures_of_what_was_altered_and_erased(self):
        erased = next(e for e in self.server.events("page") if e["user"])
        self.server.run("erase", "--actor", erased["user"], "--reason", "demand 17", "--yes")
        self.picture_of_event(erased, "dashboard-event-erased")
        query = "remote_ip=192.0.2.254"
        altered = self.server.events("login", query)[0]
        database = sqlite3.connect(self.server.folder / "trail.sqlite")
        with database:
            database.execute(
                "UPDATE event SET what = replace(what, 'wrong', 'right') WHERE ip = '192.0.2.254'"
            )
        database.close()
        self.picture_of_event(altered, "dashboard-event-tampered")
        self.screenshots("/dashboard/login-events/?" + query, "dashboard-logins-tampered")

    def picture_of_event(self, event, name):
        self.screenshots(
            "/dashboard/events/" + event["id"] + "/",
            name,
            ready=lambda page: page.wait_for_selector("#proof[data-result]"),
        )


if __name__ == "__main__":
    unittest.main()
