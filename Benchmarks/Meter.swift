import Foundation

/// Measures wall time and processor time from when it is made.
struct Meter {
    private let start = ContinuousClock.now
    private let processor = Self.processorTime()

    /// Seconds since it was made.
    var seconds: Double { (ContinuousClock.now - self.start) / .seconds(1) }

    /// Seconds of processor time since it was made.
    var processorSeconds: Double { Self.processorTime() - self.processor }

    /// Prints rates, and the spread of `waits` in milliseconds.
    func report(_ name: String, _ count: Int, _ waits: [Double] = []) {
        let seconds = self.seconds
        let processor = self.processorSeconds
        var line = name.padding(toLength: 40, withPad: " ", startingAt: 0)
        line += String(
            format: "%9.0f/s  cpu %6.2f µs",
            Double(count) / seconds,
            processor / Double(max(count, 1)) * 1e6
        )
        if !waits.isEmpty {
            let sorted = waits.sorted()
            func quantile(_ share: Double) -> Double {
                sorted[min(Int(Double(sorted.count) * share), sorted.count - 1)]
            }
            line += String(
                format: "  p50 %.2f p99 %.2f max %.2f ms",
                quantile(0.5),
                quantile(0.99),
                quantile(1)
            )
        }
        print(line)
    }

    /// The memory that the process has ever had at once, in MB.
    static var residentMegabytes: Int { Self.usage().ru_maxrss / 1_024 }

    private static func processorTime() -> Double {
        let usage = Self.usage()
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    private static func usage() -> rusage {
        var usage = rusage()
        #if canImport(Glibc)
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        #else
        getrusage(RUSAGE_SELF, &usage)
        #endif
        return usage
    }
}
