extension String {
    /// The text, or its beginning where it is longer than `limit` bytes of UTF-8.
    ///
    /// No character is cut in two, so that a little less than `limit` may be left. What a client
    /// adds to a request is clipped rather than refused: it is no reason to lose the event.
    package func clipped(to limit: Int) -> String {
        guard self.utf8.count > limit else { return self }
        var end = self.utf8.index(self.startIndex, offsetBy: limit)
        while end > self.startIndex, self.utf8[end] & 0xC0 == 0x80 {
            end = self.utf8.index(before: end)
        }
        return String(self[..<end])
    }
}
