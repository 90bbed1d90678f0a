import Testing

@testable import Trail

struct URLRulesTests {
    @Test(arguments: [
        ("/admin/", false), ("/admin/users", false), ("/admin", true), ("/static/a.css", false),
        ("/favicon.ico", false), ("/favicon.ico2", true), ("/faviconxico", true),
        ("/health/live", false), ("/metrics/", false), ("/metrics", true), ("/", true),
        ("/my/admin/", true), ("", true),
    ])
    func `the defaults leave out what the seeds leave out`(path: String, isCaptured: Bool) throws {
        #expect(URLRules.standard.captures(path) == isCaptured)
        #expect(try URLRules().captures(path) == isCaptured)
    }

    @Test func `the default patterns need no regular expression`() {
        for pattern in URLRules.defaultExclude {
            #expect(URLPattern(literal: pattern) != nil)
        }
    }

    @Test func `more may be left out`() throws {
        let rules = try URLRules(excludeExtra: ["^/internal/", "^/v[0-9]+/ping$"])
        #expect(!rules.captures("/admin/x"))
        #expect(!rules.captures("/internal/x"))
        #expect(!rules.captures("/v2/ping"))
        #expect(rules.captures("/v2/ping/x"))
        #expect(rules.captures("/vx/ping"))
    }

    @Test func `what is included overrides what is left out`() throws {
        let rules = try URLRules(include: ["^/admin/", "^/api/v\\d+/"], excludeExtra: ["^/api/"])
        #expect(rules.captures("/admin/x"))
        #expect(rules.captures("/api/v1/x"))
        #expect(!rules.captures("/api/x"))
        #expect(!rules.captures("/"))
    }

    @Test func `no list leaves nothing out`() throws {
        #expect(try URLRules(exclude: []).captures("/admin/"))
    }

    @Test func `patterns match from the beginning, anchored or not`() throws {
        let rules = try URLRules(exclude: ["/a/", "(b|c)/d"])
        #expect(!rules.captures("/a/x"))
        #expect(rules.captures("/x/a/"))
        #expect(!rules.captures("c/d"))
        #expect(rules.captures("/c/d"))
    }

    @Test(arguments: ["(", "[a", "*x", "a{2,1}"])
    func `a pattern that is none is refused by name`(pattern: String) {
        let error = #expect(throws: TrailError.self) { try URLRules(excludeExtra: [pattern]) }
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.message.contains("“\(pattern)”") == true)
    }

    @Test(arguments: [
        ("^/a\\.b$", "/a.b", true), ("^/a\\.b$", "/axb", false), ("/a\\/b", "/a/bc", true),
        ("^$", "", true), ("^$", "/", false), ("^", "/", true), ("^/ä", "/äx", true),
    ])
    func `escaped signs stand for themselves`(pattern: String, path: String, matches: Bool) throws {
        let literal = try #require(URLPattern(literal: pattern))
        #expect(literal.matches(path) == matches)
    }

    @Test(arguments: ["^/a.b", "^/a|b", "\\d", "a$b", "a^", "\\", "a\\", "(?i)x", "a\\n"])
    func `anything else is no literal`(pattern: String) {
        #expect(URLPattern(literal: pattern) == nil)
    }

    @Test func `many tasks may match one pattern`() async throws {
        let rules = try URLRules(exclude: ["^/item/[0-9]+/(edit|delete)$"])
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask {
                    !rules.captures("/item/\(number)/edit") && rules.captures("/item/x\(number)")
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
