internal import MerkleLog

extension ArchiveLine {
    /// Reads a line of the archive of `tenant`.
    ///
    /// - Throws: ``ArchiveError`` `damaged` for anything else.
    init(_ line: [UInt8], tenant: TenantID) throws(ArchiveError) {
        let parsed = line.withUnsafeBufferPointer { bytes -> ArchiveLine? in
            let scanner = CanonicalScanner(bytes)
            if let index = scanner.value(at: ["index"]).flatMap(scanner.integer) {
                return Self.event(index, scanner, tenant).map(ArchiveLine.event)
            }
            if let end = scanner.value(at: ["up_to"]).flatMap(scanner.integer) {
                return Self.gap(upTo: end, line)
            }
            guard let count = scanner.value(at: ["count"]).flatMap(scanner.integer),
                let list = scanner.text(at: "end").flatMap(Hash.init(hex:)), count >= 0
            else { return nil }
            return .end(count: Int(count), list: list)
        }
        guard let parsed else { throw .damaged("a line is malformed") }
        self = parsed
    }

    private static func gap(upTo end: Int64, _ line: [UInt8]) -> ArchiveLine? {
        guard end >= 0,
            case .object(let members)? = try? CanonicalJSON(parsing: line).value,
            case .array(let texts)? = members["nodes"]
        else { return nil }
        let nodes = texts.compactMap { text -> Hash? in
            guard case .string(let text) = text else { return nil }
            return Hash(base64: text)
        }
        return nodes.count == texts.count ? .gap(upTo: UInt64(end), nodes: nodes) : nil
    }

    private static func event(
        _ index: Int64,
        _ scanner: CanonicalScanner,
        _ tenant: TenantID
    ) -> SealedEvent? {
        guard index >= 0,
            let id = scanner.text(at: "id").flatMap({ EventID($0) }),
            let kind = scanner.text(at: "kind").flatMap(Event.Kind.init(rawValue:)),
            let occurredAt = scanner.text(at: "occurred_at").flatMap({ Timestamp($0) }),
            let recordedAt = scanner.text(at: "recorded_at").flatMap({ Timestamp($0) }),
            let action = scanner.text(at: "action").flatMap({ try? Action($0) }),
            let outcome = scanner.text(at: "outcome").flatMap(Event.Outcome.init(rawValue:))
        else { return nil }
        let imported = scanner.value(at: ["imported"])
        let isImported = imported.map { scanner[$0].elementsEqual("true".utf8) } ?? false
        guard imported == nil || isImported else { return nil }
        guard let sections = Self.sections(scanner) else { return nil }
        let header = EventHeader(
            id: id,
            tenant: tenant,
            kind: kind,
            occurredAt: occurredAt,
            action: action,
            outcome: outcome,
            isImported: isImported
        )
        let leaf = LeafData.hash(
            header,
            recordedAt: recordedAt,
            digests: SectionDigests(of: sections)
        )
        return SealedEvent(
            index: UInt64(index),
            recordedAt: recordedAt,
            leaf: leaf,
            header: header,
            sections: sections
        )
    }

    private static func sections(_ scanner: CanonicalScanner) -> Sections? {
        var sections = Sections()
        for name in SectionName.allCases where scanner.value(at: [name.rawValue]) != nil {
            guard let section = Self.section(name, scanner) else { return nil }
            sections[name] = section
        }
        return sections
    }

    private static func section(_ name: SectionName, _ scanner: CanonicalScanner) -> Section? {
        if let digest = scanner.value(at: [name.rawValue, "digest"]).flatMap(scanner.text) {
            return Hash(hex: digest).map { .erased(digest: $0) }
        }
        guard let text = scanner.value(at: [name.rawValue, "text"]),
            let salt = scanner.value(at: [name.rawValue, "salt"]).flatMap(scanner.text)
                .flatMap({ Base64URL.decode($0) }).flatMap({ Salt($0) })
        else { return nil }
        return .sealed(text: Array(scanner[text]), salt: salt)
    }
}

extension CanonicalScanner {
    /// The text of a member.
    fileprivate func text(at key: String) -> String? {
        self.value(at: [key]).flatMap(self.text)
    }
}

extension LeafData {
    /// The leaf hash that follows from parts.
    fileprivate static func hash(
        _ header: EventHeader,
        recordedAt: Timestamp,
        digests: SectionDigests
    ) -> Hash {
        var scratch: [UInt8] = []
        return self.hash(header, recordedAt: recordedAt, digests: digests, scratch: &scratch)
    }
}
