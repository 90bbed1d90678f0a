/// The figures of a ``LossTally`` in memory that outlives the process.
///
/// Layout, version 1: 64-bit little-endian words.
///
///     at 0     "TRAILREC", version (1)
///     at 64    traffic A, at 128 traffic B:
///              sequence, accepted, stored, committing, since, until, 0, check
///     at 256   losses A, at 512 losses B:
///              sequence, then for each reason in the order crashed, overloaded, invalid, closed,
///              unreadable: count, in doubt, from, to; then check
///
/// Times are microseconds since 1970; a reason whose four words are 0 has no loss. Each record is
/// kept twice and the older one is overwritten, so a write that is torn, by a kill or by a loss
/// of power, costs the last update and no more. `check` binds the words before it.
struct LossPage {
    /// The length in bytes.
    static let byteCount = 4_096
    static let magic: UInt64 = 0x4345_524C_4941_5254  // "TRAILREC", first byte lowest
    static let version: UInt64 = 1

    private let memory: UnsafeMutableRawBufferPointer
    private var trafficSequence: UInt64 = 0
    private var lossSequence: UInt64 = 0

    /// The page in `memory`, which has at least ``byteCount`` bytes and is aligned to words.
    init(_ memory: UnsafeMutableRawBufferPointer) {
        self.memory = memory
    }

    /// Whether nothing was ever written to the page.
    var isBlank: Bool { self.word(at: 0) == 0 && self.word(at: 8) == 0 }
    /// Whether the page has this layout.
    var isKnown: Bool { self.word(at: 0) == Self.magic && self.word(at: 8) == Self.version }

    /// Makes it a page of this layout; it holds nothing until both records have been saved.
    func format() {
        self.set(Self.magic, at: 0)
        self.set(Self.version, at: 8)
    }

    /// The figures; what cannot be read is `nil`.
    mutating func load() -> (traffic: LossTally.Traffic?, losses: [LossReason: Loss]?) {
        let traffic = self.newest(Record.traffic)
        let losses = self.newest(Record.losses)
        self.trafficSequence = traffic.map { self.word(at: $0) } ?? 0
        self.lossSequence = losses.map { self.word(at: $0) } ?? 0
        return (traffic.map(self.traffic), losses.map(self.losses))
    }
}

extension LossPage {
    /// Saves the traffic; the hot path, under the buffer's lock.
    mutating func save(_ traffic: LossTally.Traffic) {
        self.trafficSequence += 1
        let start = Record.traffic.place(of: self.trafficSequence)
        var check = Check()
        self.put(self.trafficSequence, at: start, &check)
        self.put(traffic.accepted, at: start + 8, &check)
        self.put(traffic.stored, at: start + 16, &check)
        self.put(traffic.committing, at: start + 24, &check)
        self.put(UInt64(bitPattern: traffic.since.microseconds), at: start + 32, &check)
        self.put(UInt64(bitPattern: traffic.until.microseconds), at: start + 40, &check)
        self.put(0, at: start + 48, &check)
        self.set(check.value, at: start + 56)
    }

    /// Saves the losses.
    mutating func save(_ losses: [LossReason: Loss]) {
        self.lossSequence += 1
        var place = Record.losses.place(of: self.lossSequence)
        var check = Check()
        func put(_ word: UInt64) {
            self.put(word, at: place, &check)
            place += 8
        }
        put(self.lossSequence)
        for reason in Self.reasons {
            let loss = losses[reason]
            put(loss?.count ?? 0)
            put(loss?.inDoubt ?? 0)
            put(UInt64(bitPattern: loss?.from.microseconds ?? 0))
            put(UInt64(bitPattern: loss?.to.microseconds ?? 0))
        }
        self.set(check.value, at: place)
    }

    private func traffic(at start: Int) -> LossTally.Traffic {
        LossTally.Traffic(
            accepted: self.word(at: start + 8),
            stored: self.word(at: start + 16),
            committing: self.word(at: start + 24),
            since: self.time(at: start + 32),
            until: self.time(at: start + 40)
        )
    }

    private func losses(at start: Int) -> [LossReason: Loss] {
        var losses: [LossReason: Loss] = [:]
        for (number, reason) in Self.reasons.enumerated() {
            let place = start + 8 + number * 32
            let loss = Loss(
                count: self.word(at: place),
                inDoubt: self.word(at: place + 8),
                from: self.time(at: place + 16),
                to: self.time(at: place + 24)
            )
            guard loss.count > 0 || loss.to.microseconds != 0 else { continue }
            losses[reason] = loss
        }
        return losses
    }
}

extension LossPage {
    /// The order on the page, which a new reason must not disturb.
    private static let reasons: [LossReason] = [
        .crashed, .overloaded, .invalid, .closed, .unreadable,
    ]

    /// Where the two copies of a record are, and how many words each has without its check.
    private struct Record {
        let first: Int
        let second: Int
        let words: Int

        static let traffic = Self(first: 64, second: 128, words: 7)
        static let losses = Self(first: 256, second: 512, words: 1 + 4 * LossPage.reasons.count)

        func place(of sequence: UInt64) -> Int { sequence % 2 == 0 ? self.first : self.second }
    }

    /// Binds words to each other.
    ///
    /// It finds accidents, not forgery. Of zeros it is not zero.
    private struct Check {
        var value: UInt64 = 0x9E37_79B9_7F4A_7C15

        mutating func add(_ word: UInt64) {
            self.value = (self.value ^ word) &* 0xD6E8_FEB8_6659_FD93
            self.value ^= self.value >> 32
        }
    }

    /// Where the newest whole copy of `record` begins.
    private func newest(_ record: Record) -> Int? {
        let whole = [record.first, record.second].filter { start in
            var check = Check()
            for number in 0..<record.words {
                check.add(self.word(at: start + number * 8))
            }
            return check.value == self.word(at: start + record.words * 8)
        }
        return whole.max { self.word(at: $0) < self.word(at: $1) }
    }

    private func word(at place: Int) -> UInt64 {
        UInt64(littleEndian: self.memory.load(fromByteOffset: place, as: UInt64.self))
    }

    private func time(at place: Int) -> Timestamp {
        Timestamp(microseconds: Int64(bitPattern: self.word(at: place)))
    }

    private func set(_ word: UInt64, at place: Int) {
        self.memory.storeBytes(of: word.littleEndian, toByteOffset: place, as: UInt64.self)
    }

    private func put(_ word: UInt64, at place: Int, _ check: inout Check) {
        self.set(word, at: place)
        check.add(word)
    }
}
