internal import Hummingbird
internal import NIOCore

/// A compressed body as it was before, in pieces of bounded size.
///
/// Whatever arrives, no more than one piece is in memory, and the next is made when it is wanted.
struct InflatedBody: AsyncSequence, Sendable {
    let body: RequestBody
    let coding: ContentCoding

    func makeAsyncIterator() -> Iterator {
        Iterator(parts: self.body.makeAsyncIterator(), coding: self.coding)
    }

    struct Iterator: AsyncIteratorProtocol {
        private var parts: RequestBody.AsyncIterator
        private let coding: ContentCoding
        private var inflater: Inflater?

        init(parts: RequestBody.AsyncIterator, coding: ContentCoding) {
            self.parts = parts
            self.coding = coding
        }

        /// The next piece; `nil` at the end.
        ///
        /// - Throws: ``Problem`` 400 for what is damaged or breaks off, 413 for what grows beyond
        ///   belief; and what reading the body throws.
        @concurrent mutating func next() async throws -> ByteBuffer? {
            let inflater = try self.inflater ?? Inflater(self.coding)
            self.inflater = inflater
            while true {
                if let piece = try inflater.next() { return piece }
                guard let part = try await self.parts.next() else {
                    try inflater.expectEnd()
                    return nil
                }
                inflater.add(part)
            }
        }
    }
}
