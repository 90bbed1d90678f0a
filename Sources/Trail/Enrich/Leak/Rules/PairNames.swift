/// Members of objects that say of one another what they are: `{"name": "password", "value": …}`.
enum PairNames {
    /// Whether the value of `key` is the name of something.
    static func isAboutName(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
        Self.has(key, Self.names)
    }

    /// Whether the value of `key` is that of something named beside it.
    static func isAboutValue(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
        Self.has(key, Self.values)
    }

    private static let names = Self.words(
        "k id key name type field label param title header option column setting property variable "
            + "attribute parameter"
    )

    private static let values = Self.words("v to val new old from data value values")

    /// Words by how long they are.
    private static func words(_ text: String) -> [[[UInt8]]] {
        var words = [[[UInt8]]](repeating: [], count: 10)
        for word in text.split(separator: " ") { words[word.utf8.count].append(Array(word.utf8)) }
        return words
    }

    private static func has(_ key: UnsafeBufferPointer<UInt8>, _ words: [[[UInt8]]]) -> Bool {
        guard key.count < words.count else { return false }
        return words[key.count].contains { word in
            key.indices.allSatisfy { ASCII.lowered(key[$0]) == word[$0] }
        }
    }
}
