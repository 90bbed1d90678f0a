/// Listeners by what they ask, so that an event is compared with few questions; pure.
///
/// Listeners with the same question are one group, and its question is asked once. A group that
/// wants a text to be one of a few is found by that text; only the others are tried one by one.
struct MatchIndex {
    private struct Group {
        let query: EventQuery
        var readers: [FeedReader]
    }

    /// A question and the bytes of its texts: some that differ are equal as texts (é and e with an
    /// accent), and are to be found apart.
    private struct Question: Hashable {
        let query: EventQuery
        let texts: [[UInt8]]

        init(_ query: EventQuery) {
            self.query = query
            let filters = query.filters + query.anyOf.joined()
            self.texts = filters.flatMap { filter -> [[UInt8]] in
                switch filter.test {
                case .equals(let text), .contains(let text): [Array(text.utf8)]
                case .oneOf(let texts): texts.map { Array($0.utf8) }
                case .numberIn, .numberBetween, .flag, .inNetwork: []
                }
            }
        }
    }

    private var groups: [Int: Group] = [:]
    private var numbers: [Question: Int] = [:]
    private var byText: [EventField: [[UInt8]: [Int]]] = [:]
    private var others: [Event.Kind: [Int]] = [:]
    private var last = 0

    /// Whether nobody listens.
    var isEmpty: Bool { self.groups.isEmpty }

    /// Takes a listener in.
    mutating func add(_ reader: FeedReader) {
        let question = Question(reader.query)
        if let number = self.numbers[question] {
            self.groups[number]?.readers.append(reader)
            return
        }
        self.last += 1
        let number = self.last
        self.numbers[question] = number
        self.groups[number] = Group(query: reader.query, readers: [reader])
        self.change(reader.query) { $0.append(number) }
    }

    /// Lets a listener go.
    mutating func remove(_ reader: FeedReader) {
        let question = Question(reader.query)
        guard let number = self.numbers[question] else { return }
        self.groups[number]?.readers.removeAll { $0 === reader }
        guard self.groups[number]?.readers.isEmpty == true else { return }
        self.groups[number] = nil
        self.numbers[question] = nil
        self.change(reader.query) { $0.removeAll { $0 == number } }
    }

    /// Calls `body` with the listeners of each question that `event` answers.
    func forEachMatch(of event: SealedEvent, _ body: ([FeedReader]) -> Void) {
        func ask(_ numbers: [Int]?) {
            for number in numbers ?? [] {
                guard let group = self.groups[number], group.query.matches(event) else { continue }
                body(group.readers)
            }
        }
        for (field, numbers) in self.byText {
            guard let text = field.text(of: event) else { continue }
            ask(numbers[text])
        }
        ask(self.others[event.header.kind])
    }

    /// Changes the lists in which a question stands.
    private mutating func change(_ query: EventQuery, _ body: (inout [Int]) -> Void) {
        if let (field, texts) = query.texts {
            for key in texts {
                body(&self.byText[field, default: [:]][key, default: []])
                if self.byText[field]?[key]?.isEmpty == true { self.byText[field]?[key] = nil }
            }
            if self.byText[field]?.isEmpty == true { self.byText[field] = nil }
        } else {
            for kind in query.kinds.isEmpty ? Set(Event.Kind.allCases) : query.kinds {
                body(&self.others[kind, default: []])
            }
        }
    }
}

extension EventQuery {
    /// The most texts by which a question is found.
    private static let mostTexts = 64

    /// A field, and the texts of which it must be one; `nil` where nothing of the sort is asked.
    fileprivate var texts: (field: EventField, texts: Set<[UInt8]>)? {
        // The actor's id tells more than anything else, and an address more than a method.
        let ranked = self.filters.enumerated().sorted { one, other in
            (one.element.rank, one.offset) < (other.element.rank, other.offset)
        }
        for (_, filter) in ranked {
            switch filter.test {
            case .equals(let text): return (filter.field, [Array(text.utf8)])
            case .oneOf(let texts) where texts.count <= Self.mostTexts:
                return (filter.field, Set(texts.map { Array($0.utf8) }))
            default: continue
            }
        }
        return nil
    }
}

extension EventFilter {
    /// Fields of which most values are rare come first.
    fileprivate var rank: Int {
        switch self.field {
        case .actorID, .session, .requestID, .traceID: 0
        case .targetID, .ip, .username: 1
        case .outcome, .method, .severity, .country: 3
        default: 2
        }
    }
}

extension EventField {
    /// The bytes of the field's text; `nil` where it has none.
    func text(of event: SealedEvent) -> [UInt8]? {
        guard let section = self.section else {
            switch self {
            case .action: return Array(event.header.action.name.utf8)
            case .outcome: return Array(event.header.outcome.rawValue.utf8)
            default: return nil
            }
        }
        guard let text = event.sections[section]?.text else { return nil }
        return text.withUnsafeBufferPointer { bytes in
            let scanner = CanonicalScanner(bytes)
            guard let value = scanner.value(at: self.path), let content = scanner.content(value)
            else { return nil }
            guard content.contains(UInt8(ascii: "\\")) else { return Array(content) }
            return scanner.text(value).map { Array($0.utf8) }
        }
    }
}
