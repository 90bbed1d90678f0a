import ArgumentParser
import Trail
import TrailSQLite
import TrailServer

/// `trail dead-letters`: events that the ledger refused and that were put aside.
struct DeadLettersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead-letters",
        abstract: "Lists events that the ledger refused, and tries to seal them again.",
        discussion: """
            An event that the store refuses (unstorable), or whose id is taken by another event
            (id_conflict), is put aside with the reason, so that it is neither lost nor in the way
            of others. This lists what was put aside, the oldest first, without what it says.

            With --retry each is sealed in the ledger of its tenant, under its own id, as if it
            had just come, and is removed from the list once it is sealed. What is refused again
            stays. It can be repeated at any time and beside a running server: no event is
            sealed twice.

            With --discard those named by --id are given up. A sealed event says which, and why
            they had been refused.

            Exit status: 0 done, 1 some were refused again, 2 not done.

            Examples:
              trail dead-letters
              trail dead-letters --retry
              trail dead-letters --retry --tenant acme --json
              trail dead-letters --discard --id 0199d0f2-7c1e-7a34-9c55-3f1f6f0c9b1a
            """
    )

    /// How many letters are in memory at a time: each may be as large as the largest event.
    private static let batch = 64

    @Option(help: "Only this tenant's.")
    var tenant: String?

    @Option(help: "Only the event with this id; repeatable.")
    var id: [String] = []

    @Flag(help: "Tries to seal them, and removes those that are sealed.")
    var retry = false

    @Flag(help: "Gives up those named by --id.")
    var discard = false

    @Flag(help: "Prints JSON, a line each.")
    var json = false

    func run() async throws {
        let settings = try await CommandSettings.load()
        let choice = try self.choice()
        guard self.retry || self.discard else {
            let store = try await OpenStore.reading(settings)
            let readable = try await Self.each(choice, of: store) { letters in
                for kept in letters { LetterLine(kept.letter).print(json: self.json) }
            }
            return try await self.noteUnreadable(beside: readable, in: store)
        }
        // A mistyped path must not make a store.
        try OpenStore.existingPath(settings)
        let opened = try await OpenStore(settings, role: .tool)
        let ledgers = try await opened.ledgers()
        guard self.discard else {
            let kept = try await self.retry(choice, opened.store, ledgers)
            try opened.memory.flush()
            guard kept == 0 else { throw ExitCode(1) }
            return
        }
        let missing = try await self.discard(choice, opened.store, ledgers)
        try opened.memory.flush()
        guard missing.isEmpty else {
            let ids = missing.map(\.description).sorted().joined(separator: ", ")
            throw CommandFailure("no event was put aside with the id \(ids)")
        }
    }

    /// Which letters are meant.
    private struct Choice {
        let tenant: TenantID?
        let ids: Set<EventID>

        func contains(_ kept: KeptLetter) -> Bool {
            let header = kept.letter.event.header
            return (self.tenant ?? header.tenant) == header.tenant
                && (self.ids.isEmpty || self.ids.contains(header.id))
        }
    }

    private func choice() throws -> Choice {
        guard !self.retry || !self.discard else {
            throw CommandFailure("--retry and --discard exclude each other")
        }
        guard !self.discard || !self.id.isEmpty else {
            throw CommandFailure("--discard: --id is expected beside it")
        }
        let ids = try self.id.map { text throws(CommandFailure) in
            guard let id = EventID(text) else {
                throw CommandFailure("--id: the id of an event is expected, not '\(text)'")
            }
            return id
        }
        return Choice(tenant: try self.tenant.map { try TenantID($0) }, ids: Set(ids))
    }

    /// Hands over the letters that are meant.
    ///
    /// - Returns: How many can be read, meant or not.
    @discardableResult
    private static func each(
        _ choice: Choice,
        of store: SQLiteEventStore,
        _ body: ([KeptLetter]) async throws -> Void
    ) async throws -> Int {
        var number: Int64 = 0
        var readable = 0
        while true {
            let letters = try await store.letters(after: number, limit: Self.batch)
            guard let last = letters.last else { return readable }
            number = last.number
            readable += letters.count
            try await body(letters.filter { choice.contains($0) })
        }
    }

    private func noteUnreadable(
        beside readable: Int,
        in store: SQLiteEventStore
    ) async throws {
        let count = try await store.letterCount() - readable
        guard count > 0 else { return }
        Output.note("\(count) more cannot be read: their rows were altered or are damaged")
    }
}

// MARK: - What is done with them

extension DeadLettersCommand {
    /// Tries letters again.
    ///
    /// - Returns: How many were refused again.
    private func retry(
        _ choice: Choice,
        _ store: SQLiteEventStore,
        _ ledgers: RoutedStore
    ) async throws -> Int {
        var retry = LetterRetry(store, ledgers)
        var kept = 0
        var count = 0
        try await Self.each(choice, of: store) { letters in
            let outcomes = try await retry.run(letters)
            for (letter, outcome) in zip(letters, outcomes) {
                if case .kept = outcome { kept += 1 }
                LetterLine(letter.letter, outcome).print(json: self.json)
            }
            count += letters.count
        }
        for id in retry.overtaken {
            Output.note(
                "\(id) was taken out of the list while it was sealed; if that was an erasure, "
                    + "erase once more"
            )
        }
        if !self.json { Output.note("\(count - kept) of \(count) are in the ledger") }
        return kept
    }

    /// Gives letters up, each under a sealed record.
    ///
    /// - Returns: The ids under which there are none.
    private func discard(
        _ choice: Choice,
        _ store: SQLiteEventStore,
        _ ledgers: RoutedStore
    ) async throws -> Set<EventID> {
        var found: Set<EventID> = []
        try await Self.each(choice, of: store) { letters in
            for kept in letters {
                let header = kept.letter.event.header
                var detail = SystemDetail(
                    .warning,
                    category: "recording",
                    eventName: "event_discarded",
                    message: "An event that the ledger had refused was given up."
                )
                detail.facts = CanonicalJSON(.object(LetterLine.facts(kept.letter)))
                try await ShellAct.seal(detail, of: header.tenant, by: "dead-letters", in: ledgers)
                _ = try await store.removeLetter(kept)
                found.insert(header.id)
                LetterLine(kept.letter, isDiscarded: true).print(json: self.json)
            }
        }
        return choice.ids.subtracting(found)
    }
}
