internal import Trail

/// A time series as bars, drawn on the server.
///
/// The bars are stretched with the window, the labels stand beside them as text, and the same
/// numbers are in a table below, for whoever cannot see the bars.
struct BarChart: Sendable {
    /// What one step of time had.
    struct Step: Sendable {
        /// When it was, for people.
        let label: String
        /// All there was.
        let total: Int64
        /// What of it stands out.
        let part: Int64
        /// Where more of it is to be seen.
        let link: String
    }

    /// A step as it is drawn, in units of the drawing.
    struct Bar: Sendable {
        let x: String
        let width: String
        let hitX: String
        let hitWidth: String
        let totalY: String
        let totalHeight: String
        let partY: String
        let partHeight: String
        let tip: String
    }

    static let width = 1_000.0
    static let height = 100.0
    /// How many labels stand below the bars at the most.
    private static let mostLabels = 7

    /// What it shows, as a heading.
    let chartTitle: String
    /// What is to be seen in it, in a sentence.
    let chartText: String
    /// What all and what a part of it are called.
    let totalName: String
    let partName: String
    /// The bars.
    let bars: [Bar]
    /// The numbers beside the lines, from the top.
    let scale: [String]
    /// The times below the bars.
    let labels: [String]
    /// The same as a table.
    let numbers: TableView

    /// A chart of steps in their order.
    init(_ title: String, text: String, names: (total: String, part: String), _ steps: [Step]) {
        self.chartTitle = title
        self.chartText = text
        self.totalName = names.total
        self.partName = names.part
        let top = Self.top(of: steps.map(\.total).max() ?? 0)
        self.scale = [top, top / 2, 0].map(NumberText.grouped)
        let place = Self.width / Double(max(steps.count, 1))
        self.bars = steps.enumerated().map { index, step in
            Self.bar(step, at: Double(index) * place, place, top, names)
        }
        self.labels = Self.labels(steps)
        self.numbers = TableView(
            title,
            [
                .init("Time"), .init(names.total, isNumber: true),
                .init(names.part, isNumber: true),
            ],
            steps.reversed().map { step in
                [
                    .text(step.label, link: step.link), .number(step.total), .number(step.part),
                ]
            },
            empty: EmptyView("No steps", "The window is empty.")
        )
    }

    /// Labels at even distances, the first and the last step among them.
    private static func labels(_ steps: [Step]) -> [String] {
        let count = min(Self.mostLabels, steps.count)
        guard count > 1 else { return steps.map(\.label) }
        return (0..<count).map { place in
            String(steps[place * (steps.count - 1) / (count - 1)].label.dropFirst(5))
        }
    }

    private static func bar(
        _ step: Step,
        at x: Double,
        _ place: Double,
        _ top: Int64,
        _ names: (total: String, part: String)
    ) -> Bar {
        func high(_ count: Int64) -> Double {
            // What is there at all must be seen.
            count == 0 ? 0 : max(1, Double(count) / Double(top) * Self.height)
        }
        let (total, part) = (high(step.total), high(min(step.part, step.total)))
        let gap = place > 8 ? 2 : place / 4
        return Bar(
            x: Self.text(x + gap / 2),
            width: Self.text(place - gap),
            hitX: Self.text(x),
            hitWidth: Self.text(place),
            totalY: Self.text(Self.height - total),
            totalHeight: Self.text(total),
            partY: Self.text(Self.height - part),
            partHeight: Self.text(part),
            tip: "\(step.label): \(NumberText.grouped(step.total)) \(names.total), "
                + "\(NumberText.grouped(step.part)) \(names.part)"
        )
    }

    /// The least number of one or two digits and zeros that all bars fit below.
    private static func top(of most: Int64) -> Int64 {
        var unit: Int64 = 1
        while unit * 10 <= most { unit *= 10 }
        for factor in [2, 4, 6, 8, 10] as [Int64] where unit * factor >= most {
            return unit * factor
        }
        return max(2, most)
    }

    /// A coordinate with at most two decimals.
    private static func text(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let decimals = hundredths % 100
        guard decimals > 0 else { return "\(hundredths / 100)" }
        return "\(hundredths / 100).\(decimals < 10 ? "0" : "")\(decimals)"
    }

    static let template = """
        <figure class="chart"><figcaption><h2>{{chartTitle}}</h2>
        <span class="key"><svg viewBox="0 0 8 8" aria-hidden="true"><rect class="bar-1" width="8" \
        height="8" rx="1.5"/></svg>{{totalName}}</span>
        <span class="key"><svg viewBox="0 0 8 8" aria-hidden="true"><rect class="bar-2" width="8" \
        height="8" rx="1.5"/></svg>{{partName}}</span></figcaption>
        <div class="plot"><div class="scale" aria-hidden="true">{{#scale}}<span>{{.}}</span>\
        {{/scale}}</div>
        <svg viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" \
        aria-labelledby="chart-title chart-text"><title id="chart-title">{{chartTitle}}</title>\
        <desc id="chart-text">{{chartText}}</desc>
        <path class="grid" d="M0 0H1000M0 50H1000"/>
        {{#bars}}<g><title>{{tip}}</title><rect class="bar-1" x="{{x}}" y="{{totalY}}" \
        width="{{width}}" height="{{totalHeight}}"/><rect class="bar-2" x="{{x}}" y="{{partY}}" \
        width="{{width}}" height="{{partHeight}}"/><rect class="hit" x="{{hitX}}" y="0" \
        width="{{hitWidth}}" height="100"/></g>
        {{/bars}}<path class="axis" d="M0 100H1000"/></svg>
        <div class="times" aria-hidden="true">{{#labels}}<span>{{.}}</span>{{/labels}}</div></div>
        <details><summary>The same as a table</summary>{{#numbers}}{{>table}}{{/numbers}}</details>
        </figure>
        """
}
