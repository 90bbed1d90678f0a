import ArgumentParser
import Foundation

/// What the argument parser knows of a command, as far as the manual page tells it.
struct CommandInfo: Decodable {
    /// An argument, an option or a flag.
    struct Argument: Decodable {
        /// A name as it is written behind its dashes.
        struct Name: Decodable {
            let kind: String
            let name: String

            /// The name as it is typed.
            var text: String { (self.kind == "long" ? "--" : "-") + self.name }
        }

        let kind: String
        let names: [Name]?
        let valueName: String?
        let abstract: String?
        let defaultValue: String?
        let isOptional: Bool
        let isRepeating: Bool
        let shouldDisplay: Bool
    }

    let commandName: String
    let aliases: [String]?
    let abstract: String?
    let discussion: String?
    let shouldDisplay: Bool
    let arguments: [Argument]?
    let subcommands: [CommandInfo]?

    /// The outermost object of what the parser says.
    private struct Dump: Decodable { let command: CommandInfo }

    /// What the parser says of `tool`.
    ///
    /// - Throws: `DecodingError` where another version of the parser says it in another form.
    static func describing(_ tool: (some ParsableCommand).Type) throws -> Self {
        try JSONDecoder().decode(Dump.self, from: Data(tool._dumpHelp().utf8)).command
    }

    /// The subcommands that help shows; `help` itself is not among them.
    var shown: [CommandInfo] {
        (self.subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
    }
}
