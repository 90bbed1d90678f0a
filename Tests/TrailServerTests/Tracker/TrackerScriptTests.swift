import Foundation
import MerkleLog
import Testing

@testable import TrailServer

@Suite struct TrackerScriptTests {
    private static let root = URL(filePath: #filePath)
        .appending(path: "../../../..").standardizedFileURL

    @Test func `is the readable source without comments, indentation and line breaks`() throws {
        let path = Self.root.appending(path: "Sources/TrailServer/Tracker/trail.js")
        var text = ""
        for line in try String(contentsOf: path, encoding: .utf8).split(separator: "\n") {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.isEmpty || line.hasPrefix("//") { continue }
            let isOneStatement = text.last.map { "{(,;".contains($0) } ?? true
            if !isOneStatement, !"})].".contains(line.prefix(1)) { text += "\n" }
            text += line
        }
        #expect(TrackerScript.source == text, "run Scripts/embed-tracker")
    }

    @Test func `has at most 1.5 KB when it is compressed`() {
        let script = TrackerScript(beaconPath: "/djaffar")
        #expect(Compressed.gzip(script.bytes).count <= 1_500)
    }

    @Test(arguments: [
        ("/djaffar", "djaffar/logs/"), ("/a/b/", "a/b/logs/"), ("/", "logs/"), ("", "logs/"),
        ("/it's", "it%27s/logs/"), ("/a\\", "a%5C/logs/"),
    ])
    func `posts to the beacon, wherever it is`(path: String, address: String) {
        let script = TrackerScript(beaconPath: path)
        let text = String(decoding: script.bytes, as: UTF8.self)
        #expect(text.contains("new URL(options.endpoint || '\(address)', src)"))
        #expect(text.count - address.count == TrackerScript.source.count - "djaffar/logs/".count)
    }

    @Test func `has another version for another text, and the same for the same`() {
        let script = TrackerScript(beaconPath: "/djaffar")
        #expect(script == TrackerScript(beaconPath: "djaffar/"))
        #expect(script.version == String(Hash.sha256(script.bytes).hex.prefix(16)))
        #expect(script.version != TrackerScript(beaconPath: "/other").version)
    }
}
