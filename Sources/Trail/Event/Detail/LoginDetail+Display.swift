extension LoginDetail.LoginType {
    /// What the seeds' clients show for it.
    package var display: String {
        switch self {
        case .login: "Login"
        case .logout: "Logout"
        case .failed: "Failed login"
        case .tokenRefresh: "Token refresh"
        case .passwordChange: "Password change"
        }
    }
}
