import Testing
import TrailTesting

@testable import Trail

@Suite struct ReversedElementsTests {
    private func elements(_ text: String) -> [String] {
        ReversedElements(Array(text.utf8)[...]).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(arguments: [
        ("", []), (" , ,\t", []), ("a", ["a"]), ("a, b ,c", ["c", "b", "a"]),
        (#"a="x,y", b"#, ["b", #"a="x,y""#]), (#"a="x\",y", b"#, ["b", #"a="x\",y""#]),
        (#"a="x\\", b"#, ["b", #"a="x\\""#]),
        // What stands before the last elements cannot hide them.
        (#"for="x, b"#, ["b", #"for="x"#]), (#"", b, c"#, ["c", "b", #"""#]),
        (#"a="x, b="[::1]""#, [#"b="[::1]""#, #"a="x"#]),
    ])
    func `reads from the end`(text: String, elements: [String]) {
        #expect(self.elements(text) == elements)
    }

    @Test func `gives the elements of every list of plain words`() {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<200 {
            let words = (0..<Int.random(in: 0...6, using: &random)).map { "w\($0)" }
            let text = words.joined(
                separator: [",", ", ", " ,,\t"].randomElement(using: &random) ?? ","
            )
            #expect(self.elements(text) == words.reversed())
        }
    }
}
