internal import HTTPTypes
internal import Hummingbird

/// The cookie of whoever is signed in.
///
/// Behind TLS its name begins with `__Host-`: no other site of the domain can set it then, and so
/// nobody can be signed in as somebody else without noticing.
struct SessionCookie: Sendable {
    /// Whether the browser came through TLS.
    let isSecure: Bool

    /// The cookie's name.
    var name: String { self.isSecure ? "__Host-trail_user" : "trail_user" }

    /// The most values that are looked at.
    private static let most = 4

    /// What a request presents under the name; `nil` where there is no such cookie.
    func secrets(of request: Request) -> [SessionSecret]? {
        let values = request.cookies(named: self.name).prefix(Self.most)
        return values.isEmpty ? nil : values.compactMap { SessionSecret($0) }
    }

    /// The `Set-Cookie` that gives the browser a secret.
    ///
    /// - Parameters:
    ///   - secret: The secret.
    ///   - age: How long the browser keeps it; `nil` for until it is closed.
    /// - Returns: The value of the header field.
    func set(_ secret: SessionSecret, age: Duration?) -> String {
        let cookie = self.cookie(secret.text)
        guard let age else { return cookie }
        return cookie + "; Max-Age=\(age.components.seconds)"
    }

    /// The `Set-Cookie` that takes it away.
    var removal: String { self.cookie("") + "; Max-Age=0" }

    private func cookie(_ value: String) -> String {
        "\(self.name)=\(value); Path=/; HttpOnly; SameSite=Lax" + (self.isSecure ? "; Secure" : "")
    }
}
