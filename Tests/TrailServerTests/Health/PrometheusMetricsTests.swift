import Metrics
import Testing
import TrailServer

@Suite struct PrometheusMetricsTests {
    private let metrics = PrometheusMetrics()

    @Test func `prints counters and gauges by name`() {
        let counter = Counter(
            label: "b_total",
            dimensions: [("x", "1"), ("a", "2")],
            factory: self.metrics
        )
        counter.increment(by: 3)
        Counter(label: "b_total", dimensions: [("a", "2"), ("x", "1")], factory: self.metrics)
            .increment()
        Counter(label: "b_total", factory: self.metrics).increment()
        Gauge(label: "a", factory: self.metrics).record(1.5)
        let meter = Meter(label: "c", factory: self.metrics)
        meter.set(7)
        meter.decrement(by: 2)
        FloatingPointCounter(label: "d", factory: self.metrics).increment(by: 0.25)
        #expect(
            self.metrics.text == """
                # TYPE a gauge
                a 1.5
                # TYPE b_total counter
                b_total 1
                b_total{a="2",x="1"} 4
                # TYPE c gauge
                c 5
                # TYPE d counter
                d 0.25

                """
        )
    }

    @Test func `prints timers as histograms of seconds`() {
        let timer = Timer(label: "t_seconds", factory: self.metrics)
        timer.recordNanoseconds(1_000_000)
        timer.recordMilliseconds(30)
        timer.recordSeconds(60)
        let lines = self.metrics.text.split(separator: "\n")
        #expect(lines.first == "# TYPE t_seconds histogram")
        #expect(lines.contains(#"t_seconds_bucket{le="0.0005"} 0"#))
        #expect(lines.contains(#"t_seconds_bucket{le="0.001"} 1"#))
        #expect(lines.contains(#"t_seconds_bucket{le="0.05"} 2"#))
        #expect(lines.contains(#"t_seconds_bucket{le="10"} 2"#))
        #expect(lines.contains(#"t_seconds_bucket{le="+Inf"} 3"#))
        #expect(lines.contains("t_seconds_sum 60.031"))
        #expect(lines.contains("t_seconds_count 3"))
    }

    @Test func `prints recorders as histograms of numbers`() {
        let recorder = Recorder(label: "n", dimensions: [("k", "v")], factory: self.metrics)
        recorder.record(1_000)
        recorder.record(1_001.5)
        let lines = self.metrics.text.split(separator: "\n")
        #expect(lines.contains(#"n_bucket{k="v",le="1000"} 1"#))
        #expect(lines.contains(#"n_bucket{k="v",le="2000"} 2"#))
        #expect(lines.contains(#"n_sum{k="v"} 2001.5"#))
    }

    @Test func `makes names and labels that the format allows`() {
        Counter(label: "1 odd.näme", dimensions: [("l-x", "a\"b\\c\nd")], factory: self.metrics)
            .increment()
        #expect(self.metrics.text.contains(#"_1_odd_n_me{l_x="a\"b\\c\nd"} 1"#))
    }

    @Test func `forgets what is destroyed`() {
        let counter = Counter(label: "gone", factory: self.metrics)
        counter.increment()
        counter.destroy()
        #expect(self.metrics.text.isEmpty)
    }

    @Test func `keeps a bounded number of series, and one type a name`() {
        for number in 0..<PrometheusMetrics.maximumSeries + 100 {
            Counter(label: "c", dimensions: [("n", "\(number)")], factory: self.metrics).increment()
        }
        #expect(
            self.metrics.text.split(separator: "\n").count == PrometheusMetrics.maximumSeries + 1
        )
        let other = PrometheusMetrics()
        Counter(label: "x", factory: other).increment()
        Timer(label: "x", factory: other).recordSeconds(1)
        #expect(other.text == "# TYPE x counter\nx 1\n")
    }
}
