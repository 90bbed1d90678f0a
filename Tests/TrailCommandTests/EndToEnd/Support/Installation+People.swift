import Foundation
import GRDB
import Testing
import Trail
import TrailServer

extension Installation {
    /// An installation whose ledger knows so many people by so many visits each, in turn.
    static func knowing(_ people: [String], visits: Int) async throws -> Installation {
        let installation = try Installation()
        let token = try await installation.token(scope: "ingest")
        let server = try await RunningServer(installation)
        for visit in 0..<visits {
            let rows = people.map {
                #"{"kind":"page","who":{"type":"user","id":"\#($0)"},"#
                    + #""what":{"detail":{"path":"/\#($0)/\#(visit)"}}}"#
            }
            let answer = try await server.http.post(
                "/api/activity/events/",
                "[\(rows.joined(separator: ","))]",
                ["Content-Type": "application/json", "Authorization": "Bearer \(token)"]
            )
            #expect((200..<300).contains(answer.status), "\(answer.body)")
        }
        #expect(await server.stop() == 0)
        return installation
    }

    /// Starts a command and leaves it running.
    func start(_ arguments: [String]) throws -> TrailProcess {
        let name = UUID().uuidString
        return try TrailProcess(
            arguments,
            in: self.folder,
            output: self.file("\(name).out"),
            errors: self.file("\(name).err")
        )
    }

    /// A number that the store's file gives, from beside whoever has it open.
    func number(_ sql: String) async throws -> Int {
        var configuration = Configuration()
        configuration.readonly = true
        let path = self.file("trail.sqlite").path
        while true {
            do {
                let queue = try DatabaseQueue(path: path, configuration: configuration)
                defer { try? queue.close() }
                return try await queue.read { try Int.fetchOne($0, sql: sql) ?? 0 }
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                try await Task.sleep(for: .milliseconds(5))
            }
        }
    }

    /// Waits until a number of the store is above another, or nothing runs any more.
    func wait(until sql: String, isAbove least: Int, while process: TrailProcess) async throws {
        while process.isRunning, try await self.number(sql) <= least {
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    /// The facts of the sealed events of an action, in the order of an export.
    func facts(of action: String) async throws -> [[String: JSON]] {
        let output = "\(UUID().uuidString).ndjson"
        let done = try await self.trail("export", "--kind", "system", "--output", output)
        #expect(done.status == 0, "\(done.errors)")
        let text = try String(contentsOf: self.file(output), encoding: .utf8)
        return try text.split(separator: "\n").compactMap { line in
            guard line.contains("\"\(action)\"") else { return nil }
            return Self.facts(in: try CanonicalJSON(parsing: Array(line.utf8)).value)
        }
    }

    /// The object called `facts`, wherever it is.
    private static func facts(in json: JSON) -> [String: JSON]? {
        guard case .object(let members) = json else { return nil }
        if case .object(let facts)? = members["facts"] { return facts }
        return members.values.lazy.compactMap { Self.facts(in: $0) }.first
    }

    /// The actors of everything in the folder of archives; a file that is no archive fails.
    func archivedActors(_ folder: String) async throws -> Set<String> {
        var actors: Set<String> = []
        let path = self.file(folder).path
        for name in try FileManager.default.contentsOfDirectory(atPath: path)
        where !name.hasSuffix(".unrecorded") {
            let reader = ArchiveReader(path: "\(path)/\(name)", coding: GzipCoding())
            try await reader.read(keys: nil) { event in
                guard let who = event.sections.who?.text,
                    case .object(let members) = CanonicalJSON(canonical: who).value,
                    case .string(let id)? = members["id"]
                else { return }
                actors.insert(id)
            }
        }
        return actors
    }
}
