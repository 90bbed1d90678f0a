internal import CZlib

/// What zlib keeps while it undoes gzip or deflate; freed with the object.
final class InflateStream {
    /// Where zlib looks for its input and output; it remembers the place, so this never moves.
    let state: UnsafeMutablePointer<z_stream>

    /// A stream of its own; `nil` where there is no memory for it.
    ///
    /// - Parameter window: What is to be undone, one of ``ZlibWindow``.
    init?(window: Int32) {
        let state = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        state.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(state, window, ZLIB_VERSION, size) == Z_OK else {
            state.deallocate()
            return nil
        }
        self.state = state
    }

    deinit {
        inflateEnd(self.state)
        self.state.deinitialize(count: 1)
        self.state.deallocate()
    }
}
