/// The right to erase, which one runner at a time has of a store.
///
/// Ends when it is told to, when nobody refers to it any more, and with its process.
public protocol ErasureLease: AnyObject, Sendable {
    /// Gives the right back.
    func end()
}

extension FileLock: ErasureLease {}
