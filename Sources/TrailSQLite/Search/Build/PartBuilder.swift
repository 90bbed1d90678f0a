internal import Trail
internal import TrailSQL

/// Gathers the words of a tenant's events in one run of rows, and turns them into a part of the
/// index.
struct PartBuilder: Sendable {
    /// The events as they were taken in.
    private var places: [EventPlace] = []
    private var numbers: [IndexTerm: Int] = [:]
    private var terms: [IndexTerm] = []
    /// The last event that each term was found in.
    private var lastEvent: [Int32] = []
    /// Term and event of each posting, 32 bits each, in the order in which they were found.
    private var postings: [UInt64] = []

    /// Begins with the next event.
    mutating func begin(_ place: EventPlace, kind code: Int64) {
        self.places.append(place)
        self.add(IndexTerm(kind: code))
    }

    /// Adds words to the event.
    mutating func add(_ words: WordList) {
        for number in 0..<words.count {
            self.add(words.withWord(number) { IndexTerm($0) })
        }
    }

    private mutating func add(_ term: IndexTerm) {
        let event = Int32(self.places.count - 1)
        let number: Int
        if let known = self.numbers[term] {
            number = known
            guard self.lastEvent[number] != event else { return }
            self.lastEvent[number] = event
        } else {
            number = self.terms.count
            self.numbers[term] = number
            self.terms.append(term)
            self.lastEvent.append(event)
        }
        self.postings.append(UInt64(number) << 32 | UInt64(event))
    }

    /// The part of a tenant.
    func part(of tenant: Int64) -> IndexPart {
        // In order of time an event gets the number under which the index knows it.
        let order = self.places.indices.sorted {
            ScanOrder.timeAscending.isBefore(self.places[$0], self.places[$1])
        }
        var documents = [UInt16](repeating: 0, count: order.count)
        for (document, event) in order.enumerated() { documents[event] = UInt16(document) }
        return IndexPart(
            tenant: tenant,
            documents: order.count,
            places: PlaceList.bytes(order.map { self.places[$0] }),
            blocks: self.blocks(documents)
        )
    }

    private func blocks(_ documents: [UInt16]) -> [TermBlock] {
        var (ends, sorted) = self.grouped(documents)
        var blocks: [TermBlock] = []
        var posting: [UInt8] = []
        for number in self.terms.indices.sorted(by: { self.terms[$0] < self.terms[$1] }) {
            let range = (number == 0 ? 0 : ends[number - 1])..<ends[number]
            if range.count > 1 { sorted[range].sort() }
            posting.removeAll(keepingCapacity: true)
            Posting.append(sorted[range], of: documents.count, to: &posting)
            let term = self.terms[number]
            let last = blocks.count - 1
            guard last < 0 || !blocks[last].append(term, posting) else { continue }
            blocks.append(TermBlock(term, posting))
        }
        ends.removeAll()
        return blocks
    }

    /// The documents of all terms, those of one term together, and where each term's end.
    private func grouped(_ documents: [UInt16]) -> (ends: [Int], sorted: [UInt16]) {
        var starts = [Int](repeating: 0, count: self.terms.count + 1)
        for posting in self.postings { starts[Int(posting >> 32) + 1] += 1 }
        for number in self.terms.indices { starts[number + 1] += starts[number] }
        var sorted = [UInt16](repeating: 0, count: self.postings.count)
        for posting in self.postings {
            let number = Int(posting >> 32)
            sorted[starts[number]] = documents[Int(posting & 0xFFFF_FFFF)]
            starts[number] += 1
        }
        // Each start has moved to where the next one began.
        return (Array(starts.dropLast()), sorted)
    }
}

/// What the index has of one tenant in one run of rows.
struct IndexPart: Sendable {
    /// The tenant's number.
    let tenant: Int64
    /// How many events there are.
    let documents: Int
    /// Where they are, as ``PlaceList`` has it.
    let places: [UInt8]
    /// Their words.
    let blocks: [TermBlock]
}
