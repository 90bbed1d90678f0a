import Foundation
import Testing

@testable import Trail

@Suite struct JSONEncodableTests {
    private struct Row: Encodable {
        var flag = true
        var text = "é \"x\""
        var small: Int8 = -5
        var large = UInt64.max
        var exact: Int64 = 9_007_199_254_740_993
        var real = 0.1
        var single: Float = 0.1
        var data = Data([0, 255])
        var date = Date(timeIntervalSince1970: 1_772_366_400.123456)
        var price = Decimal(string: "12345678901234567890.10")
        var url = URL(string: "https://example.com/?a=1")
        var id = UUID(uuidString: "0189C1D2-0000-7ABC-8DEF-0123456789AB")
        var absent: String?
        var list: [Int?] = [1, nil]
        var nested = ["b": ["a": 1]]
        var kind = Kind.two
    }

    private enum Kind: String, Encodable { case one, two }

    private class Base: Encodable {
        let a = 1
    }

    private final class Derived: Base {
        enum CodingKeys: CodingKey { case b }

        override func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(2, forKey: .b)
            try super.encode(to: container.superEncoder())
        }
    }

    /// Encodes the same object in two containers, and arrays and objects within each other.
    private struct Odd: Encodable {
        enum CodingKeys: CodingKey { case a, b, c, d }

        func encode(to encoder: any Encoder) throws {
            var one = encoder.container(keyedBy: CodingKeys.self)
            try one.encode(1, forKey: .a)
            var other = encoder.container(keyedBy: CodingKeys.self)
            try other.encodeNil(forKey: .b)
            var list = other.nestedUnkeyedContainer(forKey: .c)
            try list.encode(true)
            var inner = list.nestedContainer(keyedBy: CodingKeys.self)
            try inner.encode("x", forKey: .a)
            var last = list.nestedUnkeyedContainer()
            try last.encode(2.5)
            _ = other.nestedContainer(keyedBy: CodingKeys.self, forKey: .d)
            #expect(list.count == 3)
        }
    }

    @Test func `keeps the type of every field`() throws {
        let value = try JSON(encoding: Row())
        #expect(
            value == [
                "flag": true, "text": "é \"x\"", "small": -5,
                "large": .digits("18446744073709551615"),
                "exact": 9_007_199_254_740_993, "real": 0.1, "single": 0.1,
                "data": .bytes([0, 255]), "date": "2026-03-01T12:00:00.123456Z",
                "price": .digits("12345678901234567890.1"), "url": "https://example.com/?a=1",
                "id": "0189C1D2-0000-7ABC-8DEF-0123456789AB", "list": [1, nil],
                "nested": ["b": ["a": 1]], "kind": "two",
            ]
        )
    }

    @Test func `encodes values that are no objects`() throws {
        #expect(try JSON(encoding: 5) == 5)
        #expect(try JSON(encoding: "x") == "x")
        #expect(try JSON(encoding: Int?.none) == .null)
        #expect(
            try JSON(encoding: [Date(timeIntervalSince1970: 0)]) == ["1970-01-01T00:00:00.000000Z"]
        )
        #expect(try JSON(encoding: [Data([1])]) == [.bytes([1])])
        #expect(try JSON(encoding: [String: Int]()) == [:])
        #expect(try JSON(encoding: Derived()) == ["b": 2, "super": ["a": 1]])
        #expect(
            try JSON(encoding: Odd()) == [
                "a": 1, "b": nil, "c": [true, ["a": "x"], [2.5]], "d": [:],
            ]
        )
    }

    @Test func `keeps what is not finite, there and back`() throws {
        let value = try JSON(encoding: [Double.infinity, -.infinity, .nan])
        #expect(value == [.digits("Infinity"), .digits("-Infinity"), .digits("NaN")])
        #expect(try JSON(encoding: Float.infinity) == .digits("Infinity"))
        let canonical = CanonicalJSON(value)
        #expect(
            String(decoding: canonical.bytes, as: UTF8.self)
                == #"["number:Infinity","number:-Infinity","number:NaN"]"#
        )
        #expect(canonical.value == value)
        #expect(CanonicalJSON("number:Infinity").value == "number:Infinity")
    }

    @Test func `writes a time that RFC 3339 cannot say as a number`() throws {
        #expect(try JSON(encoding: Date(timeIntervalSince1970: 1e12)) == 1e12)
    }

    @Test func `passes on what a value throws`() {
        struct Failure: Error {}
        struct Failing: Encodable {
            func encode(to encoder: any Encoder) throws { throw Failure() }
        }
        #expect(throws: Failure.self) { try JSON(encoding: ["a": Failing()]) }
    }
}
