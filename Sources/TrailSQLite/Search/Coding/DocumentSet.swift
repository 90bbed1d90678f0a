/// A set of documents of one part of the index, as bits: a document is an event, numbered within
/// its part in order of time.
struct DocumentSet: Sendable, Hashable {
    private var words: [UInt64]

    /// The empty set of so many documents.
    init(documents count: Int) {
        self.words = Array(repeating: 0, count: (count + 63) / 64)
    }

    var isEmpty: Bool { self.words.allSatisfy { $0 == 0 } }

    /// How many documents are in the set.
    var count: Int { self.words.reduce(0) { $0 + $1.nonzeroBitCount } }

    mutating func insert(_ document: Int) {
        self.words[document >> 6] |= 1 << UInt64(document & 63)
    }

    /// Takes in eight documents, from `8 × number` on, by their bits.
    mutating func insert(_ bits: UInt8, number: Int) {
        self.words[number >> 3] |= UInt64(bits) << UInt64(8 * (number & 7))
    }

    func contains(_ document: Int) -> Bool {
        self.words[document >> 6] & 1 << UInt64(document & 63) != 0
    }

    mutating func formUnion(_ other: DocumentSet) {
        for place in self.words.indices { self.words[place] |= other.words[place] }
    }

    mutating func formIntersection(_ other: DocumentSet) {
        for place in self.words.indices { self.words[place] &= other.words[place] }
    }

    /// Calls `body` with each document, from the first.
    func forEach(_ body: (Int) throws -> Void) rethrows {
        for (place, word) in self.words.enumerated() {
            var rest = word
            while rest != 0 {
                try body(place << 6 | rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
    }
}
