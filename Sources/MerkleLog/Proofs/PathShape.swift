/// How the way from a leaf to the root divides.
///
/// Below the point where it meets the way from the tree's last leaf, siblings stand on either
/// side, as the bits of the index say. Above it, the way is the tree's uneven right edge, where
/// every sibling is to the left and levels without one are skipped.
struct PathShape {
    /// Number of path elements below the meeting point.
    let inner: Int
    /// Number of path elements above it.
    let border: Int

    /// `index` must be less than `treeSize`.
    init(of index: UInt64, treeSize: UInt64) {
        self.inner = UInt64.bitWidth - (index ^ (treeSize - 1)).leadingZeroBitCount
        self.border = (index >> UInt64(self.inner)).nonzeroBitCount
    }
}
