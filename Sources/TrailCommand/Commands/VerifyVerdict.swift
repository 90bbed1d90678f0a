import Trail

/// What a verification comes to, from good to bad.
enum VerifyVerdict: Int, Comparable, Sendable {
    /// Everything is as it was sealed.
    case intact
    /// It fits in itself, but nothing from outside of the store says that it is all of it.
    case unproven
    /// It could not be looked through.
    case unread
    /// Something is not as it was sealed.
    case tampered

    /// The verdict on a ledger.
    init(_ report: VerificationReport) {
        self = report.isIntact ? report.isAnchored ? .intact : .unproven : .tampered
    }

    /// The verdict where a ledger cannot be looked through; `nil` where that is about no ledger.
    init?(_ error: TrailError) {
        switch error.code {
        // A head that was made unreadable is an alteration like any other.
        case .ledgerDamaged: self = .tampered
        // A checkpoint of another ledger, say.
        case .invalidConfiguration: return nil
        // Other ledgers are still to be looked at.
        default: self = .unread
        }
    }

    /// The exit status of the command.
    var status: Int32 {
        switch self {
        case .intact: 0
        case .unproven, .unread: 2
        case .tampered: 1
        }
    }

    /// How it is printed.
    var text: String {
        switch self {
        case .intact: "intact"
        case .unproven: "UNPROVEN"
        case .unread: "NOT VERIFIED"
        case .tampered: "TAMPERED WITH"
        }
    }

    static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}
