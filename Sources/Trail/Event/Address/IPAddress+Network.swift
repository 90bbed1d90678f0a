extension IPAddress {
    /// What limits count by: all of an IPv4 address, the /64 network of an IPv6 address, for
    /// whoever has one such address has all of them.
    package var network: UInt64 {
        UInt64(truncatingIfNeeded: self.isIPv4 ? self.bits : self.bits >> 64)
    }
}
