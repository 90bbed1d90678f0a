extension DashboardStyle {
    /// Charts, which the server draws as SVG.
    static let chart = """
        .chart { margin: 0 0 1.75rem; }
        .chart figcaption { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; margin: 0 0 .6rem;
          align-items: baseline; }
        .chart figcaption h2 { margin: 0 auto 0 0; }
        .plot { display: grid; grid-template-columns: max-content minmax(0, 1fr);
          gap: .35rem .6rem; font-size: .86rem; color: var(--muted); }
        .plot .scale { display: flex; flex-direction: column; justify-content: space-between;
          text-align: right; line-height: 1; min-width: 2.5rem; }
        .plot svg { display: block; width: 100%; height: 11rem; overflow: visible; }
        .plot .times { grid-column: 2; display: flex; justify-content: space-between;
          gap: .5rem; overflow: hidden; white-space: nowrap; }
        .chart .grid { stroke: var(--chart-grid); stroke-width: 1; fill: none;
          vector-effect: non-scaling-stroke; }
        .chart .axis { stroke: var(--line-strong); stroke-width: 1; fill: none;
          vector-effect: non-scaling-stroke; }
        .chart .bar-1 { fill: var(--chart-1); }
        .chart .bar-2 { fill: var(--chart-2); }
        .chart .hit { fill: transparent; }
        .chart .hit:hover { fill: color-mix(in srgb, var(--text) 10%, transparent); }
        .key { display: inline-flex; align-items: center; gap: .4rem; color: var(--muted); }
        .key svg { width: .8rem; height: .8rem; }
        .chart details { margin: .5rem 0 0; }
        .chart details summary { cursor: pointer; color: var(--muted); width: max-content; }
        .chart details .table { margin: .5rem 0 0; max-height: 24rem; overflow: auto; }
        .share { display: block; width: 100%; min-width: 5rem; height: .5rem; }
        .share .bar-1 { fill: var(--chart-1); }
        .share .bar-0 { fill: var(--chart-grid); }
        @media (max-width: 52rem) {
          .plot .times span:nth-child(even) { display: none; }
        }
        """
}
