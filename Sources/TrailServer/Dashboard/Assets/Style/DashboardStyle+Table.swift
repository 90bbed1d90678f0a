extension DashboardStyle {
    /// Tables: dense in a wide window, lists of cells in a narrow one.
    static let table = """
        .table { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px;
          background: var(--raised); }
        table { border-collapse: collapse; width: 100%; font-size: .93rem; line-height: 1.4; }
        th, td { text-align: left; vertical-align: top; padding: .38rem .55rem;
          border-bottom: 1px solid var(--line); }
        tbody tr:last-child > * { border-bottom: 0; }
        thead th { background: var(--surface); color: var(--muted); font-weight: 600;
          white-space: nowrap; }
        thead th a { color: inherit; }
        th[aria-sort="ascending"]::after { content: " ▲"; font-size: .75em; }
        th[aria-sort="descending"]::after { content: " ▼"; font-size: .75em; }
        tbody tr:hover { background: var(--surface); }
        td, td code { overflow-wrap: break-word; }
        td { max-width: 28rem; }
        td:has(> .more) { min-width: 8rem; }
        td time, td.number, th.number { white-space: nowrap; }
        .number { text-align: right; }
        tr.fresh { animation: fresh 2.5s ease-out; }
        @keyframes fresh { from { background: var(--accent-soft); } }
        @media (prefers-reduced-motion: reduce) { tr.fresh { animation: none; } }
        .facts { display: grid; grid-template-columns: minmax(8rem, max-content) minmax(0, 1fr);
          margin: 0; border: 1px solid var(--line); border-radius: 6px;
          background: var(--raised); }
        .facts > div { display: contents; }
        .facts dt, .facts dd { padding: .38rem .7rem; margin: 0;
          border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
        .facts > div:last-child > * { border-bottom: 0; }
        .facts dt { color: var(--muted); }
        .pages { display: flex; flex-wrap: wrap; align-items: center; gap: .6rem 1rem;
          margin: .9rem 0 0; }
        .pages .count { color: var(--muted); margin-right: auto; }
        @media (max-width: 52rem) {
          .table:not(.compact) { border: 0; background: none; overflow: visible; }
          .table:not(.compact) thead { position: absolute; width: 1px; height: 1px;
            overflow: hidden; clip-path: inset(50%); }
          .table:not(.compact) :is(table, tbody, tr, td, tbody th) { display: block; }
          .table:not(.compact) tr { border: 1px solid var(--line); border-radius: 6px;
            padding: .35rem 0; margin: 0 0 .6rem; background: var(--raised); }
          .table:not(.compact) :is(td, tbody th) { border: 0; position: relative;
            padding: .18rem .75rem .18rem 8.2rem; min-height: 1.6rem; max-width: none;
            text-align: left; overflow-wrap: anywhere; }
          .table:not(.compact) :is(td, tbody th)::before { content: attr(data-title);
            position: absolute; left: .75rem; width: 7rem; color: var(--muted);
            font-weight: 400; }
          .facts { grid-template-columns: minmax(0, 1fr); }
          .facts dt { border-bottom: 0; padding-bottom: 0; }
        }
        """
}
