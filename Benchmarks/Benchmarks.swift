/// Runs the benchmarks that are named on the command line, or all of them.
@main
struct Benchmarks {
    static func main() async throws {
        var arguments = CommandLine.arguments.dropFirst()
        let name = arguments.popFirst() ?? "store"
        switch name {
        case "store": try await StoreBenchmark(arguments: Array(arguments)).run()
        case "search": try await SearchBenchmark(arguments: Array(arguments)).run()
        case "retention": try await RetentionBenchmark(arguments: Array(arguments)).run()
        case "changes": try await RowChangeBenchmark(arguments: Array(arguments)).run()
        case "figures": try await FiguresBenchmark(arguments: Array(arguments)).run()
        case "leak": try LeakBenchmark().run()
        case "middleware": try await MiddlewareServer(arguments: Array(arguments)).run()
        default:
            print("No benchmark is called \(name). There are:")
            print("store, search, retention, figures, changes, leak, middleware")
        }
    }
}
