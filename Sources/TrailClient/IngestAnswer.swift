internal import MerkleLog
internal import NIOCore
internal import Trail

/// What a remote Trail answers to a body of lines: a JSON line for each, then the figures.
struct IngestAnswer: Sendable {
    /// What became of the lines, in their order, as far as it is known.
    private(set) var outcomes: [AppendResult.Outcome] = []
    /// Why the line after the last outcome was not recorded; `nil` where nothing says so.
    private(set) var failure: TrailError?

    private let events: ArraySlice<EncodedEvent>

    /// The answer to `events`, a line each; nothing of it has been read yet.
    init(to events: ArraySlice<EncodedEvent>) {
        self.events = events
    }

    /// Reads the lines of the answer; what is no answer to these events ends the reading.
    mutating func read(_ body: ByteBuffer) {
        for line in body.readableBytesView.split(separator: UInt8(ascii: "\n")) {
            guard self.failure == nil, let line = AnswerLine(Array(line)) else { return }
            self.add(line)
        }
    }

    /// What is to be told of the events; without an answer to the last one, a failure.
    var result: AppendResult {
        var failure = self.failure
        if failure == nil, self.outcomes.count < self.events.count {
            failure = TrailError(.storeUnavailable, "the remote Trail did not answer to the end")
        }
        return AppendResult(outcomes: self.outcomes, batches: [], failure: failure)
    }

    private mutating func add(_ line: AnswerLine) {
        guard let number = line.number else { return self.conclude(line) }
        let place = self.events.startIndex + self.outcomes.count
        guard number == Int64(self.outcomes.count) + 1, place < self.events.endIndex else { return }
        let id = self.events[place].header.id
        switch line.status {
        case 200?, 201?, 202?:
            guard let receipt = line.receipt(of: id) else { return }
            self.outcomes.append(line.status == 200 ? .repeated(receipt) : .sealed(receipt))
        case 409?: self.outcomes.append(.conflict(id))
        case let status? where status >= 500 || status == 429 || status == 408:
            self.failure = line.failure(status)
        case let status? where status >= 400:
            self.outcomes.append(.refused(id, reason: line.reason(status)))
        default: return
        }
    }
}

extension IngestAnswer {
    /// Takes in the figures; with the reason where not all lines were recorded.
    private mutating func conclude(_ line: AnswerLine) {
        if let status = line.status {
            self.failure = line.failure(status)
        } else if self.outcomes.isEmpty, line.recorded == self.events.count {
            // Something on the way has taken the wish for a line each. All are there, somewhere.
            self.outcomes = self.events.map { .sealed(.accepted($0.header.id)) }
        }
    }
}

/// One line of an answer.
///
/// Of its texts only words and paths of fields are taken over: what else a server or something in
/// front of it writes is not for logs.
private struct AnswerLine {
    private(set) var number: Int64?
    private(set) var status: Int64?
    /// How many events the figures say are recorded.
    private(set) var recorded = 0
    private var id: String?
    private var index: Int64?
    private var leaf: String?
    private var type: String?
    private var fields: [String] = []

    /// The line; `nil` where it is no JSON object.
    init?(_ bytes: [UInt8]) {
        var reader = JSONReader(bytes)
        var line = Self()
        do throws(JSONError) {
            try reader.object(orThrow: { $0 }) { (key, reader) throws(JSONError) in
                try line.read(key, &reader)
            }
        } catch {
            return nil
        }
        self = line
    }

    private init() {}

    private mutating func read(_ key: String, _ reader: inout JSONReader) throws(JSONError) {
        switch key {
        case "line": self.number = try reader.integer()
        case "status": self.status = try reader.integer()
        case "id": self.id = try reader.string()
        case "ledger_index": self.index = try reader.integer()
        case "integrity_hash": self.leaf = try reader.string()
        case "type": self.type = try reader.string()
        case "stored", "accepted", "repeated":
            self.recorded += Int(min(max(try reader.integer(), 0), 1_000_000_000))
        case "errors":
            var fields: [String] = []
            try reader.object(orThrow: { $0 }) { (field, reader) throws(JSONError) in
                fields.append(field)
                try reader.skip()
            }
            self.fields = fields
        default: try reader.skip()
        }
    }

    /// The receipt of the event `id`; `nil` where the line is not about it.
    func receipt(of id: EventID) -> Receipt? {
        guard self.id.flatMap({ EventID($0) }) == id else { return nil }
        guard self.status != 202 else { return .accepted(id) }
        guard let index = self.index.flatMap({ UInt64(exactly: $0) }),
            let leaf = self.leaf.flatMap({ Hash(hex: $0) })
        else { return self.status == 200 ? .accepted(id) : nil }
        return .durable(id, index: index, leaf: leaf)
    }

    /// Why nothing could be recorded from here on.
    func failure(_ status: Int64) -> TrailError {
        let code: TrailError.Code =
            switch self.kind {
            case "overloaded": .overloaded
            case "out-of-space": .outOfSpace
            default: .storeUnavailable
            }
        return TrailError(code, "the remote Trail cannot record now: \(self.words(status))")
    }

    /// Why this event is refused.
    func reason(_ status: Int64) -> String {
        let names = self.fields.filter { Self.isWord($0) }.prefix(8)
        return "the remote Trail refuses the event: \(self.words(status))"
            + (names.isEmpty ? "" : " (\(names.joined(separator: ", ")))")
    }

    private func words(_ status: Int64) -> String {
        self.kind.map { "\(status) \($0)" } ?? "\(status)"
    }

    /// The last part of the problem's type.
    private var kind: String? {
        guard let last = self.type?.split(separator: ":").last, Self.isWord(String(last)) else {
            return nil
        }
        return String(last)
    }

    private static func isWord(_ text: String) -> Bool {
        (1...80).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): true
                case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
                case UInt8(ascii: "["), UInt8(ascii: "]"): true
                default: false
                }
            }
    }
}
