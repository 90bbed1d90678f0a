/// Writes events as lines of CSV: the flat view, one column a field.
struct EventCSVWriter: Sendable {
    private let names: [String]
    /// For each kind, where the value of each column comes from.
    private let columns: [Event.Kind: [FlatField.Value?]]
    private var tables = FlatValues.Tables()

    /// A writer with the columns of `kind`, or with those of all kinds.
    init(kind: Event.Kind?) {
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

    /// Appends the line with the names of the columns.
    func appendHeader(to output: inout [UInt8]) {
        output.append(contentsOf: self.names.joined(separator: ",").utf8)
        output.append(contentsOf: "\r\n".utf8)
    }

    /// Appends the line of `event`.
    mutating func append(
        _ event: SealedEvent,
        integrity: EventIntegrity,
        to output: inout [UInt8]
    ) {
        let columns = self.columns[event.header.kind] ?? []
        var value: [UInt8] = []
        FlatValues.of(event, integrity: integrity, using: &self.tables) { values in
            for (place, column) in columns.enumerated() {
                if place > 0 { output.append(UInt8(ascii: ",")) }
                guard let column else { continue }
                value.removeAll(keepingCapacity: true)
                values.append(column, to: &value)
                CSVCell.append(json: value, to: &output)
            }
        }
        output.append(contentsOf: "\r\n".utf8)
    }
}
