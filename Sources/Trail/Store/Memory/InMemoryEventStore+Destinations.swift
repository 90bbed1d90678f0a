extension InMemoryEventStore {
    /// Adds a destination.
    ///
    /// - Throws: ``TrailError`` `idConflict` where the name is taken.
    public func add(_ destination: Destination) throws {
        try self.checkName(of: destination)
        self.destinationsByID[destination.id] = destination
    }

    /// All destinations by name; of one name that of all tenants first.
    public func destinations() -> [Destination] {
        self.destinationsByID.values.sorted {
            ($0.name, $0.route.tenant?.name ?? "") < ($1.name, $1.route.tenant?.name ?? "")
        }
    }

    /// Replaces a destination, unless it has changed since it was read.
    public func replace(_ destination: Destination) throws -> Bool {
        guard let stored = self.stored(destination) else { return false }
        try self.checkName(of: destination)
        var replaced = destination
        let isSame = stored.place == destination.place && stored.login == destination.login
        replaced.health = isSame ? stored.health : nil
        replaced.revision += 1
        self.destinationsByID[destination.id] = replaced
        return true
    }

    /// Removes a destination, unless it has changed since it was read.
    public func remove(_ destination: Destination) -> Bool {
        guard self.stored(destination) != nil else { return false }
        self.destinationsByID[destination.id] = nil
        return true
    }

    /// Keeps how a destination was found, unless it has changed since it was read.
    public func note(_ health: Destination.Health, of destination: Destination) {
        guard self.stored(destination) != nil else { return }
        self.destinationsByID[destination.id]?.health = health
    }

    /// The destination as it is stored, when it is of the same revision.
    private func stored(_ destination: Destination) -> Destination? {
        guard let stored = self.destinationsByID[destination.id],
            stored.revision == destination.revision
        else { return nil }
        return stored
    }

    private func checkName(of destination: Destination) throws(TrailError) {
        let isTaken = self.destinationsByID.values.contains {
            $0.id != destination.id && $0.name == destination.name
                && $0.route.tenant == destination.route.tenant
        }
        guard !isTaken else {
            throw TrailError(.idConflict, "There is a destination of this name.")
        }
    }
}
