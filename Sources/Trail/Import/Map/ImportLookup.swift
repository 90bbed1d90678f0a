/// What rows of one table say about those of others.
package enum ImportTable: Int, Sendable, Hashable {
    /// The user agent of a session.
    case userAgent
    /// The model of a content type, as `app.model`.
    case contentType
}

/// The small facts that a first pass over an import gathers for the second.
///
/// They are as many as there are sessions, so that memory is no place for them.
package protocol ImportLookup: Sendable {
    /// Keeps a value; the last one of a key counts.
    func add(_ value: String, for key: String, in table: ImportTable) throws

    /// The value of a key; `nil` where there is none.
    func value(of key: String, in table: ImportTable) throws -> String?
}
