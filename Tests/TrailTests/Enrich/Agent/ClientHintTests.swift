import Testing

@testable import Trail

@Suite struct ClientHintTests {
    @Test(arguments: [
        (
            #""Google Chrome";v="128", "Chromium";v="128", "Not;A=Brand";v="24""#,
            "Google Chrome 128"
        ),
        (#""Not A;Brand";v="99", "Chromium";v="90", "Microsoft Edge";v="90""#, "Microsoft Edge 90"),
        (#""(Not(A:Brand";v="8", "Chromium";v="120""#, "Chromium 120"),
        (#""\\Not\"A;Brand";v="99", "Opera";v="114.0.1""#, "Opera 114"),
        (#""Not/A)Brand";v="8","Brave";v="126" , "Chromium";v="126""#, "Brave 126"),
        (#""Brand";v="1";x=y;z="w""#, "Brand 1"), (#""Brand""#, "Brand"),
        (#""Brand";v=7"#, "Brand 7"),
        (#""Not A;Brand";v="99""#, nil),
        // What is no such list is a word of an app's own.
        ("Firefox", "Firefox"), ("Firefox 131", "Firefox 131"), (#""Firefox"#, #""Firefox"#),
        (#""a";v="1" b"#, #""a";v="1" b"#), (#""a";v"#, #""a";v"#), ("", nil),
    ])
    func `chooses the browser of a list of brands`(value: String, browser: String?) {
        #expect(ClientHint.browser(Array(value.utf8)) == browser)
    }

    @Test(arguments: [
        (#""Windows""#, "Windows"), (#""Chrome OS""#, "Chrome OS"), ("macOS", "macOS"),
        (#""a\"b""#, #"a"b"#), (#""Unknown""#, nil), ("Unknown", nil), (#""""#, nil), ("", nil),
        (#""open"#, #""open"#), ("Linux x86_64", "Linux x86_64"),
    ])
    func `takes a word out of its quotes`(value: String, word: String?) {
        #expect(ClientHint.word(Array(value.utf8)) == word)
    }
}
