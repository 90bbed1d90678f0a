internal import Logging

extension JSON {
    /// The metadata of a log line, cut to a size that any event has room for.
    init(logMetadata metadata: Logger.Metadata) {
        var writer = LogMetadataWriter()
        self = writer.object(metadata, depth: 0)
    }
}

/// Makes JSON of the metadata of a log line, until there is no more room.
private struct LogMetadataWriter {
    /// How many bytes of text are still taken; escaped they grow sixfold at most.
    private var room = 32_768
    /// How many entries are still taken.
    private var entries = 1_000
    private let maximumDepth = 4

    /// The entries by their keys, so that it is always the same ones that find no room.
    mutating func object(_ metadata: Logger.Metadata, depth: Int) -> JSON {
        var members: [String: JSON] = [:]
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) where self.takeEntry() {
            members[self.text(key)] = self.value(value, depth: depth + 1)
        }
        return .object(members)
    }

    private mutating func value(_ value: Logger.MetadataValue, depth: Int) -> JSON {
        switch value {
        case .string(let text): return .string(self.text(text))
        case .stringConvertible(let value): return .string(self.text(value.description))
        case .dictionary where depth > self.maximumDepth, .array where depth > self.maximumDepth:
            return "…"
        case .dictionary(let members): return self.object(members, depth: depth)
        case .array(let values):
            var elements: [JSON] = []
            for value in values where self.takeEntry() {
                elements.append(self.value(value, depth: depth + 1))
            }
            return .array(elements)
        }
    }

    private mutating func takeEntry() -> Bool {
        guard self.entries > 0 else { return false }
        self.entries -= 1
        return true
    }

    private mutating func text(_ text: String) -> String {
        let kept = text.kept(within: min(self.room, 4_096))
        self.room -= kept.utf8.count
        return kept
    }
}
