import ArgumentParser

/// `trail manual`: the manual page.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Prints the manual page of all commands and settings, for man.",
        discussion: """
            'make install' puts it where man finds it, as docs/trail.1.

            Examples:
              trail manual | man -l -
              trail manual > /usr/local/share/man/man1/trail.1
            """
    )

    func run() throws {
        let page = ManualPage(try CommandInfo.describing(TrailTool.self))
        Output.write(Array(page.text.utf8))
    }
}
