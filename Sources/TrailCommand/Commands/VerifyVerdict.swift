import Trail

/// What a verification comes to, from good to bad.
enum VerifyVerdict: Int, Comparable, Sendable {
    /// Everything is as it was sealed.
    case intact
    /// It fits in itself, but nothing from outside of the store says that it is all of it.
    case unproven
    /// It could not be looked through, or not be mended as was asked.
    case undone
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
        // The others are still to be looked at.
        case .storeUnavailable: self = .undone
        default: return nil
        }
    }

    /// The exit status of the command.
    var status: Int32 {
        switch self {
        case .intact: 0
        case .unproven, .undone: 2
        case .tampered: 1
        }
    }

    /// How it is printed.
    var text: String {
        switch self {
        case .intact: "intact"
        case .unproven: "UNPROVEN"
        case .undone: "NOT VERIFIED"
        case .tampered: "TAMPERED WITH"
        }
    }

    static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}
