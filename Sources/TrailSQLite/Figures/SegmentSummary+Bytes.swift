internal import Trail
internal import TrailSQL

// The stored form. A first byte for the version, then for each hour: hour, first time, last time,
// the number of bytes that follow, and in them the cells, the lists and the addresses. The same
// events always give the same bytes, so that verification can compare them.

extension SegmentSummary {
    /// The first byte.
    static let version: UInt8 = 1

    /// How many values a list names of each hour; rarer ones are left out.
    static let named = 128

    /// The stored form.
    var bytes: [UInt8] {
        var output = FigureBytes()
        for (hour, bucket) in self.buckets.sorted(by: { $0.key < $1.key }) {
            output.number(hour)
            output.number(bucket.first)
            output.number(bucket.last)
            var body = FigureBytes()
            Self.write(bucket.tally.cells, to: &body)
            for list in [
                bucket.tally.users, bucket.tally.urls, bucket.tally.pages, bucket.tally.failures,
            ] {
                Self.write(list, to: &body)
            }
            Self.write(bucket.tally.endpoints, to: &body)
            Self.write(bucket.tally.addresses, to: &body)
            output.text(body.bytes)
        }
        return [Self.version] + output.bytes
    }

    private static func write(
        _ cells: [FigureTally.Cell: FigureSum],
        to output: inout FigureBytes
    ) {
        let rows = cells.map { cell, sum in
            [
                cell.key.kind.code, cell.key.outcome.code, cell.key.result, sum.count,
                sum.duration,
            ]
        }
        output.number(Int64(rows.count))
        for row in rows.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            for number in row { output.number(number) }
        }
    }

    private static func write(_ list: TextTally, to output: inout FigureBytes) {
        let (positions, leftOut) = list.named(atMost: Self.named)
        output.number(leftOut)
        output.number(Int64(positions.count))
        for position in positions {
            let entry = list.entries[position]
            output.text(list.text(of: entry))
            output.number(entry.count)
        }
    }

    private static func write(_ endpoints: EndpointTally, to output: inout FigureBytes) {
        Self.write(endpoints.totals, to: &output)
        let (positions, leftOut) = endpoints.errors.named(atMost: Self.named)
        let statuses = endpoints.statuses(of: positions)
        output.number(leftOut)
        output.number(Int64(positions.count))
        for position in positions {
            let errors = statuses[position] ?? []
            output.text(endpoints.errors.text(of: endpoints.errors.entries[position]))
            output.number(Int64(errors.count))
            for (status, count) in errors {
                output.number(status)
                output.number(count)
            }
        }
    }

    private static func write(_ addresses: DistinctTally, to output: inout FigureBytes) {
        guard addresses.registers.isEmpty else {
            output.number(-1)
            return output.text(addresses.registers)
        }
        output.number(Int64(addresses.hashes.count))
        for hash in addresses.hashes.sorted() { output.number(Int64(bitPattern: hash)) }
    }
}
