/// The modules of the dashboard: plain JavaScript, without which every page works as well, but for
/// the live tail and the proof.
enum DashboardScripts {
    /// What every page loads: each time says in its tooltip when that was where the reader is.
    static let page = #"""
        for (const time of document.querySelectorAll("time[datetime]")) {
          const date = new Date(time.dateTime);
          if (!Number.isNaN(date.getTime())) time.title = date.toLocaleString() + " (local time)";
        }
        addEventListener("keydown", (event) => {
          if (event.key === "Escape" && location.hash === "#menu") location.hash = "";
        });
        """#
}
