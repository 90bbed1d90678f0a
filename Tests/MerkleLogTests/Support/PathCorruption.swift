import MerkleLog

/// The ways in which a path can be damaged.
enum PathCorruption {
    static func all(of path: [Hash], using generator: inout SeededGenerator) -> [[Hash]] {
        var corrupted = [path + [.emptyTree], [.emptyTree] + path]
        guard let place = path.indices.randomElement(using: &generator) else { return corrupted }
        var dropped = path
        dropped.remove(at: place)
        var doubled = path
        doubled.insert(path[place], at: place)
        corrupted += [dropped, doubled, self.flipped(path, at: place, using: &generator)]
        if path.count > 1 {
            var reordered = path
            reordered.swapAt(place, (place + 1) % path.count)
            corrupted += [reordered, path.reversed()]
        }
        return corrupted
    }

    private static func flipped(
        _ path: [Hash],
        at place: Int,
        using generator: inout SeededGenerator
    ) -> [Hash] {
        var bytes = path[place].bytes
        let bit = Int.random(in: 0..<256, using: &generator)
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        var flipped = path
        flipped[place] = Hash(bytes: bytes) ?? .emptyTree
        return flipped
    }
}
