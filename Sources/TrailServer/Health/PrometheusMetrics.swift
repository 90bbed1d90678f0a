public import Metrics
internal import Synchronization

/// Keeps metrics in memory and prints them in Prometheus' text format.
///
/// Bootstrap `MetricsSystem` with it, or hand it to whoever takes a factory. Memory is bounded:
/// beyond ``maximumSeries`` a new series is not kept.
public final class PrometheusMetrics: MetricsFactory {
    /// The most series that are kept.
    public static let maximumSeries = 4_096
    /// The media type of ``text``.
    public static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    private struct Key: Hashable {
        let name: String
        let labels: String
    }

    private let series = Mutex<[Key: any PrometheusSeries]>([:])

    /// No metrics yet.
    public init() {}

    /// A counter; one that is made twice is the same.
    public func makeCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any CounterHandler {
        self.make(label, dimensions) { PrometheusCounter() } ?? NOOPMetricsHandler.instance
    }

    /// A counter of fractions; one that is made twice is the same.
    public func makeFloatingPointCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        self.make(label, dimensions) { PrometheusCounter() } ?? NOOPMetricsHandler.instance
    }

    /// A gauge.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        self.make(label, dimensions) { PrometheusGauge() } ?? NOOPMetricsHandler.instance
    }

    /// A histogram of numbers, or a gauge of the last one.
    public func makeRecorder(
        label: String,
        dimensions: [(String, String)],
        aggregate: Bool
    ) -> any RecorderHandler {
        guard aggregate else {
            return self.make(label, dimensions) { PrometheusGauge() } ?? NOOPMetricsHandler.instance
        }
        return self.make(label, dimensions) { PrometheusHistogram(.numbers) }
            ?? NOOPMetricsHandler.instance
    }

    /// A histogram of seconds.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        self.make(label, dimensions) { PrometheusHistogram(.seconds) }
            ?? NOOPMetricsHandler.instance
    }

    /// Forgets a counter.
    public func destroyCounter(_ handler: any CounterHandler) { self.forget(handler) }

    /// Forgets a counter of fractions.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {
        self.forget(handler)
    }

    /// Forgets a gauge.
    public func destroyMeter(_ handler: any MeterHandler) { self.forget(handler) }

    /// Forgets a histogram or gauge.
    public func destroyRecorder(_ handler: any RecorderHandler) { self.forget(handler) }

    /// Forgets a histogram of seconds.
    public func destroyTimer(_ handler: any TimerHandler) { self.forget(handler) }

    /// All metrics, by name, in the text format 0.0.4.
    public var text: String {
        let all = self.series.withLock { $0 }
        var text = ""
        var last: String?
        let sorted = all.sorted { ($0.key.name, $0.key.labels) < ($1.key.name, $1.key.labels) }
        for (key, series) in sorted {
            if key.name != last { text += "# TYPE \(key.name) \(series.type)\n" }
            last = key.name
            series.write(name: key.name, labels: key.labels, to: &text)
        }
        return text
    }

    /// The series under this name, made if need be; `nil` where it is of another type or one
    /// too many.
    private func make<Series: PrometheusSeries>(
        _ label: String,
        _ dimensions: [(String, String)],
        _ series: () -> Series
    ) -> Series? {
        let key = Key(name: Self.name(label), labels: Self.labels(dimensions))
        return self.series.withLock { all in
            if let known = all[key] { return known as? Series }
            guard all.count < Self.maximumSeries else { return nil }
            let new = series()
            all[key] = new
            return new
        }
    }

    private func forget(_ handler: AnyObject) {
        self.series.withLock { all in
            all = all.filter { $0.value !== handler }
        }
    }

    private static func name(_ label: String) -> String {
        let name = label.map { character in
            let isAllowed = character.isASCII && (character.isLetter || character.isNumber)
            return isAllowed || character == ":" ? character : "_"
        }
        return name.first?.isNumber ?? true ? "_" + String(name) : String(name)
    }

    /// `a="b",c="d"`, by name, so that the order in which they are given says nothing.
    private static func labels(_ dimensions: [(String, String)]) -> String {
        dimensions.sorted { $0.0 < $1.0 }
            .map { name, value in
                let escaped = value.map { character in
                    switch character {
                    case "\\": "\\\\"
                    case "\"": "\\\""
                    case "\n": "\\n"
                    default: String(character)
                    }
                }
                return "\(Self.name(name))=\"\(escaped.joined())\""
            }
            .joined(separator: ",")
    }
}
