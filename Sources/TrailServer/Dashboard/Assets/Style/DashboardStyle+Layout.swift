extension DashboardStyle {
    /// What stands around a page.
    static let layout = """
        .bar { display: flex; align-items: center; gap: 1rem; min-height: 3.15rem;
          padding: 0 1.25rem; border-bottom: 1px solid var(--line); background: var(--surface); }
        .brand { display: inline-flex; align-items: center; gap: .5rem; font-weight: 700;
          font-size: 1.14rem; color: var(--text); text-decoration: none; letter-spacing: -.01em; }
        .brand .icon { width: 1.35em; height: 1.35em; color: var(--accent); }
        .who { margin-left: auto; display: flex; align-items: center; gap: 1rem; min-width: 0; }
        .who form { margin: 0; }
        .who-name { display: inline-flex; align-items: center; gap: .4rem; min-width: 0; }
        .who-name span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
          max-width: 14rem; }
        .tenant::before { content: "· "; }
        .menu-link, .menu-close, .menu-who { display: none; }
        .frame { flex: 1; display: grid; grid-template-columns: 13.5rem minmax(0, 1fr);
          align-items: stretch; }
        .frame.bare { grid-template-columns: minmax(0, 1fr); }
        .menu { padding: 1.1rem .75rem 2rem; border-right: 1px solid var(--line);
          background: var(--surface); }
        .menu h2 { font-size: .86rem; font-weight: 600; color: var(--muted);
          margin: 1.1rem .6rem .3rem; }
        .menu h2:first-of-type { margin-top: 0; }
        .menu ul { list-style: none; margin: 0; padding: 0; }
        .menu li a { display: flex; align-items: center; gap: .6rem; padding: .32rem .6rem;
          border-radius: 5px; color: var(--text); text-decoration: none; }
        .menu li a .icon { color: var(--muted); width: 1.15em; height: 1.15em; }
        .menu li a:hover { background: color-mix(in srgb, var(--line) 55%, transparent); }
        .menu li a[aria-current] { background: var(--accent-soft); color: var(--accent);
          font-weight: 600; box-shadow: inset 3px 0 0 var(--accent); }
        .menu li a[aria-current] .icon { color: inherit; }
        main { padding: 1.4rem 1.5rem 3rem; min-width: 0; max-width: 108rem; }
        .foot { padding: .7rem 1.25rem; border-top: 1px solid var(--line); color: var(--muted);
          font-size: .93rem; background: var(--surface); }
        .page-head { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem;
          margin: 0 0 1.1rem; }
        .page-head > p:not(.actions) { margin: 0; flex-basis: 100%; color: var(--muted); }
        .page-head > a { display: inline-flex; text-decoration: none; }
        .page-head .actions { margin: 0 0 0 auto; }
        .block { margin: 0 0 1.75rem; }
        .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(21rem, 1fr));
          gap: 0 1.75rem; }
        .crumbs { margin: 0 0 .4rem; font-size: .93rem; color: var(--muted); }
        .note { padding: .6rem .9rem; border-left: 3px solid var(--accent); border-radius: 3px;
          background: var(--accent-soft); margin: 0 0 1.1rem; max-width: none; }
        .note.success, .note.good { border-color: var(--good); background: var(--good-soft); }
        .note.warning { border-color: var(--warning); background: var(--warning-soft); }
        .note.bad { border-color: var(--bad); background: var(--bad-soft); }
        .empty { padding: 2.2rem 1.25rem; border: 1px dashed var(--line-strong);
          border-radius: 6px; text-align: center; }
        .empty p { margin: 0 auto .6rem; }
        .empty .lead { font-weight: 600; }
        .sign-in { max-width: 23rem; margin: 8vh auto 0; padding: 1.75rem;
          border: 1px solid var(--line); border-radius: 8px; background: var(--raised); }
        .sign-in h1 { margin-bottom: 1rem; }
        .sign-in input, .sign-in button { width: 100%; }
        @media (max-width: 52rem) {
          .bar { padding: 0 .9rem; gap: .75rem; }
          .menu-link { display: inline-flex; align-items: center; gap: .4rem; padding: .5rem 0; }
          .frame { display: block; }
          .menu { display: none; border-right: 0; border-bottom: 1px solid var(--line); }
          .menu:target { display: block; }
          .menu ul { display: grid; grid-template-columns: 1fr 1fr; }
          .menu li a { padding: .55rem .6rem; }
          .menu-who { display: block; margin: .9rem .6rem 0; }
          .menu-close { display: inline-block; margin: .75rem .6rem 0; }
          main { padding: 1rem .9rem 2.5rem; }
          .who { gap: .75rem; }
          .who-name, .who > a { display: none; }
          .page-head .actions { margin-left: 0; }
          .columns { grid-template-columns: minmax(0, 1fr); }
        }
        @media print {
          .bar, .menu, .foot, .actions, .filters, .pages { display: none; }
          .frame { display: block; }
        }
        """
}
