extension DashboardStyle {
    /// Badges, figures and the other small parts.
    static let parts = """
        .badge { display: inline-flex; align-items: center; gap: .3rem; padding: 0 .45rem;
          border-radius: 4px; background: var(--surface); border: 1px solid var(--line);
          color: var(--text); white-space: nowrap; }
        .badge.good { color: var(--good); background: var(--good-soft);
          border-color: transparent; }
        .badge.warning { color: var(--warning); background: var(--warning-soft);
          border-color: transparent; }
        .badge.bad { color: var(--bad); background: var(--bad-soft); border-color: transparent; }
        .badge.accent { color: var(--accent); background: var(--accent-soft);
          border-color: transparent; }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr));
          margin: 0 0 1.5rem; border: 1px solid var(--line); border-radius: 6px;
          background: var(--raised); }
        .figures > div { padding: .7rem .95rem; border-left: 1px solid var(--line);
          margin-left: -1px; }
        .figures dt { color: var(--muted); }
        .figures dd { margin: 0; font-size: 1.57rem; line-height: 1.3; font-weight: 600;
          letter-spacing: -.01em; }
        .figures dd .more { font-size: .93rem; font-weight: 400; letter-spacing: 0; }
        .figures dd a { color: inherit; }
        .tabs { display: flex; flex-wrap: wrap; gap: .25rem; margin: 0 0 1.1rem; padding: 0;
          list-style: none; }
        .tabs a { display: inline-block; padding: .28rem .7rem; border-radius: 5px;
          text-decoration: none; color: var(--text); border: 1px solid var(--line); }
        .tabs a[aria-current] { background: var(--accent-soft); color: var(--accent);
          border-color: var(--accent); font-weight: 600; }
        .proof ol { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line);
          border-radius: 6px; background: var(--raised); }
        .proof li { display: grid; grid-template-columns: 1.6rem minmax(0, 1fr);
          padding: .45rem .8rem; border-bottom: 1px solid var(--line); }
        .proof li:last-child { border-bottom: 0; }
        .proof li .sign { font-weight: 700; }
        .proof li.good .sign { color: var(--good); }
        .proof li.bad .sign, .proof li.bad .what { color: var(--bad); }
        .proof li.unknown .sign { color: var(--warning); }
        .proof li .how { grid-column: 2; color: var(--muted); font-size: .93rem;
          overflow-wrap: anywhere; }
        .proof .actions { margin: .9rem 0 0; }
        pre + h3 { margin-top: 1rem; }
        del, ins { text-decoration: none; padding: 0 .2rem; border-radius: 3px; }
        del { background: var(--bad-soft); color: var(--bad); }
        ins { background: var(--good-soft); color: var(--good); }
        .raw summary { cursor: pointer; font-weight: 600; padding: .3rem 0; }
        .raw pre { padding: .7rem .9rem; border: 1px solid var(--line); border-radius: 6px;
          background: var(--surface); max-height: 32rem; overflow: auto; }
        .menu-button { position: relative; }
        .menu-button summary { list-style: none; }
        .menu-button summary::-webkit-details-marker { display: none; }
        .menu-button summary::after { content: "▾"; font-size: .85em; }
        .menu-button ul { position: absolute; right: 0; z-index: 3; margin: .3rem 0 0;
          padding: .3rem; list-style: none; min-width: 9rem; background: var(--raised);
          border: 1px solid var(--line-strong); border-radius: 6px; }
        .menu-button li a { display: block; padding: .35rem .6rem; border-radius: 4px;
          text-decoration: none; }
        .menu-button li a:hover { background: var(--surface); }
        .live { display: inline-flex; align-items: center; gap: .5rem; color: var(--muted); }
        .live::before { content: ""; width: .6rem; height: .6rem; border-radius: 50%;
          border: 2px solid currentColor; }
        .live[data-state="open"] { color: var(--good); }
        .live[data-state="open"]::before { background: currentColor; }
        .live[data-state="failed"] { color: var(--bad); }
        @media (max-width: 52rem) {
          .tabs a { padding: .28rem .5rem; }
        }
        """
}
