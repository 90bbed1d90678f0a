internal import Trail
internal import TrailSQL

// The stored form. A first byte for the version; the number of bytes that follow, and in them what is
// counted of the whole segment, day by day; the same of its lists and addresses; then for each hour, or part of one: hour, first
// time, last time, the number of bytes that follow, and in them the cells, the lists and the
// addresses. The same events always give the same bytes, so that verification can compare them.

extension SegmentSummary {
    /// The first byte.
    static let version: UInt8 = 2

    /// How many values a list names of each bucket; rarer ones are left out.
    static let named = 128
    /// How many values a list names of the whole segment.
    static let namedInAll = 192

    /// The stored form.
    var bytes: [UInt8] {
        var output = FigureBytes()
        var days = FigureBytes()
        Self.write(self.days, isDated: true, to: &days)
        output.text(days.bytes)
        output.text(Self.body(self.totals, naming: Self.namedInAll))
        for (part, bucket) in self.buckets.sorted(by: { $0.key < $1.key }) {
            output.number(part.hour)
            output.number(bucket.first)
            output.number(bucket.last)
            output.text(Self.body(bucket.tally, naming: Self.named))
        }
        return [Self.version] + output.bytes
    }

    private static func body(_ tally: FigureTally, naming limit: Int) -> [UInt8] {
        var body = FigureBytes()
        Self.write(tally.cells, to: &body)
        for list in [tally.users, tally.urls, tally.pages, tally.failures] {
            Self.write(list, naming: limit, to: &body)
        }
        Self.write(tally.endpoints, naming: limit, to: &body)
        Self.write(tally.addresses, to: &body)
        return body.bytes
    }

    private static func write(
        _ cells: [FigureTally.Cell: FigureSum],
        isDated: Bool = false,
        to output: inout FigureBytes
    ) {
        let rows = cells.map { cell, sum in
            (isDated ? [cell.hour] : []) + [
                cell.key.kind.code, cell.key.outcome.code, cell.key.result, sum.count,
                sum.duration,
            ]
        }
        output.number(Int64(rows.count))
        for row in rows.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            for number in row { output.number(number) }
        }
    }

    private static func write(
        _ list: TextTally,
        naming limit: Int,
        to output: inout FigureBytes
    ) {
        let (positions, leftOut) = list.named(atMost: limit)
        output.number(leftOut)
        output.number(Int64(positions.count))
        for position in positions {
            let entry = list.entries[position]
            output.text(list.text(of: entry))
            output.number(entry.count)
        }
    }

    private static func write(
        _ endpoints: EndpointTally,
        naming limit: Int,
        to output: inout FigureBytes
    ) {
        Self.write(endpoints.totals, naming: limit, to: &output)
        let (positions, leftOut) = endpoints.errors.named(atMost: limit)
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
