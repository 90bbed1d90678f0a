/// Why a file is no dump, and where that shows.
///
/// Never holds what the file says.
package struct DumpError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong.
    package enum Reason: Sendable, Hashable {
        /// The file holds nothing at all.
        case empty
        /// The file is in UTF-16.
        case notUTF8
        /// Something else is expected here.
        case expected(String)
        /// Something follows the array.
        case trailing
        /// The file ends before the dump does.
        case endOfInput
        /// An object has more bytes than that.
        case tooLong(limit: Int)
    }

    /// What is wrong.
    package let reason: Reason
    /// Where.
    package let place: DumpPlace

    package init(_ reason: Reason, at place: DumpPlace) {
        self.reason = reason
        self.place = place
    }

    /// The place and what is wrong there.
    package var description: String {
        let sentence =
            switch self.reason {
            case .empty: "the file is empty"
            case .notUTF8: "the file is in UTF-16; a dump in UTF-8 is expected"
            case .expected(let what): "\(what) is expected"
            case .trailing: "something follows the array"
            case .endOfInput: "the file ends too early"
            case .tooLong(let limit): "an object has more than \(limit) bytes"
            }
        return "\(self.place): \(sentence)"
    }
}
