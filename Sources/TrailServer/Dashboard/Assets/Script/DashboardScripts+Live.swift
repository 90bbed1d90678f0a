extension DashboardScripts {
    /// Keeps the list on the page at its newest while events arrive.
    ///
    /// The stream says that there is something new; the rows are the server's own, so that they are
    /// the same as after a reload. Many at once lead to one look a second.
    static let live = #"""
        const button = document.querySelector("button[data-live]");
        const state = document.querySelector(".live");
        const pause = 1000;
        let stream;
        let heard = 0;
        let timer;

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

        async function refresh() {
          timer = undefined;
          const answer = await fetch(first(), { headers: { accept: "text/html" } });
          if (!answer.ok || answer.redirected) {
            stop();
            say("The list cannot be read any more; reload the page.", "failed");
            return;
          }
          const page = new DOMParser().parseFromString(await answer.text(), "text/html");
          const fresh = page.getElementById("events");
          const events = document.getElementById("events");
          const known = new Set(Array.from(events.querySelectorAll("tr[data-id]"),
            (row) => row.dataset.id));
          for (const row of fresh.querySelectorAll("tr[data-id]")) {
            if (!known.has(row.dataset.id)) row.classList.add("fresh");
          }
          events.replaceChildren(...document.importNode(fresh, true).childNodes);
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
            timer ??= setTimeout(refresh, 0);
          };
          stream.onmessage = () => {
            heard += 1;
            timer ??= setTimeout(refresh, pause);
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
