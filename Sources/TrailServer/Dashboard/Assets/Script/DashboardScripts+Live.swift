extension DashboardScripts {
    /// Keeps the list on the page at its newest while events arrive.
    ///
    /// The stream says that there is something new; the rows are the server's own, so that they are
    /// the same as after a reload. Many at once lead to one look a second, never to two at once.
    static let live = #"""
        const button = document.querySelector("button[data-live]");
        const state = document.querySelector(".live");
        const pause = 1000;
        let stream;
        let heard = 0;
        let timer;
        // Whether something has come since the last look began.
        let isDue = false;

        /** The address of the first page of this list. */
        function first() {
          const address = new URL(location.href);
          address.searchParams.delete("cursor");
          address.searchParams.delete("page");
          return address;
        }

        function say(text, name) {
          state.hidden = false;
          state.dataset.state = name;
          state.textContent = text;
        }

        function look(wait) {
          isDue = true;
          timer ??= setTimeout(refresh, wait, stream);
        }

        async function refresh(watched) {
          isDue = false;
          let text;
          try {
            const answer = await fetch(first(), { headers: { accept: "text/html" } });
            text = answer.ok && !answer.redirected ? await answer.text() : "";
          } catch {
            // The network is away; it is looked again until it is back.
            isDue = true;
          }
          // Whoever has stopped watching meanwhile sees the list as it was.
          if (stream !== watched) return;
          timer = undefined;
          if (text === "") {
            stop();
            say("The list cannot be read any more; reload the page.", "failed");
            return;
          }
          if (text === undefined) say("Reconnecting…", "waiting");
          else show(text);
          if (isDue) look(pause);
        }

        /** Shows the list of a page, and leaves the keyboard where it was. */
        function show(text) {
          const page = new DOMParser().parseFromString(text, "text/html");
          const fresh = page.getElementById("events");
          const events = document.getElementById("events");
          const known = new Set(Array.from(events.querySelectorAll("tr[data-id]"),
            (row) => row.dataset.id));
          for (const row of fresh.querySelectorAll("tr[data-id]")) {
            if (!known.has(row.dataset.id)) row.classList.add("fresh");
          }
          const held = events.contains(document.activeElement) ? document.activeElement : undefined;
          const row = held?.closest("tr[data-id]")?.dataset.id;
          const link = held?.getAttribute("href");
          events.replaceChildren(...document.importNode(fresh, true).childNodes);
          if (held) {
            const links = events.querySelectorAll(row ? `tr[data-id="${row}"] a` : ".pages a");
            const same = Array.from(links).find((one) => one.getAttribute("href") === link);
            (same ?? events.querySelector(".table"))?.focus({ preventScroll: true });
          }
          say(`Live: ${heard} new`, "open");
        }

        function stop() {
          stream?.close();
          stream = undefined;
          clearTimeout(timer);
          timer = undefined;
          button.textContent = "Watch live";
          button.setAttribute("aria-pressed", "false");
        }

        function start() {
          heard = 0;
          say("Connecting…", "waiting");
          button.textContent = "Stop";
          button.setAttribute("aria-pressed", "true");
          stream = new EventSource(button.dataset.live);
          stream.onopen = () => {
            say(`Live: ${heard} new`, "open");
            look(0);
          };
          stream.onmessage = () => {
            heard += 1;
            look(pause);
          };
          stream.onerror = () => {
            if (stream?.readyState !== EventSource.CLOSED) {
              say("Reconnecting…", "waiting");
              return;
            }
            stop();
            say("A live view of this list is not available here; reload to see what is new.",
              "failed");
          };
        }

        if (button && state && "EventSource" in globalThis) {
          button.hidden = false;
          button.setAttribute("aria-pressed", "false");
          button.addEventListener("click", () => {
            if (!stream) return start();
            stop();
            say("Stopped", "stopped");
          });
          addEventListener("pagehide", () => stream?.close());
        }
        """#
}
