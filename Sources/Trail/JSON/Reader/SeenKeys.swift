/// The keys that the objects which a reader has open have had so far.
///
/// All objects share one array, as a stack; keys are compared one by one while they are few.
/// They are compared by their bytes: `String` takes canonically equivalent keys for the same.
struct SeenKeys {
    private var keys: [JSONKey] = []
    /// The keys of an object that has many, by where its keys begin.
    private var many: [Int: Set<[UInt8]>] = [:]

    private static let few = 16

    /// Where the keys of an object that is opened now will begin.
    mutating func begin() -> Int {
        if self.keys.isEmpty { self.keys.reserveCapacity(2 * Self.few) }
        return self.keys.count
    }

    /// Forgets the keys of an object that is complete.
    mutating func end(_ start: Int) {
        if self.keys.count - start > Self.few { self.many[start] = nil }
        self.keys.removeLast(self.keys.count - start)
    }

    /// Adds `key` to the object whose keys begin at `start`.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - start: What ``begin()`` gave for its object.
    ///   - bytes: What the keys stand in.
    /// - Returns: `false` if the object has the key already.
    mutating func insert(_ key: JSONKey, since start: Int, in bytes: [UInt8]) -> Bool {
        let count = self.keys.count - start
        if count >= Self.few {
            if count == Self.few {
                self.many[start] = Set(self.keys[start...].map { $0.text(in: bytes) })
            }
            guard self.many[start]?.insert(key.text(in: bytes)).inserted == true else {
                return false
            }
        } else {
            for place in start..<self.keys.count
            where self.keys[place].isSame(as: key, in: bytes) {
                return false
            }
        }
        self.keys.append(key)
        return true
    }
}
