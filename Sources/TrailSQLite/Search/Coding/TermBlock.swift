/// Terms in order with their documents, as many as fit on a page.
///
/// Of each term: how many bytes it has in common with the one before, how many follow, these, and
/// its ``Posting``.
struct TermBlock: Sendable {
    /// Bytes that fit on a page of 4,096 together with the rest of the row.
    private static let size = 3_960

    /// The first term.
    let first: IndexTerm
    /// The bytes.
    private(set) var bytes: [UInt8]
    private var last: [UInt8]

    /// A block of one term.
    init(_ term: IndexTerm, _ posting: [UInt8]) {
        self.first = term
        self.last = term.bytes
        self.bytes = [0, UInt8(self.last.count)] + self.last + posting
    }

    /// Adds the next term, if there is room.
    ///
    /// - Returns: Whether there was.
    mutating func append(_ term: IndexTerm, _ posting: [UInt8]) -> Bool {
        let word = term.bytes
        var common = 0
        while common < min(word.count, self.last.count), word[common] == self.last[common] {
            common += 1
        }
        guard self.bytes.count + 2 + word.count - common + posting.count <= Self.size else {
            return false
        }
        self.bytes.append(UInt8(common))
        self.bytes.append(UInt8(word.count - common))
        self.bytes.append(contentsOf: word[common...])
        self.bytes.append(contentsOf: posting)
        self.last = word
        return true
    }
}

/// Walks over the terms of a block.
struct TermBlockReader {
    private var reader: PostingReader
    private let documents: Int
    private var word: [UInt8] = []
    /// Whether the bytes were what they should be so far.
    private(set) var isSound = true

    /// A walk over a block of a part with so many documents.
    init(_ bytes: UnsafeRawBufferPointer, documents: Int) {
        self.reader = PostingReader(bytes)
        self.documents = documents
    }

    /// The next term; its posting must be read or passed over before the next one.
    mutating func next() -> IndexTerm? {
        guard self.isSound, !self.reader.isAtEnd else { return nil }
        guard let common = self.reader.byte(), let count = self.reader.byte(),
            common <= self.word.count, Int(common) + Int(count) <= IndexTerm.length
        else { return self.fail() }
        self.word.removeLast(self.word.count - Int(common))
        for _ in 0..<count {
            guard let byte = self.reader.byte() else { return self.fail() }
            self.word.append(byte)
        }
        return IndexTerm(self.word)
    }

    /// Adds the documents of the term to `set`.
    mutating func read(into set: inout DocumentSet) {
        self.isSound = self.reader.read(into: &set, of: self.documents)
    }

    /// Passes over the documents of the term.
    mutating func skip() {
        self.isSound = self.reader.skip(of: self.documents)
    }

    private mutating func fail() -> IndexTerm? {
        self.isSound = false
        return nil
    }
}
