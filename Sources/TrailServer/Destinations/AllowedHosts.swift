public import Trail

/// The hosts that the server may connect to because somebody who manages destinations says so.
///
/// An entry is the name of a host, an address or a network, each with or without a port:
/// `db.example.com`, `db.example.com:5432`, `192.0.2.7`, `10.1.0.0/16:5432`, `[2001:db8::7]:5432`.
/// Networks are for hosts that are given as an address; a name is allowed by that name alone.
public struct AllowedHosts: Sendable, Hashable {
    /// What an entry names.
    private enum Host: Sendable, Hashable {
        case name(String)
        case network(AddressRange)
    }

    private struct Entry: Sendable, Hashable {
        let host: Host
        let port: Int?
    }

    private let entries: [Entry]

    /// No host at all.
    public static let none = Self(entries: [])

    /// Reads entries.
    ///
    /// - Throws: ``Trail/TrailError`` `invalidConfiguration` that names the entry which is none.
    public init(_ texts: [String]) throws(TrailError) {
        var entries: [Entry] = []
        for text in texts {
            guard let entry = Self.entry(text) else {
                throw TrailError(
                    .invalidConfiguration,
                    "'\(text)' is no host, address or network, with or without a port."
                )
            }
            entries.append(entry)
        }
        self.entries = entries
    }

    private init(entries: [Entry]) {
        self.entries = entries
    }

    /// Says what speaks against connecting to a host.
    ///
    /// - Parameters:
    ///   - host: A name, or the text of an address.
    ///   - port: The port.
    /// - Returns: A sentence; `nil` where nothing does.
    public func objection(to host: String, port: Int) -> String? {
        let host = Self.canonical(host)
        let isAllowed = self.entries.contains { entry in
            guard entry.port ?? port == port else { return false }
            switch entry.host {
            case .name(let name): return name == host
            case .network(let network): return IPAddress(host).map(network.contains) ?? false
            }
        }
        guard !isAllowed else { return nil }
        return "This host and port are not among destinations.allowed-hosts of the server."
    }

    /// Whether a host that is allowed may be reached at an address that its name stands for.
    ///
    /// The machine itself, its links and the metadata services of clouds are reached only where
    /// an entry has their address, whatever a name server says.
    func allows(_ address: IPAddress, port: Int) -> Bool {
        guard address.isDelicate else { return true }
        return self.entries.contains { entry in
            guard entry.port ?? port == port, case .network(let network) = entry.host else {
                return false
            }
            return network.contains(address)
        }
    }
}

extension AllowedHosts {
    private static func entry(_ text: String) -> Entry? {
        if let network = AddressRange(text) { return Entry(host: .network(network), port: nil) }
        guard let (host, port) = Self.split(text) else { return nil }
        if let network = AddressRange(host) { return Entry(host: .network(network), port: port) }
        guard !text.hasPrefix("["), Self.isName(host) else { return nil }
        return Entry(host: .name(Self.canonical(host)), port: port)
    }

    /// Host and port of `host`, `host:port` or `[address]:port`.
    private static func split(_ text: String) -> (host: String, port: Int?)? {
        if text.hasPrefix("[") {
            let parts = text.dropFirst().split(separator: "]", omittingEmptySubsequences: false)
            guard parts.count == 2 else { return nil }
            guard !parts[1].isEmpty else { return (String(parts[0]), nil) }
            guard parts[1].hasPrefix(":"), let port = Self.port(parts[1].dropFirst()) else {
                return nil
            }
            return (String(parts[0]), port)
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        switch parts.count {
        case 1: return (text, nil)
        case 2:
            guard let port = Self.port(parts[1]) else { return nil }
            return (String(parts[0]), port)
        default: return nil
        }
    }

    private static func port(_ text: Substring) -> Int? {
        guard text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }), let port = Int(text),
            (1...65_535).contains(port)
        else { return nil }
        return port
    }

    /// Whether `text` is the name of a host: words of letters, digits and hyphens, joined by dots,
    /// of which the last is no number.
    static func isName(_ text: String) -> Bool {
        let name = Self.canonical(text)
        let words = name.split(separator: ".", omittingEmptySubsequences: false)
        guard name.utf8.count <= 253, let last = words.last else { return false }
        let isWellFormed = words.allSatisfy { word in
            (1...63).contains(word.utf8.count) && word.first != "-" && word.last != "-"
                && word.utf8.allSatisfy { byte in
                    (97...122).contains(byte) || (48...57).contains(byte) || byte == 45
                        || byte == 95
                }
        }
        // `127.1` and `0x7f000001` are addresses to some resolvers.
        let isNumber = last.utf8.first.map { (48...57).contains($0) } ?? true
        return isWellFormed && !isNumber
    }

    /// A host by which it can be compared: without case, and without the dot at the end.
    static func canonical(_ host: String) -> String {
        let host = host.lowercased()
        return host.hasSuffix(".") ? String(host.dropLast()) : host
    }
}

extension IPAddress {
    /// Whether the address is one that a name should not be able to lead to: the machine itself,
    /// its links, groups, or the metadata service of a cloud.
    fileprivate var isDelicate: Bool {
        DelicateAddresses.all.contains { $0.contains(self) }
    }
}

private enum DelicateAddresses {
    static let all = [
        "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "100.100.100.200", "::/128", "::1/128", "fe80::/10", "fec0::/10", "ff00::/8",
        "fd00:ec2::254", "fd20:ce::254", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16",
    ].map { text in
        guard let range = AddressRange(text) else {
            preconditionFailure("not a network: \(text)")
        }
        return range
    }
}
