extension DashboardScripts {
    /// Copies the text of a field; without a script it is selected and copied by hand.
    static let copy = #"""
        for (const button of document.querySelectorAll("button[data-copy]")) {
          const field = document.getElementById(button.dataset.copy);
          const said = document.getElementById("copied");
          field.addEventListener("focus", () => field.select());
          button.hidden = false;
          button.addEventListener("click", async () => {
            field.select();
            try {
              await navigator.clipboard.writeText(field.value);
              said.textContent = "Copied.";
            } catch {
              said.textContent = "Press Ctrl+C to copy what is selected.";
            }
          });
        }
        """#
}
