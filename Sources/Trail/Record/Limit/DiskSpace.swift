#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// How much room a file system has.
public struct DiskSpace: Sendable, Hashable {
    /// Bytes that this process may still use.
    public let free: UInt64
    /// Bytes in all.
    public let total: UInt64

    /// A file system of `total` bytes of which `free` may still be used.
    public init(free: UInt64, total: UInt64) {
        self.free = free
        self.total = total
    }

    /// The file system that `path` is on; `nil` where it cannot be asked.
    public init?(ofFileSystemAt path: String) {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        let unit = UInt64(status.f_frsize)
        self.init(free: UInt64(status.f_bavail) * unit, total: UInt64(status.f_blocks) * unit)
    }

    /// Whether an event of `kind` is still taken: below 10 % of room `page` events are not,
    /// below 5 % only what an audit cannot do without is.
    public func admits(_ kind: Event.Kind) -> Bool {
        switch kind {
        case .action, .crud, .login, .system: true
        case .request, .cors: self.has(percent: 5)
        case .page: self.has(percent: 10)
        }
    }

    private func has(percent: UInt64) -> Bool {
        self.free / percent >= self.total / 100 || self.total == 0
    }
}
