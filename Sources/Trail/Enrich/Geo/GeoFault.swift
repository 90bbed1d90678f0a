/// What is wrong with the bytes of a database.
enum GeoFault: Error, Sendable, Hashable, CaseIterable {
    /// The end of the file does not hold the marker of the metadata.
    case noMetadata
    /// The metadata lack something, or say what no reader of this format understands.
    case badMetadata
    /// Tree and data are not separated by zeros.
    case noSeparator
    /// Something is said to lie beyond the end.
    case outOfBounds
    /// A type that the format does not have, or not here.
    case unexpectedType
    /// A size that the type cannot have.
    case wrongSize
    /// A pointer leads to a pointer.
    case pointerToPointer
    /// Values are nested deeper than any database needs.
    case tooDeep
    /// One record is made of more values than any database needs.
    case tooMany
    /// A text is not UTF-8.
    case notUTF8
    /// The search tree does not end within the bits of an address.
    case endlessTree
    /// The file is no longer what was opened.
    case changed
}

extension GeoFault: CustomStringConvertible {
    /// What is wrong, for an operator.
    var description: String {
        switch self {
        case .noMetadata: "it has no metadata"
        case .badMetadata: "its metadata are not those of format 2"
        case .noSeparator: "its search tree does not end where it should"
        case .outOfBounds: "it points beyond its end"
        case .unexpectedType: "it holds a value of a type that is not expected there"
        case .wrongSize: "it holds a value of a size that its type cannot have"
        case .pointerToPointer: "it holds a pointer to a pointer"
        case .tooDeep: "its values are nested too deep"
        case .tooMany: "a record has too many values"
        case .notUTF8: "it holds a text that is not UTF-8"
        case .endlessTree: "its search tree does not end"
        case .changed: "it is being written to"
        }
    }
}
