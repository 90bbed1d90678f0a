import Testing

@testable import Trail

@Suite struct CanonicalScannerTests {
    private let text =
        #"{"a":{"b":[{"c":"x\"}"},{"c":"y"}],"d":-12,"e":true},"f":"\u0001é","g":[]}"#

    private func value(_ path: String...) -> String? {
        self.scan(self.text.utf8) { scanner in
            scanner.value(at: path).map { String(decoding: scanner[$0], as: UTF8.self) }
        }
    }

    private func scan<Result>(
        _ text: some Sequence<UInt8>,
        _ body: (CanonicalScanner) -> Result
    ) -> Result {
        Array(text).withUnsafeBufferPointer { body(CanonicalScanner($0)) }
    }

    private func text(_ text: some Sequence<UInt8>, _ path: String...) -> String? {
        self.scan(text) { scanner in scanner.value(at: path).flatMap(scanner.text) }
    }

    private func integer(_ text: some Sequence<UInt8>, _ path: String...) -> Int64? {
        self.scan(text) { scanner in scanner.value(at: path).flatMap(scanner.integer) }
    }

    @Test func `finds values by their path`() {
        #expect(self.value("a", "b", "c") == #""x\"}""#)
        #expect(self.value("a", "b") == #"[{"c":"x\"}"},{"c":"y"}]"#)
        #expect(self.value("a", "d") == "-12")
        #expect(self.value("a", "e") == "true")
        #expect(self.value("f") == #""\u0001é""#)
        #expect(self.value("g") == "[]")
        #expect(self.value() == self.text)
        #expect(self.value("x") == nil)
        #expect(self.value("a", "x") == nil)
        #expect(self.value("f", "x") == nil)
        #expect(self.value("g", "x") == nil)
    }

    @Test func `reads texts and numbers`() {
        let text = self.text.utf8
        #expect(self.text(text, "f") == "\u{1}é")
        #expect(self.text(text, "a", "b", "c") == "x\"}")
        #expect(self.integer(text, "a", "d") == -12)
        #expect(self.text(text, "a", "d") == nil)
        #expect(self.integer(text, "f") == nil)
        for digits in ["9007199254740991", "-9007199254740991", "0", "1.5", "1e3", "-", "number"] {
            #expect(self.integer("{\"n\":\(digits)}".utf8, "n") == Int64(digits))
        }
    }

    @Test func `agrees with reading the whole value`() {
        var random = RandomJSON(seed: 14)
        for _ in 0..<2_000 {
            guard case .object(let members) = random.value() else { continue }
            let bytes = CanonicalJSON(.object(members)).bytes
            for (key, value) in members {
                guard !key.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) else {
                    continue
                }
                let count = self.scan(bytes) { $0.value(at: [key])?.count }
                if case .string(let text) = value, !TaggedText.needsEscape(text.utf8) {
                    #expect(self.text(bytes, key) == text)
                }
                #expect(count == CanonicalJSON(value).bytes.count)
            }
        }
    }

    @Test func `takes any altered text without harm`() {
        var random = RandomJSON(seed: 15)
        for _ in 0..<20_000 {
            var bytes = Array(self.text.utf8)
            for _ in 0..<random.number(1..<4) {
                bytes[random.number(0..<bytes.count)] = UInt8(truncatingIfNeeded: random.bits())
            }
            bytes.removeLast(random.number(0..<bytes.count))
            self.scan(bytes) { scanner in
                for path in [["a", "b", "c"], ["a", "d"], ["f"], ["g", "x"], []] {
                    guard let range = scanner.value(at: path) else { continue }
                    _ = scanner.text(range)
                    _ = scanner.integer(range)
                }
            }
        }
        let deep = repeatElement(UInt8(ascii: "["), count: 1_000_000)
        #expect(self.scan(deep) { $0.value(at: []) } == nil)
    }
}
