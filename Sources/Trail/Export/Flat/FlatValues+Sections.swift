// The values that are more than a copy of what was sealed.

extension FlatValues {
    /// Where the verified actor's id is; a claim has none.
    var user: Range<Int>? {
        guard let verified = self.spans[.isVerified],
            self.texts.who[verified].elementsEqual("true".utf8)
        else { return nil }
        return self.spans[.actorID]
    }

    func appendUserText(to output: inout [UInt8]) {
        if case .erased = self.event.sections.who { return output.append("null") }
        guard let user = self.user else { return output.append("\"\"") }
        self.append(user, of: .who, to: &output)
    }

    func appendActor(to output: inout [UInt8]) {
        guard !self.texts.who.bytes.isEmpty else { return output.append("null") }
        self.append(Self.actor, to: &output)
    }

    /// Appends an object of sealed values; all its keys, also those without a value.
    func append(_ object: [(key: StaticString, member: SectionMember)], to output: inout [UInt8]) {
        for (key, member) in object {
            output.append(key)
            self.append(member, to: &output)
        }
        output.append(UInt8(ascii: "}"))
    }

    /// A list is empty where there is nothing, and null where there is no telling.
    func append(list member: SectionMember, to output: inout [UInt8]) {
        if self.spans[member] == nil, !self.texts[member.section].bytes.isEmpty {
            output.append("[]")
        } else {
            self.append(member, to: &output)
        }
    }

    func append(
        _ member: SectionMember,
        from names: [String],
        to output: inout [UInt8]
    ) {
        guard let number = self.integer(member), names.indices.contains(Int(number)) else {
            return output.append("null")
        }
        output.append(UInt8(ascii: "\""))
        output.append(contentsOf: names[Int(number)].utf8)
        output.append(UInt8(ascii: "\""))
    }

    /// Microseconds as milliseconds, exactly: up to three decimals, none that are zero.
    func append(milliseconds member: SectionMember, to output: inout [UInt8]) {
        guard let microseconds = self.integer(member), microseconds >= 0 else {
            return output.append("null")
        }
        CanonicalWriter.append(microseconds / 1_000, to: &output)
        var fraction = microseconds % 1_000
        guard fraction > 0 else { return }
        output.append(UInt8(ascii: "."))
        while fraction > 0 {
            output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: fraction / 100))
            fraction = fraction % 100 * 10
        }
    }

    func appendRowText(to output: inout [UInt8]) {
        guard let row = self.spans[.after] ?? self.spans[.before] else {
            return output.append("null")
        }
        CanonicalWriter.append(quoted: self.texts.what[row], to: &output)
    }

    private func integer(_ member: SectionMember) -> Int64? {
        self.spans[member].flatMap { self.texts[member.section].integer($0) }
    }

    /// The names by number; the numbers of event types begin with 1.
    static let eventTypes = [""] + CRUDDetail.EventType.allCases.map(\.display)
    static let loginTypes = LoginDetail.LoginType.allCases.map(\.display)

    private static let actor: [(key: StaticString, member: SectionMember)] = [
        ("{\"type\":", .actorType),
        (",\"id\":", .actorID),
        (",\"name\":", .actorName),
        (",\"verified\":", .isVerified),
        (",\"on_behalf_of\":", .onBehalfOf),
        (",\"credential\":", .credential),
    ]

    static let geo: [(key: StaticString, member: SectionMember)] = [
        ("{\"latitude\":", .latitude),
        (",\"longitude\":", .longitude),
        (",\"city\":", .city),
        (",\"country\":", .country),
        (",\"country_code\":", .countryCode),
    ]
}
