import Foundation
import Testing

@testable import Trail

@Suite struct TextMaskerTests {
    private let masker = TextMasker(judge: LeakRules().judge, values: .all)

    @Test(arguments: LeakCorpus.named + LeakCorpus.looks)
    func `a secret goes and a mask says so`(leak: LeakCorpus.Leak) throws {
        for kind in [TextMasker.Kind.prose, .url] {
            let masked = try #require(self.masker.masked(leak.text, kind), "\(leak)")
            #expect(!masked.contains(leak.secret), "\(masked)")
            #expect(masked.contains("[masked"), "\(masked)")
            #expect(self.masker.masked(masked, kind) == nil, "\(masked)")
        }
    }

    @Test(arguments: LeakCorpus.harmless)
    func `what is no secret stays`(text: String) {
        #expect(self.masker.masked(text, .prose) == nil)
        #expect(self.masker.masked(text, .url) == nil)
        #expect(self.masker.masked(text, .word) == nil)
    }

    @Test(arguments: [
        ("a=1&password=x&b=2", "a=1&password=[masked: password]&b=2"),
        ("user=bob password=x, ip=1", "user=bob password=[masked: password], ip=1"),
        ("(token=abc1)", "(token=[masked: token])"),
        ("postgres://bob:x@db/shop", "postgres://bob:[masked: password]@db/shop"),
        ("Authorization: Bearer abc\nHost: a", "Authorization: [masked: authorization]\nHost: a"),
        ("see Bearer abc123 now", "see Bearer [masked: token] now"),
        ("Password=a;Database=b", "Password=[masked: password];Database=b"),
        ("q=%7B%22password%22%3A1%7D&x=1", "q=[masked: password]&x=1"),
        ("{\"password\":\"a\",\"b\":\"c\"}", "{\"password\":\"[masked: password]\",\"b\":\"c\"}"),
        ("card 4111 1111 1111 1111 12/29", "card [masked: card] 12/29"),
        ("curl -u ann:x -v a", "curl -u ann:[masked: password] -v a"),
        ("curl -u 'ann:x y' a", "curl -u 'ann:[masked: password]' a"),
        ("totp seed: abc, ok", "totp seed: [masked: code], ok"),
        ("naïve password=ü€ ok", "naïve password=[masked: password] ok"),
    ])
    func `no more goes than must`(text: String, masked: String) {
        #expect(self.masker.masked(text) == masked)
    }

    @Test func `an id keeps what only looks suspicious`() {
        #expect(self.masker.masked("4111111111111111", .word) == nil)
        #expect(self.masker.masked("password=x", .word) == nil)
        #expect(self.masker.masked(LeakCorpus.jwt, .word) == "[masked: jwt]")
    }

    // What grows with the square of the length would take far more than a minute.
    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            "key=", "password=x,", "%41:", "a@", "<a>", "-----BEGIN ", "eyJhbGciOiJ", "bearer ",
            "--a ", "password: \"", "{\"password\":{", "4111 ", "x://a:", "[masked: ", "pwd='",
            "%25", "eyJ-", "sk-", "basic+", "cookie: ", "key={", "key=[", "a:b@tcp(", "a--",
            "curl ", " -u", "curl -u a:", "secret a: ", "v1", "hash", "hash1=",
        ]
    )
    func `long texts take no time`(part: String) {
        let text = String(repeating: part, count: 65_536 / part.utf8.count)
        let masked = [
            self.masker.masked(text, .prose) ?? text, self.masker.masked(text, .url) ?? text,
        ]
        #expect(masked.allSatisfy { !$0.isEmpty })
    }
    /// Four times the length takes four times the work, not sixteen times.
    ///
    /// The work is the processor's time of this thread, which waits for nobody, so a busy machine
    /// does not matter.
    @Test(
        arguments: [
            "eyJ-", "sk-", "basic+", "cookie: ", "key={", "key=[", "a:b@tcp(", "a--", " -u a",
            "curl -u ",
        ]
    )
    func `the work for false starts grows with their number`(part: String) {
        let growth = Double(self.work(part, 40_000)) / Double(self.work(part, 10_000))
        #expect(growth < 9)
    }

    /// Nanoseconds for a text of so many bytes, of the quickest of three attempts.
    private func work(_ part: String, _ count: Int) -> Int {
        let text = String(repeating: part, count: count / part.utf8.count)
        let attempts = (0..<3).map { _ in
            let start = Self.processorTime
            _ = self.masker.masked(text)
            return Self.processorTime - start
        }
        return max(attempts.min() ?? 0, 1)
    }

    private static var processorTime: Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
