#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif
package import Trail

/// Looks names of hosts up as the system does.
package enum HostResolver {
    private static let work = BlockingWork(atMost: 8)

    /// The addresses that a name stands for, in the system's order.
    ///
    /// - Throws: ``Trail/TrailError`` `storeUnavailable` where it stands for none, `overloaded`;
    ///   `CancellationError`.
    package static func addresses(of name: String) async throws -> [IPAddress] {
        try await Self.work.run { try Self.lookUp(name) }
    }

    private static func lookUp(_ name: String) throws(TrailError) -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        #if canImport(Glibc)
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        #else
        hints.ai_socktype = SOCK_STREAM
        #endif
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, &hints, &list) == 0 else {
            throw TrailError(.storeUnavailable, "The name is not known.")
        }
        defer { freeaddrinfo(list) }
        var addresses: [IPAddress] = []
        var next = list
        while let entry = next?.pointee {
            if let address = Self.address(entry), !addresses.contains(address) {
                addresses.append(address)
            }
            next = entry.ai_next
        }
        return addresses
    }

    /// The address of an entry; `nil` for one that means something on one link alone.
    private static func address(_ entry: addrinfo) -> IPAddress? {
        var text = [CChar](repeating: 0, count: 64)
        let count = socklen_t(text.count)
        guard
            getnameinfo(
                entry.ai_addr,
                entry.ai_addrlen,
                &text,
                count,
                nil,
                0,
                NI_NUMERICHOST
            ) == 0
        else { return nil }
        let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return IPAddress(String(decoding: bytes, as: UTF8.self))
    }
}
