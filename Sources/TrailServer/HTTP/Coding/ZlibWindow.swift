/// Windows of 32 KiB: zlib is told by a number which head stands before the compressed text.
enum ZlibWindow {
    /// The head of gzip.
    static let gzip: Int32 = 15 + 16
    /// The head of zlib, which HTTP calls deflate.
    static let deflate: Int32 = 15
}
