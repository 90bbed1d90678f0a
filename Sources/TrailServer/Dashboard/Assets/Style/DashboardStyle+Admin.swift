extension DashboardStyle {
    /// The pages by which the log itself is run.
    static let admin = """
        .admin-item { display: grid; grid-template-columns: minmax(0, 34rem) minmax(17rem, 26rem);
          gap: 0 2.5rem; align-items: start; }
        .intro { margin-top: -.5rem; color: var(--muted); }
        .group { margin: 0 0 1rem; padding: .8rem .9rem 0; border: 1px solid var(--line);
          border-radius: 6px; }
        .group > summary, .group > legend { font-weight: 650; }
        .group > summary { cursor: pointer; padding: 0 0 .8rem; }
        .group > legend { padding: 0 .3rem; margin-left: -.3rem; }
        .below { margin: .6rem 0 0; }
        .act { padding: 1rem 0 0; border-top: 1px solid var(--line); }
        .act > :last-child, .act .form > :last-child { margin-bottom: 0; }
        .figures:empty { display: none; }
        .confirm h2 { margin-top: 0; }
        .copy-row { display: flex; flex-wrap: wrap; gap: .6rem; margin: .25rem 0 0; }
        .copy-field { margin: 0 0 1rem; max-width: 44rem; }
        .secret { font-family: var(--mono); flex: 1 1 22rem; min-width: 0; }
        .form > .hint { color: var(--muted); margin: .25rem 0 0; }
        .field fieldset .check + .check { margin-top: .3rem; }
        @media (max-width: 62rem) {
          .admin-item { grid-template-columns: minmax(0, 1fr); gap: 1.75rem 0; }
        }
        """
}
