#if Excel
internal import CZlib

/// What unpacks one part of a package, which has no head or sum of its own (RFC 1951).
final class RawInflation {
    // zlib remembers where this is, so it never moves.
    private let state: UnsafeMutablePointer<z_stream>
    private var output = [UInt8](repeating: 0, count: WorkbookPackage.piece)
    /// Whether the end of the part has been reached.
    private(set) var isAtEnd = false

    /// Begins; `nil` where there is no memory.
    init?() {
        let state = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        state.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(state, -MAX_WBITS, ZLIB_VERSION, size) == Z_OK else {
            state.deallocate()
            return nil
        }
        self.state = state
    }

    deinit {
        inflateEnd(self.state)
        self.state.deallocate()
    }

    /// Calls `body` with what `input` unpacks to.
    ///
    /// - Returns: Whether it could be unpacked.
    func add(_ input: [UInt8], _ body: (UnsafeBufferPointer<UInt8>) -> Void) -> Bool {
        var input = input
        return input.withUnsafeMutableBufferPointer { input in
            self.state.pointee.next_in = input.baseAddress
            self.state.pointee.avail_in = uInt(input.count)
            while true {
                let status = self.step(body)
                self.isAtEnd = status == Z_STREAM_END
                if self.isAtEnd { return true }
                // More output than there was room for is all that keeps it from the rest.
                if status == Z_BUF_ERROR { return self.state.pointee.avail_in == 0 }
                guard status == Z_OK else { return false }
                if self.state.pointee.avail_in == 0, self.state.pointee.avail_out > 0 {
                    return true
                }
            }
        }
    }

    private func step(_ body: (UnsafeBufferPointer<UInt8>) -> Void) -> Int32 {
        self.output.withUnsafeMutableBufferPointer { output in
            self.state.pointee.next_out = output.baseAddress
            self.state.pointee.avail_out = uInt(output.count)
            let status = inflate(self.state, Z_NO_FLUSH)
            let count = output.count - Int(self.state.pointee.avail_out)
            body(UnsafeBufferPointer(rebasing: output[..<count]))
            return status
        }
    }
}
#endif
