import Foundation
import InMemoryLogging
import Logging
import MerkleLog
import Testing

@testable import Trail

@Suite struct SignerMemoryTests {
    private let folder = TemporaryFolder()
    private let one = Hash.leaf([1])
    private let two = Hash.leaf([2])

    private var path: String { self.folder.path("trail.key.heads") }

    @Test func `writes its golden text`() throws {
        let memory = try SignerMemory(path: self.path)
        memory.remember(origin: "logs.example/two", size: 7, root: self.two)
        memory.remember(origin: "logs.example/one", size: 300, root: .emptyTree)
        try memory.flush()
        let text = try String(contentsOfFile: self.path, encoding: .utf8)
        #expect(
            text == """
                trail heads 1
                300 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU= logs.example/one
                7 \(self.two.base64) logs.example/two

                """
        )
        let read = try SignerMemory(path: self.path)
        #expect(read.all == memory.all)
        #expect(read.last(origin: "logs.example/two")?.size == 7)
        #expect(read.last(origin: "logs.example/none") == nil)
    }

    @Test func `writes the first head at once and later ones together`() throws {
        let memory = try SignerMemory(path: self.path, interval: .seconds(3_600))
        memory.remember(origin: "a", size: 1, root: self.one)
        #expect(try SignerMemory(path: self.path).last(origin: "a")?.size == 1)
        for size in 2...100 as ClosedRange<UInt64> {
            memory.remember(origin: "a", size: size, root: self.one)
        }
        #expect(try SignerMemory(path: self.path).last(origin: "a")?.size == 1)
        #expect(memory.last(origin: "a")?.size == 100)
        try memory.flush()
        #expect(try SignerMemory(path: self.path).last(origin: "a")?.size == 100)
        #expect(self.folder.names == ["trail.key.heads"])
    }

    @Test func `writes what is left when it ends`() throws {
        do {
            let memory = try SignerMemory(path: self.path, interval: .seconds(3_600))
            memory.remember(origin: "a", size: 1, root: self.one)
            memory.remember(origin: "a", size: 2, root: self.two)
        }
        #expect(try SignerMemory(path: self.path).last(origin: "a")?.size == 2)
    }

    @Test func `never goes back unless a head is accepted`() throws {
        let memory = try SignerMemory(path: self.path)
        memory.remember(origin: "a", size: 9, root: self.one)
        memory.remember(origin: "a", size: 8, root: self.two)
        #expect(memory.last(origin: "a") == SignerMemory.Signed(size: 9, root: self.one))
        try memory.accept(origin: "a", size: 8, root: self.two)
        #expect(memory.last(origin: "a") == SignerMemory.Signed(size: 8, root: self.two))
        #expect(try SignerMemory(path: self.path).last(origin: "a")?.size == 8)
    }

    @Test func `shares its file with another process`() throws {
        let server = try SignerMemory(path: self.path, interval: .seconds(3_600))
        server.remember(origin: "a", size: 5, root: self.one)
        let tool = try SignerMemory(path: self.path)
        try tool.accept(origin: "a", size: 3, root: self.two)
        tool.remember(origin: "b", size: 1, root: self.one)
        try tool.flush()
        server.remember(origin: "c", size: 2, root: self.two)
        try server.flush()
        #expect(server.last(origin: "a")?.size == 5)
        try server.refresh()
        #expect(server.last(origin: "a") == SignerMemory.Signed(size: 3, root: self.two))
        #expect(server.all.count == 3)
        #expect(try SignerMemory(path: self.path).all == server.all)
    }

    @Test func `does not forget because its file is deleted`() throws {
        let memory = try SignerMemory(path: self.path)
        memory.remember(origin: "a", size: 5, root: self.one)
        try memory.flush()
        try FileManager.default.removeItem(atPath: self.path)
        try memory.refresh()
        #expect(memory.last(origin: "a")?.size == 5)
        memory.remember(origin: "b", size: 1, root: self.two)
        try memory.flush()
        #expect(try SignerMemory(path: self.path).all == memory.all)
    }

    @Test(arguments: ["x", "trail heads 2\n", "trail heads 1\n5 a\n", "trail heads 1\nx y z\n"])
    func `refuses a file that says something else`(text: String) throws {
        try text.write(toFile: self.path, atomically: false, encoding: .utf8)
        let error = try #require(throws: TrailError.self) { try SignerMemory(path: self.path) }
        #expect(error.code == .invalidConfiguration)
        #expect(error.message.contains(self.path))
    }

    @Test func `goes on where its file cannot be written`() throws {
        let memory = try SignerMemory(path: self.folder.path("absent/heads"))
        memory.remember(origin: "a", size: 1, root: self.one)
        #expect(memory.last(origin: "a")?.size == 1)
        #expect(throws: TrailError.self) { try memory.flush() }
    }

    @Test func `says once why its file cannot be written, and does not try at every commit`()
        async throws
    {
        let folder = self.folder.path("later")
        let log = InMemoryLogHandler()
        let memory = try SignerMemory(
            path: folder + "/heads",
            interval: .zero,
            logger: Logger(label: "test") { _ in log }
        )
        for size in 1...50 { memory.remember(origin: "a", size: UInt64(size), root: self.one) }
        let entry = try #require(log.entries.first)
        #expect(log.entries.count == 1)
        #expect(entry.level == .error)
        #expect(entry.message.description.hasPrefix("signed heads not kept"))
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // Not at once: whoever fails waits.
        memory.remember(origin: "a", size: 51, root: self.one)
        #expect(!FileManager.default.fileExists(atPath: folder + "/heads"))
        let end = ContinuousClock.now + .seconds(10)
        while !FileManager.default.fileExists(atPath: folder + "/heads"), .now < end {
            try await Task.sleep(for: .milliseconds(20))
            memory.keep()
        }
        #expect(try SignerMemory(path: folder + "/heads").last(origin: "a")?.size == 51)
        #expect(log.entries.count == 1)
    }

    @Test func `waits a second after a failure, and a minute at last`() {
        let pauses = (1...8).map { SignerMemory.retry.pause(after: $0) }
        #expect(pauses == [1, 2, 4, 8, 16, 32, 60, 60].map { .seconds($0) })
    }
}
