import Testing
import Trail

@Suite struct NearestWordTests {
    private let words = ["method", "method__in", "date_from", "user_id"]

    @Test(
        arguments: [
            ("metod", "method"), ("methods", "method"), ("METHOD", nil), ("datefrom", "date_from"),
            ("userid", "user_id"), ("userId", "user_id"), ("zzz", nil), ("", nil),
        ] as [(String, String?)]
    )
    func `finds the word that was probably meant`(word: String, nearest: String?) {
        #expect(NearestWord.to(word, among: self.words) == nearest)
    }
}
