/// What a row of the outbox is.
///
/// The column `kind` holds the number of the layout times eight and this.
enum OutboxKind: Int64 {
    /// More values of the row before.
    case continuation = 0
    case create = 1
    case update = 2
    case delete = 3
    case link = 4
    case unlink = 5
    /// From here on changes are made in the scope whose text is in `v0`.
    case scope = 6
    /// From here on changes are made in no scope.
    case scopeEnd = 7

    /// What the column holds.
    func code(_ layout: Int64) -> Int64 { layout << 3 | self.rawValue }

    /// The kind and the layout's number in what the column holds.
    static func parse(_ code: Int64) -> (kind: OutboxKind, layout: Int64)? {
        OutboxKind(rawValue: code & 7).map { ($0, code >> 3) }
    }
}
