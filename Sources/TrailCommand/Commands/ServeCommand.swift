import ArgumentParser

/// `trail serve`: the server.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Starts the server.",
        discussion: """
            Listens on 127.0.0.1:8080 unless http.host and http.port say otherwise, and
            keeps events in trail.sqlite unless store.url does. Stops in order on SIGTERM
            and SIGINT: what was accepted is written first.

            Examples:
              trail serve
              trail serve --store-url sqlite:/var/lib/trail/trail.sqlite --http-port 9000
            """
    )

    func run() async throws {
        let settings = try await CommandSettings.load()
        try await ServerProcess(settings).run()
    }
}
