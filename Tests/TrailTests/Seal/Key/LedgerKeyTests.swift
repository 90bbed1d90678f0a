import Foundation
import MerkleLog
import Testing
import Trail

@Suite struct LedgerKeyTests {
    private let folder = TemporaryFolder()

    @Test func `reads the key that it has written`() throws {
        let path = self.folder.path("trail.key")
        let key = try LedgerKey.create(at: path, name: "logs.example")
        let read = try LedgerKey.load(from: path)
        #expect(read.verifierText == key.verifierText)
        #expect(read.name == "logs.example")
        #expect(read.verifierText.hasPrefix("logs.example+"))
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.hasPrefix("PRIVATE+KEY+logs.example+"))
        #expect(text.hasSuffix("\n"))
    }

    @Test func `keeps its file to the owner`() throws {
        let path = self.folder.path("trail.key")
        _ = try LedgerKey.create(at: path, name: "logs.example")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o600)
        #expect(self.folder.names == ["trail.key"])
    }

    @Test(arguments: [0o640, 0o604, 0o660, 0o622, 0o644])
    func `refuses a file that others may use`(mode: Int) throws {
        let path = self.folder.path("trail.key")
        _ = try LedgerKey.create(at: path, name: "logs.example")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        let error = try #require(throws: TrailError.self) { try LedgerKey.load(from: path) }
        #expect(error.code == .invalidConfiguration)
        #expect(error.message.contains("chmod 600 \(path)"))
    }

    @Test func `never overwrites a file`() throws {
        let path = self.folder.path("trail.key")
        let key = try LedgerKey.create(at: path, name: "logs.example")
        #expect(throws: TrailError.self) { try LedgerKey.create(at: path, name: "other.example") }
        #expect(try LedgerKey.load(from: path).verifierText == key.verifierText)
        let again = try LedgerKey.loadOrCreate(at: path, name: "other.example")
        #expect(again.verifierText == key.verifierText)
        #expect(self.folder.names == ["trail.key"])
    }

    @Test func `makes a key where there is none`() throws {
        let path = self.folder.path("trail.key")
        let error = try #require(throws: TrailError.self) { try LedgerKey.load(from: path) }
        #expect(error.code == .notFound)
        let key = try LedgerKey.loadOrCreate(at: path, name: "logs.example")
        #expect(try LedgerKey.load(from: path).verifierText == key.verifierText)
    }

    @Test(arguments: ["", "PRIVATE+KEY+a+b", "hello\n", "PRIVATE+KEY+\n\n"])
    func `refuses a file that is no key`(text: String) throws {
        let path = self.folder.path("trail.key")
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let error = try #require(throws: TrailError.self) { try LedgerKey.load(from: path) }
        #expect(error.code == .invalidConfiguration)
    }

    @Test(arguments: ["", "two words", "a+b", "line\nbreak"])
    func `refuses a name that notes cannot carry`(name: String) {
        #expect(throws: TrailError.self) { try LedgerKey.generate(name: name) }
    }

    @Test func `says which folder is missing`() throws {
        let path = self.folder.path("absent/trail.key")
        let error = try #require(throws: TrailError.self) {
            try LedgerKey.create(at: path, name: "logs.example")
        }
        #expect(error.message.contains(path))
    }

    @Test func `does not show its secret`() throws {
        let key = try LedgerKey.generate(name: "logs.example")
        let secret = try #require(
            // The base64 of the seed may itself hold a plus.
            key.signer.privateKeyText.split(separator: "+", maxSplits: 4).last
        )
        #expect(!"\(key)".contains(secret))
        #expect(!String(reflecting: key).contains(secret))
    }
}
