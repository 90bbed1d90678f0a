internal import Crypto
internal import Trail

/// What the first of two steps answers and the second one must bring back: proof that whoever
/// confirms has seen what would happen.
///
/// Says when it was made, and is good for one act of one principal for ten minutes. What erases or
/// purges takes it once (``UsedConfirmations``); what does no more the second time than the first
/// one did takes it until then.
struct ConfirmationToken: Sendable, Hashable {
    /// How long a token is good.
    static let lifetime: Duration = .seconds(600)

    /// When the first step was made; what came after that is not confirmed.
    let madeAt: Timestamp
    /// The token, for the client.
    let text: String

    private static let purpose = Array("trail/confirmation/v1\0".utf8)
    private static let timeLength = 8

    /// A new token.
    ///
    /// - Parameters:
    ///   - act: What is to be confirmed, in words of our own: `purge default login`.
    ///   - principal: Who may confirm it.
    ///   - now: The time.
    ///   - key: The server's secret.
    init(for act: String, by principal: Principal, now: Timestamp, key: [UInt8]) {
        let time = withUnsafeBytes(of: now.microseconds.bigEndian) { [UInt8]($0) }
        self.madeAt = now
        self.text = Base64URL.encode(time + Self.tag(time, act, principal, key))
    }

    /// The token that a client brings back; `nil` for one that is not of this act and principal,
    /// or is too old.
    init?(_ text: String, for act: String, by principal: Principal, now: Timestamp, key: [UInt8]) {
        guard text.utf8.count <= 128, let bytes = Base64URL.decode(text),
            bytes.count > Self.timeLength
        else { return nil }
        let time = Array(bytes.prefix(Self.timeLength))
        let tag = Self.tag(time, act, principal, key)
        let given = bytes.dropFirst(Self.timeLength)
        guard given.count == tag.count,
            zip(tag, given).reduce(UInt8(0), { $0 | ($1.0 ^ $1.1) }) == 0
        else { return nil }
        let madeAt = Timestamp(microseconds: time.reduce(0) { $0 << 8 | Int64($1) })
        guard madeAt <= now, now < madeAt.advanced(by: Self.lifetime) else { return nil }
        self.madeAt = madeAt
        self.text = text
    }

    /// The token that the second step brings back.
    ///
    /// - Parameters:
    ///   - text: What the client has given.
    ///   - thing: What is done, for people: `purge`.
    ///   - act: What is confirmed.
    ///   - principal: Who confirms it.
    ///   - now: The time.
    ///   - key: The server's secret.
    /// - Throws: ``Problem`` 400 naming `confirm`.
    init(
        confirming text: String,
        _ thing: String,
        for act: String,
        by principal: Principal,
        now: Timestamp,
        key: [UInt8]
    ) throws(Problem) {
        guard let token = Self(text, for: act, by: principal, now: now, key: key) else {
            throw Problem(field: "confirm", "The token is not of this \(thing), or is too old.")
        }
        self = token
    }

    /// When it ends.
    var expiresAt: Timestamp { self.madeAt.advanced(by: Self.lifetime) }

    private static func tag(
        _ time: [UInt8],
        _ act: String,
        _ principal: Principal,
        _ key: [UInt8]
    ) -> [UInt8] {
        let message = Self.purpose + time + Array("\(principal.id)\0\(act)".utf8)
        return Array(
            HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key))
        )
    }
}
