/// An act of authentication.
public struct LoginDetail: Sendable, Hashable {
    /// What was done.
    ///
    /// The raw value is sealed and never changes.
    public enum LoginType: Int, Sendable, Hashable, CaseIterable {
        /// A session began.
        case login = 0
        /// A session ended.
        case logout = 1
        /// The credentials were refused.
        case failed = 2
        /// A token was renewed.
        case tokenRefresh = 3
        /// A password was changed.
        case passwordChange = 4
    }

    /// What was done.
    public var type: LoginType
    /// The name that was tried, known or not.
    public var username: String?
    /// A remark for people to read.
    public var remarks: String?

    /// An act of authentication.
    public init(_ type: LoginType, username: String? = nil, remarks: String? = nil) {
        self.type = type
        self.username = username
        self.remarks = remarks
    }
}
