internal import Crypto
internal import Trail

/// What every form of the dashboard holds: proof that it was made for whoever sends it.
///
/// Beside the check of the origin, so that neither has to be perfect. It is bound to the session,
/// or to the principal where there is none, and holds as long as that does.
struct FormToken: Sendable, Hashable {
    /// The name of the field.
    static let field = "form_token"

    /// The token's text.
    let text: String

    /// Makes and knows tokens.
    struct Maker: Sendable {
        private static let purpose = "trail/form/v1"
        private let key: SymmetricKey

        /// A maker on the server's secret.
        init(key: [UInt8]) {
            self.key = SymmetricKey(data: key)
        }

        /// The token of whoever asks.
        func token(for principal: Principal) -> FormToken {
            let code = HMAC<SHA256>.authenticationCode(
                for: self.message(principal),
                using: self.key
            )
            return FormToken(text: Base64URL.encode(code))
        }

        /// Whether `text` is the token of `principal`; takes as long whatever is wrong with it.
        func isValid(_ text: String, for principal: Principal) -> Bool {
            guard text.utf8.count <= 128, let code = Base64URL.decode(text) else { return false }
            return HMAC<SHA256>.isValidAuthenticationCode(
                code,
                authenticating: self.message(principal),
                using: self.key
            )
        }

        private func message(_ principal: Principal) -> [UInt8] {
            let parts = [
                Self.purpose, principal.tenant.name, principal.id, principal.session ?? "",
            ]
            return Array(parts.joined(separator: "\0").utf8)
        }
    }
}
