import Trail

/// What a verification comes to, from good to bad.
enum VerifyVerdict: Int, Comparable, Sendable {
    /// Everything is as it was sealed.
    case intact
    /// It fits in itself, but nothing from outside of the store says that it is all of it.
    case unproven
    /// Something is not as it was sealed.
    case tampered

    /// The verdict on a ledger.
    init(_ report: VerificationReport) {
        self = report.isIntact ? report.isAnchored ? .intact : .unproven : .tampered
    }

    /// The exit status of the command.
    var status: Int32 {
        switch self {
        case .intact: 0
        case .unproven: 2
        case .tampered: 1
        }
    }

    /// How it is printed.
    var text: String {
        switch self {
        case .intact: "intact"
        case .unproven: "UNPROVEN"
        case .tampered: "TAMPERED WITH"
        }
    }

    static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}
