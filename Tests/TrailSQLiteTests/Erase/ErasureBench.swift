import Foundation
import Logging
import Synchronization
import Testing
import Trail
import TrailTesting

@testable import TrailSQLite

/// A store full of people, with everything beside it where somebody may leave a trace.
struct ErasureBench {
    /// Somebody whom nobody else is like.
    struct Person {
        /// Twelve letters: what the search index keeps of a word.
        let word: String

        /// What may be left of the word in an index, whose words lack what they have in common.
        var fragments: [String] { (0...4).map { String(self.word.dropFirst($0)) } }
    }

    let test: TestStore
    let people: [Person]

    init(people count: Int, seed: UInt64) throws {
        self.test = try TestStore()
        var generator = SeededGenerator(seed: seed)
        let letters = Array("qxzjvwkhbf")
        self.people = (0..<count).map { _ in
            let word = (0..<12).map { _ in letters[Int.random(in: 0..<10, using: &generator)] }
            return Person(word: String(word))
        }
    }

    /// A store that knows `events` events of each, in an order by which the pages of its indexes
    /// are split again and again.
    func open(events: Int) async throws -> SQLiteEventStore {
        let store = try await self.test.open()
        var generator = SeededGenerator(seed: 5)
        let order = (0..<events).flatMap { _ in self.people }.shuffled(using: &generator)
        var rest = order[...]
        while !rest.isEmpty {
            let batch = rest.prefix(60)
            rest = rest.dropFirst(batch.count)
            let events = try batch.map { person in
                try Self.event(of: person, Int.random(in: 0..<3, using: &generator))
            }
            _ = try await store.append(AppendRequest(events))
        }
        return store
    }

    static func event(of person: Person, _ sort: Int) throws -> EncodedEvent {
        let word = person.word
        let detail: Event.Detail =
            switch sort {
            case 0: .login(LoginDetail(.login, username: word))
            case 1: .page(PageDetail(path: "/people/\(word)", referer: "/from/\(word)"))
            default: .action(ActionDetail(.read, remarks: "Letter to \(word) of last week"))
            }
        var draft = Event.Draft(detail)
        draft.actor = Event.Actor(type: .user, id: word, name: "Name \(word)", isVerified: true)
        draft.targets = [Event.Target(type: "person", id: word, label: word)]
        draft.context.userAgent = "Agent of \(word)"
        return EncodedEvent(try Event(draft, tenant: .default, now: TestStore.noon), stated: [])
    }

    /// Leaves traces beside the ledger: dead letters, and a spool that has been emptied.
    func leaveTraces(of person: Person, _ store: SQLiteEventStore, _ spool: SQLiteSpool)
        async throws
    {
        let letter = DeadLetter(
            event: try Self.event(of: person, 1),
            reason: .unstorable,
            message: "refused",
            time: TestStore.noon
        )
        try await store.add(letter)
        try await spool.add(letter)
        let waiting = try (0..<20).map { try Self.event(of: person, $0 % 3) }
        _ = try await spool.append(waiting)
        let batch = try await spool.oldest(SpoolRequest(events: .max, bytes: .max))
        _ = try await spool.remove(through: try #require(batch.entries.last?.place))
    }

    func spool() throws -> SQLiteSpool {
        try SQLiteSpool(SQLiteSpool.Configuration(path: self.test.folder.file("spool")))
    }

    func eraser(_ store: SQLiteEventStore, _ places: [any ErasurePlace] = []) -> Eraser {
        Eraser(
            ledger: store,
            state: store,
            places: places,
            clock: self.test.clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    func order() -> Erasure.Order {
        Erasure.Order(
            tenant: .default,
            reason: "demand 17",
            actor: Event.Actor(type: .user, id: "operator", isVerified: true),
            recordedBefore: self.test.clock.now().advanced(by: .seconds(60))
        )
    }

    /// In which files of the folder something of a person is left: the word, or one of so many
    /// pieces of it.
    func traces(of person: Person, pieces: Int = 5) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: self.test.folder.path).sorted()
            .flatMap { name in
                let data = try Data(
                    contentsOf: URL(fileURLWithPath: self.test.folder.file(name))
                )
                return person.fragments.prefix(pieces)
                    .filter { data.range(of: Data($0.utf8)) != nil }
                    .map { "\(name): \($0)" }
            }
    }
}
