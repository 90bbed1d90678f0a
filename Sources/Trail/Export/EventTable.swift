/// Events as the rows of a table: the flat view, one column a field.
package struct EventTable: Sendable {
    /// The names of the columns.
    package let names: [String]
    /// For each kind, where the value of each column comes from.
    private let columns: [Event.Kind: [FlatField.Value?]]
    private var tables = FlatValues.Tables()
    private var value: [UInt8] = []

    /// A table with the columns of `kind`, or with those of all kinds.
    package init(kind: Event.Kind?) {
        let names = kind.map { FlatView.of($0).names } ?? FlatView.allNames
        var columns: [Event.Kind: [FlatField.Value?]] = [:]
        for kind in Event.Kind.allCases {
            let fields = FlatView.of(kind).fields
            columns[kind] = names.map { name in
                fields.first { $0.name.description == name }?.value
            }
        }
        self.names = names
        self.columns = columns
    }

    /// Calls `body` with each cell of the row of `event`, in order: its value as JSON, or nothing
    /// where the event's kind does not have the column.
    package mutating func forEachCell(
        of event: SealedEvent,
        integrity: EventIntegrity,
        _ body: (_ column: Int, _ json: [UInt8]) -> Void
    ) {
        let columns = self.columns[event.header.kind] ?? []
        var value = self.value
        self.value = []
        FlatValues.of(event, integrity: integrity, using: &self.tables) { values in
            for (place, column) in columns.enumerated() {
                value.removeAll(keepingCapacity: true)
                if let column { values.append(column, to: &value) }
                body(place, value)
            }
        }
        self.value = value
    }
}
