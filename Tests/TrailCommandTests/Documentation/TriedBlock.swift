import Foundation

/// A block of shell commands of a page that is meant to be run as it stands: ```` ```sh tried ````.
struct TriedBlock: Sendable {
    /// The page.
    let page: String
    /// The line on which its commands begin.
    let line: Int
    /// The commands.
    let text: String

    /// The blocks of a page, in their order.
    static func all(of page: String) throws -> [TriedBlock] {
        let text = try String(contentsOf: Repository.file(page), encoding: .utf8)
        var blocks: [TriedBlock] = []
        var start: Int?
        var commands: [Substring] = []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            switch (line, start) {
            case ("```sh tried", nil):
                start = number + 2
                commands = []
            case ("```", let begun?):
                let text = commands.joined(separator: "\n")
                blocks.append(TriedBlock(page: page, line: begun, text: text))
                start = nil
            default:
                if start != nil { commands.append(line) }
            }
        }
        return blocks
    }

    /// What the commands are run by, besides `sh`.
    static let tools = ["curl", "openssl", "sqlite3"]

    /// The tools that the commands need and this machine does not have.
    var missing: [String] {
        Self.tools.filter { tool in
            self.text.split { !$0.isLetter && !$0.isNumber }.contains(Substring(tool))
                && !["/usr/bin", "/bin", "/usr/local/bin"].contains {
                    FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)")
                }
        }
    }

    /// Whether the commands fill the store themselves.
    var makesHistory: Bool { self.text.contains("trail demo") }

    /// Whether the commands talk to a server at the address that the documents use.
    var needsServer: Bool { self.text.contains("127.0.0.1:8080") }
}
