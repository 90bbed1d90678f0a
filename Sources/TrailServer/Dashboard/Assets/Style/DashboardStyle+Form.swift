extension DashboardStyle {
    /// Buttons, fields and filters.
    static let form = """
        button, .button { display: inline-flex; align-items: center; justify-content: center;
          gap: .4rem; font: inherit; font-weight: 550; padding: .36rem .85rem; cursor: pointer;
          border: 1px solid var(--line-strong); border-radius: 5px; background: var(--raised);
          color: var(--text); text-decoration: none; white-space: nowrap; min-height: 2.15rem; }
        button:hover, .button:hover { background: var(--surface); }
        button.primary, .button.primary { background: var(--accent); border-color: var(--accent);
          color: var(--on-accent); }
        button.primary:hover, .button.primary:hover { filter: brightness(1.08); }
        button.danger, .button.danger { background: var(--bad); border-color: var(--bad);
          color: var(--page); }
        button.quiet-danger, .button.quiet-danger { color: var(--bad); border-color: var(--bad); }
        button.link { border: 0; background: none; padding: 0; min-height: 0; color: var(--accent);
          font-weight: inherit; text-decoration: underline; text-underline-offset: 2px;
          text-decoration-thickness: 1px; }
        .actions { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center;
          max-width: none; }
        input, select, textarea { font: inherit; color: inherit; background: var(--page);
          border: 1px solid var(--line-strong); border-radius: 5px; padding: .34rem .6rem;
          min-height: 2.15rem; max-width: 100%; }
        input[type="checkbox"], input[type="radio"] { min-height: 0; width: 1.05rem;
          height: 1.05rem; accent-color: var(--accent); margin: 0; flex: none; }
        [aria-invalid="true"] { border-color: var(--bad); }
        label, legend { font-weight: 550; }
        .form { max-width: 34rem; }
        .field { margin: 0 0 1rem; }
        .field > label:not(.check) { display: block; margin: 0 0 .25rem; }
        .field > input, .field > select, .field > textarea { width: 100%; }
        .field .hint { color: var(--muted); margin: .25rem 0 0; }
        .check { display: flex; align-items: baseline; gap: .55rem; font-weight: 400; }
        .check input { position: relative; top: .15rem; }
        fieldset { border: 1px solid var(--line); border-radius: 6px; padding: .6rem .9rem .8rem;
          margin: 0; }
        .filters { border: 1px solid var(--line); border-radius: 6px; background: var(--surface);
          padding: .8rem .9rem; margin: 0 0 1.1rem; }
        .filters .grid { display: grid; gap: .6rem .8rem;
          grid-template-columns: repeat(auto-fill, minmax(11.5rem, 1fr)); }
        .filters label { display: block; font-size: .93rem; margin: 0 0 .2rem; }
        .filters input:not([type="checkbox"]), .filters select { width: 100%; }
        .filters .grid > div { min-width: 0; align-self: end; }
        .filters input[type="datetime-local"] { font-size: .88rem; padding: .34rem .35rem; }
        .filters .wide { grid-column: span 2; }
        .filters details { margin: .8rem 0 0; }
        .filters summary { cursor: pointer; color: var(--accent); width: max-content; }
        .filters details .grid { margin: .6rem 0 0; }
        .filters .actions { margin: .8rem 0 0; }
        .confirm { max-width: 44rem; padding: 1.2rem 1.4rem; border: 1px solid var(--bad);
          border-radius: 8px; }
        .plain-list { margin: 0 0 1rem; padding: 0 0 0 1.1rem; }
        @media (max-width: 52rem) {
          .filters .grid { grid-template-columns: repeat(2, minmax(0, 1fr)); }
          .filters .grid > div:has(input[type="datetime-local"]) { grid-column: span 2; }
          button, .button { min-height: 2.6rem; }
        }
        """
}
