internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// Compresses what is written to a response's body, and writes that.
struct CompressedWriter: ResponseBodyWriter {
    private var writer: any ResponseBodyWriter
    private let deflater: Deflater

    /// - Throws: ``Problem`` 503 where there is no memory.
    init(_ writer: any ResponseBodyWriter) throws(Problem) {
        self.writer = writer
        self.deflater = try Deflater()
    }

    @concurrent mutating func write(_ buffer: ByteBuffer) async throws {
        let compressed = self.deflater.add(buffer)
        if compressed.readableBytes > 0 { try await self.writer.write(compressed) }
    }

    @concurrent consuming func finish(_ trailingHeaders: HTTPFields?) async throws {
        try await self.writer.write(self.deflater.finish())
        try await self.writer.finish(trailingHeaders)
    }
}
