internal import MerkleLog

/// The tracker: the script by which pages tell where people go.
///
/// Its text follows from the version of the server and the path of its beacon alone.
struct TrackerScript: Sendable, Hashable {
    /// The script, UTF-8.
    let bytes: [UInt8]
    /// What names this text and no other: the first 16 hexadecimal digits of its SHA-256.
    let version: String

    /// The script that posts to the beacon below `path`, where a page names no other.
    init(beaconPath path: String) {
        // Relative to the script, so that it holds below any prefix that an app mounts both at.
        let address = (path.split(separator: "/") + ["logs", ""]).joined(separator: "/")
        let quotable = address.replacing("\\", with: "%5C").replacing("'", with: "%27")
        let text = Self.source.replacing("'\(Self.standardAddress)'", with: "'\(quotable)'")
        self.bytes = Array(text.utf8)
        self.version = String(Hash.sha256(self.bytes).hex.prefix(16))
    }

    /// What stands for the address of the beacon in the source.
    private static let standardAddress = "djaffar/logs/"
}
