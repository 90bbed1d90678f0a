extension EncodedEvent {
    /// Whether this is a repetition of an event that its tenant's ledger holds under the same id,
    /// rather than another event that takes the id in vain.
    ///
    /// Kind, action and outcome must agree, and of the rest whatever the caller ``stated``: the
    /// other parts were added by the recorder, and a retry may come over another connection, or
    /// with another credential. An erased section cannot be compared and agrees with anything. The
    /// number that a source gave is one of the attempt, not of the event, and may differ.
    public func repeats(_ header: EventHeader, _ sections: Sections) -> Bool {
        guard self.header.kind == header.kind, self.header.action == header.action,
            self.header.outcome == header.outcome
        else { return false }
        if self.stated.contains(.occurredAt), self.header.occurredAt != header.occurredAt {
            return false
        }
        return SectionName.allCases.allSatisfy { name in
            guard self.stated.contains(Stated(name)) else { return true }
            switch (self.sections[name], sections[name]) {
            case (_, .erased): return true
            case (let one, let other) where name == .who:
                return Self.actor(in: one?.text) == Self.actor(in: other?.text)
            case (let one, let other):
                guard one?.text != other?.text else { return true }
                guard name == .where, let one = one?.text, let other = other?.text else {
                    return false
                }
                return SourceNumber.removed(from: one) == SourceNumber.removed(from: other)
            }
        }
    }
}

extension EncodedEvent {
    /// The text of the section `who` behind its brace and its credential, which stands first.
    private static func actor(in text: [UInt8]?) -> ArraySlice<UInt8>? {
        guard let text else { return nil }
        let lead = Array(#"{"credential":"#.utf8)
        guard text.starts(with: lead) else { return text.dropFirst() }
        let end = text.withUnsafeBufferPointer {
            CanonicalScanner($0).end(ofValueAt: lead.count)
        }
        guard let end else { return text.dropFirst() }
        return text[end...].drop { $0 == UInt8(ascii: ",") }
    }
}

extension EncodedEvent.Stated {
    fileprivate init(_ section: SectionName) {
        switch section {
        case .who: self = .who
        case .where: self = .where
        case .what: self = .what
        }
    }
}
