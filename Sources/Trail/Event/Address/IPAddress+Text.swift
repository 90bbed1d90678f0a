extension IPAddress: CustomStringConvertible {
    /// The canonical text: dotted decimal for IPv4, RFC 5952 for IPv6.
    ///
    /// Equal addresses have equal texts, so that text can stand for an address wherever one is
    /// kept.
    public var description: String {
        self.isIPv4 ? self.ipv4Text : self.ipv6Text
    }

    private var ipv4Text: String {
        let bits = UInt32(truncatingIfNeeded: self.bits)
        return "\(bits >> 24).\(bits >> 16 & 0xFF).\(bits >> 8 & 0xFF).\(bits & 0xFF)"
    }

    private var ipv6Text: String {
        let groups = (0..<8).map { place in
            UInt16(truncatingIfNeeded: self.bits >> (112 - 16 * place))
        }
        let gap = Self.longestZeros(in: groups)
        func text(_ range: Range<Int>) -> String {
            groups[range].map { String($0, radix: 16) }.joined(separator: ":")
        }
        guard gap.count >= 2 else { return text(0..<8) }
        return text(0..<gap.lowerBound) + "::" + text(gap.upperBound..<8)
    }

    /// The longest run of zero groups, the first of equally long ones (RFC 5952 §4.2.3).
    private static func longestZeros(in groups: [UInt16]) -> Range<Int> {
        var longest = 0..<0
        var start = 0
        for place in groups.indices {
            guard groups[place] == 0 else {
                start = place + 1
                continue
            }
            if place + 1 - start > longest.count { longest = start..<place + 1 }
        }
        return longest
    }
}
