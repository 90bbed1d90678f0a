package import Trail

// The small integers under which SQL stores keep what has few values. They are part of the schema
// and never change; a new value takes the next number.

extension Event.Kind {
    /// The number of the kind in a database.
    package var code: Int64 {
        switch self {
        case .page: 0
        case .action: 1
        case .crud: 2
        case .login: 3
        case .request: 4
        case .cors: 5
        case .system: 6
        }
    }

    /// The kind of a number; `nil` for a number that no kind has.
    package init?(code: Int64) {
        switch code {
        case 0: self = .page
        case 1: self = .action
        case 2: self = .crud
        case 3: self = .login
        case 4: self = .request
        case 5: self = .cors
        case 6: self = .system
        default: return nil
        }
    }
}

extension Event.Outcome {
    /// The number of the outcome in a database.
    package var code: Int64 {
        switch self {
        case .success: 0
        case .denied: 1
        case .failure: 2
        }
    }

    /// The outcome of a number; `nil` for a number that no outcome has.
    package init?(code: Int64) {
        switch code {
        case 0: self = .success
        case 1: self = .denied
        case 2: self = .failure
        default: return nil
        }
    }
}
