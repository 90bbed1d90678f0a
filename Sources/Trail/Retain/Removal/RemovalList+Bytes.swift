public import MerkleLog

// The canonical form: a first line, then for each run the gap since the last one, the number of
// events and the parts. Numbers are unsigned LEB128 of least length, parts one byte.

extension RemovalList {
    private static let firstLine = [UInt8]("trail/v1/removal\n".utf8)

    /// The list as it is stored, the one spelling of it.
    public var bytes: [UInt8] {
        var bytes = Self.firstLine
        var end: UInt64 = 0
        for run in self.runs {
            Self.append(run.indices.lowerBound - end, to: &bytes)
            Self.append(UInt64(run.indices.count), to: &bytes)
            bytes.append(run.parts.rawValue)
            end = run.indices.upperBound
        }
        return bytes
    }

    /// What a sealed record of the removal commits to: the SHA-256 of ``bytes``.
    public var hash: Hash { .sha256(self.bytes) }

    /// Reads a list.
    ///
    /// Strict: what this accepts, ``bytes`` prints again to the byte.
    /// - Throws: ``TrailError`` `ledgerDamaged` for anything else.
    public init(bytes: [UInt8]) throws(TrailError) {
        self.init()
        guard bytes.starts(with: Self.firstLine) else { throw Self.malformed }
        var rest = bytes.dropFirst(Self.firstLine.count)
        var end: UInt64 = 0
        while !rest.isEmpty {
            let gap = try Self.number(from: &rest)
            let count = try Self.number(from: &rest)
            guard let byte = rest.popFirst() else { throw Self.malformed }
            let parts = Parts(rawValue: byte)
            let (first, firstIsTooLarge) = end.addingReportingOverflow(gap)
            let (next, nextIsTooLarge) = first.addingReportingOverflow(count)
            guard parts.isValid, count > 0, !firstIsTooLarge, !nextIsTooLarge,
                next <= UInt64(Int64.max), gap > 0 || self.runs.last?.parts != parts
            else { throw Self.malformed }
            self.append(first..<next, parts)
            end = next
        }
    }

    private static var malformed: TrailError {
        TrailError(.ledgerDamaged, "A list of removed events is malformed.")
    }

    private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        var rest = number
        while rest > 0x7F {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private static func number(from bytes: inout ArraySlice<UInt8>) throws(TrailError) -> UInt64 {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while let byte = bytes.popFirst() {
            // 63 bits are enough for an index and cannot overflow.
            guard shift < 63 else { throw Self.malformed }
            number |= UInt64(byte & 0x7F) << shift
            shift += 7
            guard byte & 0x80 == 0 else { continue }
            guard byte != 0 || shift == 7 else { throw Self.malformed }
            return number
        }
        throw Self.malformed
    }
}
