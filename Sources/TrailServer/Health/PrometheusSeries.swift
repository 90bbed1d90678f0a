internal import Metrics
internal import Synchronization

/// One time series of ``PrometheusMetrics``.
protocol PrometheusSeries: AnyObject, Sendable {
    /// The type that the text format gives it.
    var type: String { get }

    /// Appends its lines to `text`.
    func write(name: String, labels: String, to text: inout String)
}

/// A number that only grows.
final class PrometheusCounter: PrometheusSeries, CounterHandler, FloatingPointCounterHandler {
    private let count = Atomic<Int64>(0)
    private let fraction = Mutex(0.0)

    var type: String { "counter" }

    func increment(by amount: Int64) {
        self.count.wrappingAdd(amount, ordering: .relaxed)
    }

    func increment(by amount: Double) {
        self.fraction.withLock { $0 += amount }
    }

    func reset() {
        self.count.store(0, ordering: .relaxed)
        self.fraction.withLock { $0 = 0 }
    }

    func write(name: String, labels: String, to text: inout String) {
        let count = self.count.load(ordering: .relaxed)
        let fraction = self.fraction.withLock { $0 }
        let value = fraction == 0 ? String(count) : String(Double(count) + fraction)
        text += PrometheusText.line(name, labels, value)
    }
}

/// A number that comes and goes.
final class PrometheusGauge: PrometheusSeries, MeterHandler, RecorderHandler {
    private let value = Mutex(0.0)

    var type: String { "gauge" }

    func set(_ value: Int64) { self.set(Double(value)) }

    func set(_ value: Double) {
        self.value.withLock { $0 = value }
    }

    func increment(by amount: Double) {
        self.value.withLock { $0 += amount }
    }

    func decrement(by amount: Double) { self.increment(by: -amount) }

    func record(_ value: Int64) { self.set(Double(value)) }

    func record(_ value: Double) { self.set(value) }

    func write(name: String, labels: String, to text: inout String) {
        let value = self.value.withLock { $0 }
        text += PrometheusText.line(name, labels, PrometheusText.number(value))
    }
}

/// How many values were how large.
final class PrometheusHistogram: PrometheusSeries, RecorderHandler, TimerHandler {
    /// The upper bounds of the buckets; one more takes the rest.
    struct Bounds {
        let upper: [Double]

        static let seconds = Self(upper: [
            0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
            10,
        ])
        static let numbers = Self(upper: [
            1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 100_000, 1_000_000,
        ])
    }

    private struct State {
        var counts: [UInt64]
        var sum = 0.0
    }

    private let bounds: Bounds
    private let state: Mutex<State>

    init(_ bounds: Bounds) {
        self.bounds = bounds
        self.state = Mutex(State(counts: Array(repeating: 0, count: bounds.upper.count + 1)))
    }

    var type: String { "histogram" }

    func record(_ value: Int64) { self.record(Double(value)) }

    func record(_ value: Double) {
        let bucket = self.bounds.upper.firstIndex { value <= $0 } ?? self.bounds.upper.count
        self.state.withLock { state in
            state.counts[bucket] += 1
            state.sum += value
        }
    }

    func recordNanoseconds(_ duration: Int64) { self.record(Double(duration) / 1e9) }

    func write(name: String, labels: String, to text: inout String) {
        let state = self.state.withLock { $0 }
        let prefix = labels.isEmpty ? "" : labels + ","
        var total: UInt64 = 0
        for (bucket, count) in state.counts.enumerated() {
            total += count
            let isLast = bucket == self.bounds.upper.count
            let bound = isLast ? "+Inf" : PrometheusText.number(self.bounds.upper[bucket])
            let labels = "\(prefix)le=\"\(bound)\""
            text += PrometheusText.line(name + "_bucket", labels, String(total))
        }
        text += PrometheusText.line(name + "_sum", labels, PrometheusText.number(state.sum))
        text += PrometheusText.line(name + "_count", labels, String(total))
    }
}

/// Lines and numbers of the text format.
enum PrometheusText {
    static func line(_ name: String, _ labels: String, _ value: String) -> String {
        labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
    }

    /// Whole numbers without a fraction.
    static func number(_ value: Double) -> String {
        value.magnitude < 1e15 && value == value.rounded() ? String(Int64(value)) : String(value)
    }
}
