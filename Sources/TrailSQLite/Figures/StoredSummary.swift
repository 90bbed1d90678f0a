internal import Trail
internal import TrailSQL

/// The stored form of a ``SegmentSummary``, read in place.
struct StoredSummary {
    /// One hour of it, or a part of one, or the lists of all of it.
    struct Bucket {
        let hour: Int64
        /// The time of the earliest event.
        let first: Int64
        /// The time of the latest event.
        let last: Int64
        fileprivate let body: UnsafeRawBufferPointer
    }

    private let days: UnsafeRawBufferPointer
    /// The lists of all hours together; it counts nothing.
    let totals: Bucket
    /// The hours, the earliest first.
    private(set) var buckets: [Bucket] = []

    /// Reads a row; `nil` where it is none that this version understands.
    init?(_ memory: UnsafeRawBufferPointer) {
        guard memory.first == SegmentSummary.version else { return nil }
        var reader = FigureByteReader(UnsafeRawBufferPointer(rebasing: memory.dropFirst()))
        do throws(FigureByteReader.Malformed) {
            self.days = try reader.text()
            self.totals = Bucket(hour: 0, first: .min, last: .max, body: try reader.text())
            while !reader.isAtEnd {
                self.buckets.append(
                    Bucket(
                        hour: try reader.number(),
                        first: try reader.number(),
                        last: try reader.number(),
                        body: try reader.text()
                    )
                )
            }
        } catch {
            return nil
        }
    }
}

extension StoredSummary {
    /// Adds what is counted of all hours, by day.
    func addDays(to tally: inout FigureTally) throws(FigureByteReader.Malformed) {
        var reader = FigureByteReader(self.days)
        for _ in 0..<(try reader.count()) {
            let hour = try reader.number()
            try Self.addCell(&reader, of: hour, to: &tally, isCounting: true)
        }
    }

    /// Reads a cell of an hour, and adds it where it is counted.
    fileprivate static func addCell(
        _ reader: inout FigureByteReader,
        of hour: Int64,
        to tally: inout FigureTally,
        isCounting: Bool
    ) throws(FigureByteReader.Malformed) {
        let kind = Event.Kind(code: try reader.number())
        let outcome = Event.Outcome(code: try reader.number())
        let result = try reader.number()
        let (count, duration) = (try reader.number(), try reader.number())
        guard let kind, let outcome else { throw FigureByteReader.Malformed() }
        guard isCounting else { return }
        let key = FigureKey(kind: kind, outcome: outcome, result: result)
        let cell = FigureTally.Cell(hour: hour, key: key)
        tally.cells[cell, default: FigureSum()].add(count, duration)
    }
}

extension StoredSummary.Bucket {
    /// Adds the hour to figures, its cells only where they are counted.
    ///
    /// - Throws: ``FigureByteReader/Malformed``; then a part may have been added.
    func add(
        to tally: inout FigureTally,
        countingCells: Bool
    ) throws(FigureByteReader.Malformed) {
        var reader = FigureByteReader(self.body)
        try self.addCells(&reader, to: &tally, isCounting: countingCells)
        try Self.add(&reader, to: &tally.users, isWanted: tally.keeps(.users))
        try Self.add(&reader, to: &tally.urls, isWanted: tally.keeps(.urls))
        try Self.add(&reader, to: &tally.pages, isWanted: tally.keeps(.pages))
        try Self.add(&reader, to: &tally.failures, isWanted: tally.keeps(.failures))
        guard tally.keeps(.endpoints) || tally.keeps(.addresses) else { return }
        try Self.addEndpoints(&reader, to: &tally)
        try Self.addAddresses(&reader, to: &tally)
    }

    /// Adds what is counted of the hour, and nothing of its lists.
    func addCells(to tally: inout FigureTally) throws(FigureByteReader.Malformed) {
        var reader = FigureByteReader(self.body)
        try self.addCells(&reader, to: &tally, isCounting: true)
    }

    private func addCells(
        _ reader: inout FigureByteReader,
        to tally: inout FigureTally,
        isCounting: Bool
    ) throws(FigureByteReader.Malformed) {
        for _ in 0..<(try reader.count()) {
            try StoredSummary.addCell(
                &reader,
                of: self.hour,
                to: &tally,
                isCounting: isCounting
            )
        }
    }

    private static func add(
        _ reader: inout FigureByteReader,
        to list: inout TextTally,
        isWanted: Bool
    ) throws(FigureByteReader.Malformed) {
        let leftOut = try reader.number()
        for _ in 0..<(try reader.count()) {
            let (text, count) = (try reader.text(), try reader.number())
            if isWanted { list.add(text.bindMemory(to: UInt8.self), count, bound: leftOut) }
        }
        if isWanted { list.leaveOut(leftOut) }
    }

    private static func addEndpoints(
        _ reader: inout FigureByteReader,
        to tally: inout FigureTally
    ) throws(FigureByteReader.Malformed) {
        let isWanted = tally.keeps(.endpoints)
        let totalsLeftOut = try reader.number()
        for _ in 0..<(try reader.count()) {
            let path = try reader.text().bindMemory(to: UInt8.self)
            let total = try reader.number()
            if isWanted { tally.endpoints.add(path, total: total, bound: totalsLeftOut) }
        }
        let errorsLeftOut = try reader.number()
        for _ in 0..<(try reader.count()) {
            let path = try reader.text().bindMemory(to: UInt8.self)
            // The bound is of the endpoint, whatever the number of its statuses.
            var bound = errorsLeftOut
            for _ in 0..<(try reader.count()) {
                let (status, count) = (try reader.number(), try reader.number())
                guard isWanted else { continue }
                tally.endpoints.add(path, errors: count, status: status, bound: bound)
                bound = 0
            }
        }
        if isWanted { tally.endpoints.leaveOut(total: totalsLeftOut, errors: errorsLeftOut) }
    }

    private static func addAddresses(
        _ reader: inout FigureByteReader,
        to tally: inout FigureTally
    ) throws(FigureByteReader.Malformed) {
        guard tally.keeps(.addresses) else { return }
        let count = try reader.number()
        guard count >= 0 else { return tally.addresses.add(registers: try reader.text()) }
        for _ in 0..<count {
            tally.addresses.add(hash: UInt64(bitPattern: try reader.number()))
        }
    }
}
