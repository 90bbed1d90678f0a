/// Runs the benchmarks that are named on the command line, or all of them.
@main
struct Benchmarks {
    static func main() async throws {
        var arguments = CommandLine.arguments.dropFirst()
        let name = arguments.popFirst() ?? "store"
        switch name {
        case "store": try await StoreBenchmark(arguments: Array(arguments)).run()
        case "leak": try LeakBenchmark().run()
        default: print("There is no benchmark called \(name). There are: store, leak")
        }
    }
}
