/// A cell of a table whose cells have types, such as a spreadsheet's.
package enum TableCell: Sendable, Hashable {
    /// The most digits of a whole number that a double holds exactly.
    private static let exactDigits = 15

    /// Nothing.
    case empty
    /// A text as it reads; also numbers that a double would change, objects and arrays as JSON.
    case text(String)
    /// A number.
    case number(Double)
    /// True or false.
    case flag(Bool)

    /// The cell of a JSON value.
    package init(json: [UInt8]) {
        switch json.first {
        case nil, UInt8(ascii: "n"): self = .empty
        case UInt8(ascii: "t"): self = .flag(true)
        case UInt8(ascii: "f"): self = .flag(false)
        case UInt8(ascii: "\""):
            self = .text(String(decoding: CSVCell.content(of: json), as: UTF8.self))
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            self = .text(String(decoding: json, as: UTF8.self))
        default:
            let text = String(decoding: json, as: UTF8.self)
            let isExact = json.count <= Self.exactDigits
            self = isExact ? Double(text).map(Self.number) ?? .text(text) : .text(text)
        }
    }
}
