extension String {
    /// The text as an event takes it: at most `limit` bytes, with U+FFFD for each U+0000.
    ///
    /// For what a request brings along in passing: nothing in it is a reason to lose the event.
    package func kept(within limit: Int) -> String {
        guard self.utf8.contains(0) else { return self.clipped(to: limit) }
        let scalars = self.unicodeScalars.map { $0.value == 0 ? "\u{FFFD}" : $0 }
        return String(String.UnicodeScalarView(scalars)).clipped(to: limit)
    }
}
