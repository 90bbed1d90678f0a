extension EventFilter {
    /// Whether the field of `event` has a value that passes the test.
    ///
    /// A field without a value passes no test, be it absent, of another type, or erased: nobody
    /// can be found by what was erased.
    public func matches(_ event: SealedEvent) -> Bool {
        guard let section = self.field.section else { return self.matches(header: event.header) }
        guard let text = event.sections[section]?.text else { return false }
        return text.withUnsafeBufferPointer { self.matches(CanonicalScanner($0)) }
    }

    private func matches(_ section: CanonicalScanner) -> Bool {
        guard let value = section.value(at: self.field.path) else { return false }
        switch self.test {
        case .equals, .oneOf, .contains, .inNetwork: return self.matches(textAt: value, of: section)
        case .numberIn(let numbers): return section.integer(value).map(numbers.contains) ?? false
        case .numberBetween(let least, let most):
            return section.integer(value).map { $0 >= least && $0 <= most } ?? false
        case .flag(let flag): return section[value].elementsEqual((flag ? "true" : "false").utf8)
        }
    }

    private func matches(textAt value: Range<Int>, of section: CanonicalScanner) -> Bool {
        guard let content = section.content(value) else { return false }
        guard content.contains(UInt8(ascii: "\\")) else { return self.test.matches(text: content) }
        // A text that no longer is one, because somebody altered it, is found by nothing.
        guard var text = section.text(value) else { return false }
        return text.withUTF8 { self.test.matches(text: $0) }
    }

    private func matches(header: EventHeader) -> Bool {
        var text: String
        switch self.field {
        case .action: text = header.action.name
        case .outcome: text = header.outcome.rawValue
        default: return false
        }
        return text.withUTF8 { self.test.matches(text: $0) }
    }
}

extension EventFilter.Test {
    /// Whether a text passes, given as UTF-8; none passes a test on numbers or flags.
    package func matches(text: UnsafeBufferPointer<UInt8>) -> Bool {
        switch self {
        case .equals(let wanted): text.elementsEqual(wanted.utf8)
        case .oneOf(let wanted): wanted.contains { text.elementsEqual($0.utf8) }
        case .contains(let part): CaselessSearch.contains(part, in: text)
        case .inNetwork(let network): IPAddress(utf8: text).map(network.contains) ?? false
        case .numberIn, .numberBetween, .flag: false
        }
    }
}
