internal import GRDB
public import Trail

extension SQLiteEventStore {
    /// Adds a destination.
    ///
    /// - Throws: ``Trail/TrailError`` `idConflict` where the name is taken.
    public func add(_ destination: Destination) async throws {
        try await Self.refusingDuplicates {
            try await self.write { database, _ in
                try DestinationTable(database: database).add(destination)
            }
        }
    }

    /// All destinations by name; of one name that of all tenants first.
    public func destinations() async throws -> [Destination] {
        try await self.read { try DestinationTable(database: $0).all() }
    }

    /// Replaces a destination, unless it has changed since it was read.
    public func replace(_ destination: Destination) async throws -> Bool {
        try await Self.refusingDuplicates {
            try await self.write { database, _ in
                try DestinationTable(database: database).replace(destination)
            }
        }
    }

    /// Removes a destination, unless it has changed since it was read.
    public func remove(_ destination: Destination) async throws -> Bool {
        try await self.write { database, _ in
            try DestinationTable(database: database).remove(destination)
        }
    }

    /// Keeps how a destination was found, unless it has changed since it was read.
    public func note(
        _ health: Destination.Health,
        of destination: Destination
    ) async throws {
        try await self.write { database, _ in
            try DestinationTable(database: database).note(health, of: destination)
        }
    }

    private static func refusingDuplicates<Value>(
        _ body: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await body()
        } catch let error as TrailError {
            guard let failure = error.cause as? SQLiteFailure, failure.isDuplicate else {
                throw error
            }
            throw TrailError(.idConflict, "There is a destination of this name.")
        }
    }
}
