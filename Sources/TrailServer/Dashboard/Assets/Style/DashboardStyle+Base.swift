extension DashboardStyle {
    /// Colours, type and what every element begins with.
    static let base = """
        :root {
          color-scheme: light dark;
          --page: #ffffff; --surface: #f5f7fa; --raised: #ffffff;
          --line: #d8dee7; --line-strong: #8d99a9;
          --text: #18212d; --muted: #54606f;
          --accent: #1a5fb4; --accent-soft: #e5effb; --on-accent: #ffffff;
          --good: #17703c; --good-soft: #e3f4ea;
          --warning: #835400; --warning-soft: #fbf0d9;
          --bad: #b0231b; --bad-soft: #fce8e6;
          --chart-1: #4a86cf; --chart-2: #b0231b; --chart-grid: #e2e7ee;
          --mono: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, monospace;
          --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #10151b; --surface: #171d26; --raised: #1c242e;
            --line: #2d3744; --line-strong: #6e7b8c;
            --text: #e3e8ef; --muted: #a3afbe;
            --accent: #82b4ff; --accent-soft: #1c3152; --on-accent: #0b1624;
            --good: #6fd39b; --good-soft: #14321f;
            --warning: #f0bf62; --warning-soft: #3a2c0e;
            --bad: #ff9d95; --bad-soft: #431c19;
            --chart-1: #5189d6; --chart-2: #ff9d95; --chart-grid: #2a333f;
          }
        }
        *, *::before, *::after { box-sizing: border-box; }
        html { font: 14px/1.5 var(--sans); color: var(--text); background: var(--page);
          font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%; }
        body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; }
        h1 { font-size: 1.43rem; line-height: 1.25; margin: 0; font-weight: 650;
          letter-spacing: -0.01em; overflow-wrap: anywhere; }
        h2 { font-size: 1.07rem; line-height: 1.3; margin: 0 0 .6rem; font-weight: 650; }
        h3 { font-size: 1rem; margin: 0 0 .4rem; font-weight: 650; }
        p { margin: 0 0 .75rem; max-width: 72ch; }
        a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 2px; }
        a:not(:hover):not(.plain-link) { text-decoration-color: color-mix(in srgb,
          currentColor 40%, transparent); }
        code, pre, kbd { font-family: var(--mono); font-size: .93em; }
        code { overflow-wrap: anywhere; }
        pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
        main:focus { outline: none; }
        .icon { width: 1em; height: 1em; flex: none; vertical-align: -.125em; fill: none;
          stroke: currentColor; stroke-width: 1.6; stroke-linecap: round;
          stroke-linejoin: round; }
        .plain-link:not(:hover) { text-decoration: none; }
        .more { display: block; color: var(--muted); }
        .error { color: var(--bad); margin: .25rem 0 0; }
        .muted { color: var(--muted); }
        .lead { font-size: 1.07rem; }
        .unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden;
          clip-path: inset(50%); white-space: nowrap; }
        .skip { position: absolute; left: .5rem; top: -4rem; padding: .5rem .8rem; z-index: 9;
          background: var(--accent); color: var(--on-accent); border-radius: 4px; }
        .skip:focus { top: .5rem; }
        [hidden] { display: none !important; }
        """
}
