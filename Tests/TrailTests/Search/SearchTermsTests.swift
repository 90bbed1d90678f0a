import Testing
import TrailTesting

@testable import Trail

@Suite struct SearchTermsTests {
    private func terms(_ text: String) throws(SearchTermsError) -> [String] {
        try SearchTerms(text).terms.map { term in
            term.words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
                + (term.isPrefix ? "*" : "")
        }
    }

    @Test func `reads words, phrases and beginnings`() throws {
        #expect(try self.terms("Invoice paid") == ["invoice", "paid"])
        #expect(try self.terms("a,b ,\tc") == ["a", "b", "c"])
        #expect(try self.terms("\"paid in full\" inv*") == ["paid in full", "inv*"])
        #expect(try self.terms("“paid in f”*") == ["paid in f*"])
        #expect(try self.terms("/orders/42") == ["orders 42"])
        #expect(try self.terms("203.0.113.*") == ["203.0.113*"])
        #expect(try self.terms("--force") == ["force"])
        #expect(try self.terms("東京") == ["東 京"])
        #expect(try self.terms("a A á") == ["a"])
        #expect(try self.terms("x\"y z\"") == ["x", "y z"])
        #expect(try self.terms("\"a, b*\"") == ["a b"])
    }

    @Test func `reads a whole UUID and the beginning of one as a word`() throws {
        let id = "018f3a4e-7c1b-7def-8000-0123456789ab"
        #expect(try self.terms(id) == [id])
        #expect(try self.terms("018F3A4E-7c1b-*") == ["018f3a4e-7c1b-*"])
        #expect(try self.terms("018f3a4e*") == ["018f3a4e*"])
    }

    @Test(
        arguments: [
            ("", SearchTermsError.noWord), ("  , ", .noWord), ("a - b", .noWord), ("\"\"", .noWord),
            ("\"a b", .unclosedQuote), ("a\"", .unclosedQuote), ("*", .misplacedAsterisk),
            ("*a", .misplacedAsterisk), ("a*b", .misplacedAsterisk), ("a**", .misplacedAsterisk),
            ((1...17).map { "w\($0)" }.joined(separator: " "), .tooMany),
            ("/" + (1...65).map { "\($0)" }.joined(separator: "/"), .tooMany),
        ]
    )
    func `refuses what says nothing, or not what was meant`(
        text: String,
        error: SearchTermsError
    ) {
        #expect(throws: error) { try SearchTerms(text) }
    }

    @Test func `never fails on any text`() {
        var generator = SeededGenerator(seed: 5)
        let pieces = ["a", "ß", "*", "\"", ",", " ", "%41", "%", "-", "東", "\u{301}", "1.2", "“"]
        for _ in 0..<2_000 {
            let text = (0..<Int.random(in: 0..<12, using: &generator))
                .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            guard let terms = try? SearchTerms(text) else { continue }
            #expect(!terms.terms.isEmpty && terms.terms.allSatisfy { !$0.words.isEmpty })
        }
    }

    @Test func `is a parameter of every list`() throws {
        for kind in [nil] + Event.Kind.allCases.map(Optional.some) {
            let request = try EventListRequest(
                parameters: [("search", "order \"paid in\"")],
                kind: kind,
                tenant: .default,
                now: .now()
            )
            #expect(try request.query.search == SearchTerms("order \"paid in\""))
        }
    }

    @Test func `is named by what is wrong with it`() {
        #expect {
            try EventListRequest(
                parameters: [("search", "\"order")],
                kind: nil,
                tenant: .default,
                now: .now()
            )
        } throws: { error in
            (error as? ParameterErrors)?.errors == [
                ParameterError("search", "A quotation mark is not closed.")
            ]
        }
    }
}
