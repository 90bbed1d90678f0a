internal import MerkleLog

/// The values of one event's flat view, as JSON.
struct FlatValues {
    /// Tables that are kept from event to event.
    struct Tables: Sendable {
        fileprivate var spans = SectionSpans()
    }

    let event: SealedEvent
    let integrity: EventIntegrity
    let texts: SectionTexts
    let spans: SectionSpans

    /// Calls `body` with the values of `event`, which are valid until it returns.
    static func of(
        _ event: SealedEvent,
        integrity: EventIntegrity,
        using tables: inout Tables,
        _ body: (Self) -> Void
    ) {
        let sections = integrity == .tampered ? event.sections.readable : event.sections
        SectionTexts.of(sections) { texts in
            tables.spans.find(in: texts)
            body(Self(event: event, integrity: integrity, texts: texts, spans: tables.spans))
        }
    }

    /// Appends a value as JSON.
    func append(_ value: FlatField.Value, to output: inout [UInt8]) {
        switch value {
        case .member(let member): self.append(member, to: &output)
        case .id, .kind, .tenant, .action, .outcome, .leaf:
            output.append(UInt8(ascii: "\""))
            self.append(headerText: value, to: &output)
            output.append(UInt8(ascii: "\""))
        case .time: Self.append(self.event.time, to: &output)
        case .occurredAt: Self.append(self.event.header.occurredAt, to: &output)
        case .recordedAt: Self.append(self.event.recordedAt, to: &output)
        case .index: output.append(contentsOf: String(self.event.index).utf8)
        case .isTampered: self.appendIsTampered(to: &output)
        case .erased: self.appendErased(to: &output)
        case .eventTypeName: self.append(.eventType, from: Self.eventTypes, to: &output)
        case .loginTypeName: self.append(.loginType, from: Self.loginTypes, to: &output)
        case .milliseconds(let member): self.append(milliseconds: member, to: &output)
        case .list(let member): self.append(list: member, to: &output)
        case .user: self.append(self.user, of: .who, to: &output)
        case .userText: self.appendUserText(to: &output)
        case .actor: self.appendActor(to: &output)
        case .geo: self.append(Self.geo, to: &output)
        case .changedFields: self.appendChangedFields(to: &output)
        case .rowText: self.appendRowText(to: &output)
        }
    }

    /// Appends a sealed value as it stands.
    func append(_ member: SectionMember, to output: inout [UInt8]) {
        self.append(self.spans[member], of: member.section, to: &output)
    }

    /// Appends a part of a section's text; null where there is none.
    func append(_ span: Range<Int>?, of section: SectionName, to output: inout [UInt8]) {
        guard let span else { return output.append("null") }
        output.append(contentsOf: self.texts[section][span])
    }
}

extension FlatValues {
    private func append(headerText value: FlatField.Value, to output: inout [UInt8]) {
        let header = self.event.header
        switch value {
        case .id: header.id.append(to: &output)
        case .tenant: output.append(contentsOf: header.tenant.name.utf8)
        case .action: output.append(contentsOf: header.action.name.utf8)
        case .kind: output.append(contentsOf: header.kind.rawValue.utf8)
        case .outcome: output.append(contentsOf: header.outcome.rawValue.utf8)
        default: self.event.leaf.appendHex(to: &output)
        }
    }

    private static func append(_ time: Timestamp, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        time.append(to: &output)
        output.append(UInt8(ascii: "\""))
    }

    private func appendIsTampered(to output: inout [UInt8]) {
        switch self.integrity {
        case .unchecked: output.append("null")
        case .intact: output.append("false")
        case .tampered: output.append("true")
        }
    }

    private func appendErased(to output: inout [UInt8]) {
        output.append(UInt8(ascii: "["))
        var isFirst = true
        for name in SectionName.allCases {
            guard case .erased = self.event.sections[name] else { continue }
            if !isFirst { output.append(UInt8(ascii: ",")) }
            output.append(contentsOf: "\"\(name.rawValue)\"".utf8)
            isFirst = false
        }
        output.append(UInt8(ascii: "]"))
    }
}

extension [UInt8] {
    /// Appends a text that is known when the program is built.
    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { self.append(contentsOf: $0) }
    }
}
