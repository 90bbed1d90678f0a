internal import MerkleLog

/// What the old integrity hash of a row says about it.
package enum SeedIntegrity: String, Sendable, Hashable, CaseIterable {
    /// The hash is that of the row.
    case verified
    /// The hash is that of another row.
    case mismatch
    /// The row has no hash, in a table where rows have one.
    case missing
    /// The row has a hash, and lacks what the hash is taken over.
    case unverifiable
}

/// The integrity hash of django-activitylog: the SHA-256 of some of a row's fields as JSON.
///
/// It has no key and no chain, and leaves out much of a row: that it fits proves little, that it
/// does not fit proves that somebody altered the row, or deleted its user.
struct SeedHash {
    /// The JSON before and behind the time.
    private var head: [UInt8] = []
    private var tail: [UInt8] = []

    /// The hash of a row of `kind` with `id`; `nil` where the row lacks what it is taken over.
    init?(_ kind: Event.Kind, id: String, fields: [String: JSON]) {
        guard var hashed = Self.fields(kind, fields) else { return nil }
        hashed["id"] = .string(id)
        hashed["datetime"] = .string("")
        let names = hashed.keys.sorted()
        var isBehindTime = false
        for name in names {
            var part: [UInt8] = []
            part.append(name == names.first ? "{\"" : ", \"")
            part.append(contentsOf: name.utf8)
            part.append("\": ")
            if name == "datetime" {
                self.head += part
                isBehindTime = true
                continue
            }
            PythonJSON.append(hashed[name] ?? .null, to: &part)
            if isBehindTime { self.tail += part } else { self.head += part }
        }
        self.tail.append("}")
    }

    /// The hash for a time as Python prints it.
    func hex(at time: String) -> String {
        Hash.sha256(self.head + Array("\"\(time)\"".utf8) + self.tail).hex
    }

    /// How many microseconds behind `time` the row was written; `nil` where `hex` is the hash of
    /// no time that `time` may stand for.
    func offset(of hex: String, at time: SeedTime) -> Int64? {
        let wanted = Hash(hex: hex)
        guard let wanted else { return nil }
        return time.candidates.first { offset in
            let text = Array("\"\(time.text(advancedBy: offset))\"".utf8)
            return Hash.sha256(self.head + text + self.tail) == wanted
        }
    }

    private static func fields(_ kind: Event.Kind, _ fields: [String: JSON]) -> [String: JSON]? {
        func value(_ name: String) -> JSON { fields[name] ?? .null }
        var hashed: [String: JSON] = [:]
        let copied: [String]
        switch kind {
        case .crud:
            guard case .integer(let type) = value("content_type") else { return nil }
            hashed["content_type_id"] = .integer(type)
            hashed["user_pk"] = value("user_pk_as_string")
            copied = ["event_type", "object_id", "remote_ip"]
        case .login:
            hashed["user_id"] = self.text(value("user"))
            copied = ["login_type", "remote_ip", "username"]
        case .request:
            hashed["user_id"] = self.text(value("user"))
            copied = ["method", "remote_ip", "url"]
        case .cors: copied = ["method", "origin", "remote_ip", "url"]
        case .system: copied = ["category", "event_name", "message", "severity"]
        case .page, .action: return nil
        }
        for name in copied { hashed[name] = value(name) }
        return hashed
    }

    /// A key as the text that it is hashed as.
    private static func text(_ key: JSON) -> JSON {
        switch key {
        case .integer(let number): .string(String(number))
        case .string(let text): .string(ImportRow.dashed(text) ?? text)
        default: key
        }
    }
}
