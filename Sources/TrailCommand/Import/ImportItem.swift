import Trail

/// What a source gives next.
struct ImportItem: Sendable {
    /// What it is.
    enum Content: Sendable {
        /// A row of a table that matters.
        case row(ImportRow, SeedModel)
        /// A row of another table, by its model.
        case other(String)
        /// Something that cannot be read as a row.
        case unreadable(EventError)
    }

    /// Where it stands: `activity.json: object 3, line 40, byte 1234`.
    var place: String
    /// What it is.
    var content: Content
}

/// Which rows a pass over the sources takes.
enum ImportPass: Sendable {
    /// Those that tell something about others.
    case facts
    /// Those that become events.
    case events

    /// Whether rows of `model` are taken.
    func takes(_ model: SeedModel) -> Bool { model.isLog == (self == .events) }
}

/// Gives the rows of a file, one at a time, without holding more than a few of them.
protocol ImportReader {
    /// The next row of the pass; `nil` at the end.
    mutating func next() throws -> ImportItem?

    /// How far it is.
    var done: UInt64 { get }
    /// How far it goes.
    var total: UInt64 { get }
}
