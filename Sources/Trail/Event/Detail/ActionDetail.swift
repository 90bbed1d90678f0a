/// What an actor did to an object through an endpoint.
public struct ActionDetail: Sendable, Hashable {
    /// What was done.
    ///
    /// The raw value is sealed and never changes.
    public enum ActionType: String, Sendable, Hashable, CaseIterable {
        /// Something was made.
        case create = "Create"
        /// Something was looked at.
        case read = "Read"
        /// Something was altered.
        case update = "Update"
        /// Something was removed.
        case delete = "Delete"
        /// A session began.
        case login = "Login"
        /// A session ended.
        case logout = "Logout"
        /// A session was refused.
        case loginFailed = "Login Failed"
    }

    /// Whether it worked.
    ///
    /// The raw value is sealed and never changes.
    public enum Status: String, Sendable, Hashable, CaseIterable {
        /// It worked.
        case success = "Success"
        /// It did not.
        case failed = "Failed"
    }

    /// What was done.
    public var type: ActionType
    /// A remark for people to read.
    public var remarks: String?
    /// Whether it worked.
    public var status: Status

    /// An action.
    public init(_ type: ActionType, status: Status = .success, remarks: String? = nil) {
        self.type = type
        self.status = status
        self.remarks = remarks
    }
}
