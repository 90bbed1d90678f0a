internal import Foundation

/// What a password must be: long.
///
/// Nothing is asked of its characters, for that makes passwords that are hard to remember and no
/// harder to guess (NIST SP 800-63B).
package enum PasswordRule {
    /// The fewest characters.
    package static let fewestCharacters = 12
    /// The most bytes, for every one of them is hashed.
    package static let mostBytes = 1_024
    /// The fewest characters that differ.
    private static let fewestDifferent = 5

    /// Why `password` is not good enough for the user called `name`; `nil` where it is.
    package static func objection(to password: String, of name: String) -> String? {
        let password = Self.composed(password)
        guard password.utf8.count <= Self.mostBytes else {
            return "At most \(Self.mostBytes) bytes are accepted."
        }
        guard password.count >= Self.fewestCharacters else {
            return "At least \(Self.fewestCharacters) characters are expected."
        }
        guard Set(password).count >= Self.fewestDifferent else {
            return "The password repeats few characters; at least \(Self.fewestDifferent) "
                + "different ones are expected."
        }
        let (lower, lowerName) = (password.lowercased(), name.lowercased())
        guard lower.replacing(lowerName, with: "").count >= Self.fewestCharacters / 2 else {
            return "The password is little more than the name."
        }
        return nil
    }

    /// The password in the one form in which it is hashed: keyboards spell an é in two ways.
    static func composed(_ password: String) -> String {
        password.precomposedStringWithCanonicalMapping
    }
}
