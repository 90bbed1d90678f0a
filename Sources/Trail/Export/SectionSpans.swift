/// Where the members of an event's sections lie in their texts, found in one pass.
///
/// The table is kept from event to event, so that finding allocates nothing.
struct SectionSpans {
    private var spans: [Range<Int>]

    init() {
        self.spans = Array(repeating: 0..<0, count: SectionMember.allCases.count)
    }

    /// Where `member` lies in its section's text; `nil` where the event does not have it.
    @inline(__always)
    subscript(member: SectionMember) -> Range<Int>? {
        let span = self.spans[member.rawValue]
        return span.isEmpty ? nil : span
    }

    /// Forgets the event before, and finds the members of this one.
    mutating func find(in texts: SectionTexts) {
        for place in self.spans.indices { self.spans[place] = 0..<0 }
        _ = self.find(.who, in: texts.who, at: 0)
        _ = self.find(.where, in: texts.where, at: 0)
        _ = self.find(.what, in: texts.what, at: 0)
    }

    /// Notes the members of the object at `position`; returns where it ends, `nil` if it does not.
    private mutating func find(
        _ object: SectionObject,
        in scanner: CanonicalScanner,
        at position: Int
    ) -> Int? {
        var members = MemberScanner(scanner, objectAt: position)
        // Keys come in order, so the one that is looked for is mostly the next of the table.
        var expected = 0
        while let member = members.next() {
            let place = Self.place(of: scanner[member.key], in: object.keys, &expected)
            let slot = place.map { object.members.lowerBound + $0 }
            let end =
                self.find(inside: slot, in: scanner, at: member.value)
                ?? scanner.end(ofValueAt: member.value)
            if let slot, let end { self.spans[slot] = member.value..<end }
            members.skip(to: end)
        }
        return members.isComplete ? members.place : nil
    }

    /// Notes the members of those values that are objects themselves; returns the value's end
    /// where that shows it.
    private mutating func find(
        inside slot: Int?,
        in scanner: CanonicalScanner,
        at position: Int
    ) -> Int? {
        switch slot {
        case SectionMember.geo.rawValue: return self.find(.geo, in: scanner, at: position)
        case SectionMember.detail.rawValue: return self.find(.detail, in: scanner, at: position)
        case SectionMember.targets.rawValue:
            _ = self.find(.target, in: scanner, at: position + 1)
            return nil
        default: return nil
        }
    }

    @inline(__always)
    private static func place(
        of key: UnsafeBufferPointer<UInt8>,
        in keys: [StaticString],
        _ expected: inout Int
    ) -> Int? {
        for offset in keys.indices {
            var place = expected + offset
            if place >= keys.count { place -= keys.count }
            guard keys[place].utf8CodeUnitCount == key.count else { continue }
            guard keys[place].withUTF8Buffer({ $0.elementsEqual(key) }) else { continue }
            expected = place + 1
            return place
        }
        return nil
    }
}

/// The texts of an event's sections; empty where a section is absent or erased.
struct SectionTexts {
    let who: CanonicalScanner
    let `where`: CanonicalScanner
    let what: CanonicalScanner

    /// Calls `body` with the texts of `sections`, which are valid until it returns.
    static func of(_ sections: Sections, _ body: (Self) -> Void) {
        (sections.who?.text ?? []).withUnsafeBufferPointer { who in
            (sections.where?.text ?? []).withUnsafeBufferPointer { context in
                (sections.what?.text ?? []).withUnsafeBufferPointer { what in
                    body(
                        Self(
                            who: CanonicalScanner(who),
                            where: CanonicalScanner(context),
                            what: CanonicalScanner(what)
                        )
                    )
                }
            }
        }
    }

    @inline(__always)
    subscript(section: SectionName) -> CanonicalScanner {
        switch section {
        case .who: self.who
        case .where: self.where
        case .what: self.what
        }
    }
}
