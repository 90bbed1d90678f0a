/// Writes events as lines of CSV: the flat view, one column a field.
struct EventCSVWriter: Sendable {
    private var table: EventTable

    /// A writer with the columns of `kind`, or with those of all kinds.
    init(kind: Event.Kind?) {
        self.table = EventTable(kind: kind)
    }

    /// Appends the line with the names of the columns.
    func appendHeader(to output: inout [UInt8]) {
        output.append(contentsOf: self.table.names.joined(separator: ",").utf8)
        output.append(contentsOf: "\r\n".utf8)
    }

    /// Appends the line of `event`.
    mutating func append(
        _ event: SealedEvent,
        integrity: EventIntegrity,
        to output: inout [UInt8]
    ) {
        self.table.forEachCell(of: event, integrity: integrity) { column, json in
            if column > 0 { output.append(UInt8(ascii: ",")) }
            if !json.isEmpty { CSVCell.append(json: json, to: &output) }
        }
        output.append(contentsOf: "\r\n".utf8)
    }
}
