import Testing

@testable import TrailServer

@Suite struct PasswordRuleTests {
    @Test(arguments: [
        "correct horse", "abcde fghijk", "пароль из слов", "🐎🔋📎🐢🐇 staple", "ADA-and-something-more",
        "aaaaaaaaaabcde",
    ])
    func `accepts what is long`(password: String) {
        #expect(PasswordRule.objection(to: password, of: "ada") == nil)
    }

    @Test(arguments: [
        ("short", "At least 12 characters are expected."),
        ("elevenchars", "At least 12 characters are expected."),
        (
            "aaaaaaaaaaaaaaab",
            "The password repeats few characters; at least 5 different ones are expected."
        ),
        ("administrator", "The password is little more than the name."),
        ("Administrator1", "The password is little more than the name."),
        (String(repeating: "abcdef", count: 200), "At most 1024 bytes are accepted."),
    ])
    func `says what is wrong`(password: String, reason: String) {
        #expect(PasswordRule.objection(to: password, of: "administrator") == reason)
    }
}
