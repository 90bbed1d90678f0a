/// How the script of a letter separates words.
enum WordScript: Sendable, Hashable {
    /// By spaces.
    case spaced
    /// Not at all.
    case unspaced

    /// What a scalar beyond ASCII is in a word: of which script, `nil` where it is part of none,
    /// and whether it only stands on another one.
    static func of(_ scalar: Unicode.Scalar) -> (script: WordScript?, isMark: Bool) {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark:
            (nil, true)
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber:
            (Self.isUnspaced(scalar) ? .unspaced : .spaced, false)
        default:
            (nil, false)
        }
    }

    private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3005, 0x3040...0x30FF,
            0x31F0...0x31FF:
            true
        default:
            scalar.properties.isIdeographic
        }
    }
}
