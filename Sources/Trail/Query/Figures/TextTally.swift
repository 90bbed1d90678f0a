/// Counts by text, where texts are bytes: two that merely look alike are two.
///
/// Made for many small additions, so it copies a text only the first time it meets it.
package struct TextTally: Sendable {
    /// A text that was counted.
    package struct Entry: Sendable {
        /// How often.
        package fileprivate(set) var count: Int64
        /// How much may have been left out of the parts that named it: see ``TextTally/leftOut``.
        fileprivate var bound: Int64
        fileprivate let hash: Int
        fileprivate let start: Int
        fileprivate let length: Int
    }

    /// The texts in the order in which they were met.
    package private(set) var entries: [Entry] = []
    /// How often a text that is not named here may have occurred all the same, because it was left
    /// out of parts that were added.
    package private(set) var leftOut: Int64 = 0
    private var bytes: [UInt8] = []
    /// Positions of entries by hash, -1 where none is; twice as many as entries at least.
    private var slots: [Int32] = []

    /// Nothing.
    package init() {}

    /// Counts a text.
    ///
    /// - Parameters:
    ///   - text: The text as UTF-8.
    ///   - count: How often it occurred.
    ///   - bound: Of a part that leaves out what is rare, how often that occurred at the most.
    /// - Returns: The position of the text among the entries.
    @discardableResult
    package mutating func add(
        _ text: UnsafeBufferPointer<UInt8>,
        _ count: Int64 = 1,
        bound: Int64 = 0
    ) -> Int {
        if self.entries.count * 2 >= self.slots.count { self.grow() }
        let hash = Self.hash(text)
        var slot = hash & (self.slots.count - 1)
        while self.slots[slot] >= 0 {
            let position = Int(self.slots[slot])
            if self.entries[position].hash == hash, self.isEqual(position, text) {
                self.entries[position].count &+= count
                self.entries[position].bound &+= bound
                return position
            }
            slot = (slot + 1) & (self.slots.count - 1)
        }
        self.slots[slot] = Int32(self.entries.count)
        self.entries.append(
            Entry(
                count: count,
                bound: bound,
                hash: hash,
                start: self.bytes.count,
                length: text.count
            )
        )
        self.bytes.append(contentsOf: text)
        return self.entries.count - 1
    }

    /// Notes that a part was added from which texts were left out that occurred so often at the
    /// most.
    package mutating func leaveOut(_ count: Int64) {
        self.leftOut &+= count
    }

    /// Adds everything of another tally.
    package mutating func add(_ other: TextTally) {
        other.bytes.withUnsafeBufferPointer { bytes in
            for entry in other.entries {
                let text = bytes[entry.start..<entry.start + entry.length]
                self.add(UnsafeBufferPointer(rebasing: text), entry.count, bound: entry.bound)
            }
        }
        self.leftOut &+= other.leftOut
    }

    /// The position of a text among the entries; `nil` where it was never met.
    package func position(of text: ArraySlice<UInt8>) -> Int? {
        guard !self.slots.isEmpty else { return nil }
        return text.withUnsafeBufferPointer { text in
            let hash = Self.hash(text)
            var slot = hash & (self.slots.count - 1)
            while self.slots[slot] >= 0 {
                let position = Int(self.slots[slot])
                if self.entries[position].hash == hash, self.isEqual(position, text) {
                    return position
                }
                slot = (slot + 1) & (self.slots.count - 1)
            }
            return nil
        }
    }

    /// The bytes of an entry.
    package func text(of entry: Entry) -> ArraySlice<UInt8> {
        self.bytes[entry.start..<entry.start + entry.length]
    }

    private func isEqual(_ position: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let entry = self.entries[position]
        guard entry.length == text.count else { return false }
        return self.bytes.withUnsafeBufferPointer { bytes in
            for offset in 0..<text.count where bytes[entry.start + offset] != text[offset] {
                return false
            }
            return true
        }
    }

    /// Seeded anew in each process, so that nobody can choose texts that collide.
    private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(text))
        return hasher.finalize()
    }

    private mutating func grow() {
        let size = max(16, self.slots.count * 2)
        self.slots = Array(repeating: -1, count: size)
        for (position, entry) in self.entries.enumerated() {
            var slot = entry.hash & (size - 1)
            while self.slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            self.slots[slot] = Int32(position)
        }
    }
}

extension TextTally {
    /// The positions of the entries with the most, of equal ones the first by bytes.
    package func leading(_ limit: Int, where isWanted: (Entry) -> Bool = { _ in true }) -> [Int] {
        var best: [Int] = []
        guard limit > 0 else { return best }
        for (position, entry) in self.entries.enumerated() where isWanted(entry) {
            if best.count == limit, let last = best.last {
                guard self.isBefore(position, last) else { continue }
                best.removeLast()
            }
            let place = best.partition { self.isBefore(position, $0) }
            best.insert(position, at: place)
        }
        return best
    }

    private func isBefore(_ one: Int, _ other: Int) -> Bool {
        let (first, second) = (self.entries[one], self.entries[other])
        guard first.count == second.count else { return first.count > second.count }
        return self.text(of: first).lexicographicallyPrecedes(self.text(of: second))
    }

    /// The entries that a part names which may name so many: those with the most, and of several
    /// that are equal all or none.
    ///
    /// - Returns: The positions in the order of ``leading(_:where:)``, and how often what was left
    ///   out occurred at the most.
    package func named(atMost limit: Int) -> (positions: [Int], leftOut: Int64) {
        guard self.entries.count > limit else {
            return (self.leading(self.entries.count), self.leftOut)
        }
        let threshold = self.entries.map(\.count).sorted(by: >)[limit]
        return (
            self.leading(limit) { $0.count > threshold },
            self.leftOut &+ max(threshold, 0)
        )
    }

    /// Whether no other entries can lead, and the counts of these are exact.
    package func isCertain(_ leaders: [Int], limit: Int) -> Bool {
        guard self.leftOut > 0 else { return true }
        guard leaders.count == limit, let last = leaders.last.map({ self.entries[$0].count }),
            leaders.allSatisfy({ self.isExact($0) }), self.leftOut < last
        else { return false }
        let shown = Set(leaders)
        return self.entries.indices.allSatisfy { position in
            let entry = self.entries[position]
            return shown.contains(position)
                || entry.count &+ self.leftOut &- entry.bound < last
        }
    }

    /// Whether an entry was named by every part that left anything out.
    package func isExact(_ position: Int) -> Bool {
        self.entries[position].bound == self.leftOut
    }
}

extension [Int] {
    /// The first place whose element comes after a new one.
    fileprivate func partition(_ comesAfter: (Int) -> Bool) -> Int {
        var (low, high) = (0, self.count)
        while low < high {
            let middle = (low + high) / 2
            if comesAfter(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
