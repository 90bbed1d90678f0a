import Foundation
import Testing

/// The commands that the documentation shows are run as they stand, page by page, in a folder of
/// their own, with the tool that was built and, where they ask for one, a server.
@Suite struct DocumentationTests {
    /// Pages whose commands cannot all be missing from the tests: each has one that is tried.
    private static let tried = [
        "README.md", "docs/access.md", "docs/commands.md", "docs/deployment.md",
        "docs/erasure.md", "docs/installation.md", "docs/integrity.md", "docs/jwt.md",
        "docs/quick-start.md", "docs/retention.md", "docs/search.md", "docs/tour.md",
        "docs/upgrade.md",
    ]

    @Test func `pages that show commands have some that are tried`() throws {
        for page in Self.tried {
            #expect(try !TriedBlock.all(of: page).isEmpty, "\(page)")
        }
    }

    @Test(arguments: try Repository.pages().filter { try !TriedBlock.all(of: $0).isEmpty })
    func `commands do what their page says`(page: String) async throws {
        let blocks = try TriedBlock.all(of: page)
        let makesHistory = blocks.contains(where: \.makesHistory)
        let place = try await DocumentedPlace(isEmpty: makesHistory)
        var server: RunningServer?
        for block in blocks {
            // A page that fills the store does so before it serves it.
            let isWanted = makesHistory ? block.needsServer : blocks.contains(where: \.needsServer)
            if isWanted, server == nil {
                server = try await RunningServer(
                    place.installation,
                    ["--admin-allow-purge", "true"]
                )
                try await place.makeToken()
            }
            let missing = block.missing
            guard missing.isEmpty else {
                withKnownIssue("\(page) is not tried: no \(missing.joined(separator: ", "))") {
                    #expect(missing.isEmpty)
                }
                continue
            }
            let result = try await place.run(block.text, port: server?.http.port)
            #expect(result.status == 0, "\(page):\(block.line)\n\(result.errors)\(result.output)")
        }
        if let server { #expect(await server.stop() == 0) }
    }

    @Test func `links between pages lead somewhere`() throws {
        for page in try Repository.pages() {
            let text = try String(contentsOf: Repository.file(page), encoding: .utf8)
            let folder = Repository.file(page).deletingLastPathComponent()
            for match in text.matches(of: /\]\(([^)#\s]+)(#[^)\s]*)?\)/) {
                let target = String(match.output.1)
                guard !target.contains(":") else { continue }
                let path = folder.appendingPathComponent(target).path
                #expect(FileManager.default.fileExists(atPath: path), "\(page): \(target)")
            }
        }
    }

    @Test func `the README leads to every page`() throws {
        let text = try String(contentsOf: Repository.file("README.md"), encoding: .utf8)
        for page in try Repository.pages() where page != "README.md" {
            #expect(text.contains("(\(page))"), "\(page)")
        }
    }
}
