internal import CZlib

/// What zlib keeps while it makes gzip (RFC 1952); freed with the object.
final class DeflateStream {
    /// Where zlib looks for its input and output; it remembers the place, so this never moves.
    let state: UnsafeMutablePointer<z_stream>

    /// A stream of its own; `nil` where there is no memory for it.
    ///
    /// - Parameter level: From 1, fast, to 9, small.
    init?(level: Int32) {
        let state = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        state.initialize(to: z_stream())
        let begun = deflateInit2_(
            state,
            level,
            Z_DEFLATED,
            ZlibWindow.gzip,
            8,
            Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)
        )
        guard begun == Z_OK else {
            state.deallocate()
            return nil
        }
        self.state = state
    }

    deinit {
        deflateEnd(self.state)
        self.state.deinitialize(count: 1)
        self.state.deallocate()
    }
}
