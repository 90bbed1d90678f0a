import Testing
import Trail

@Suite struct TableCellTests {
    @Test(
        arguments: [
            ("", .empty), ("null", .empty), ("true", .flag(true)), ("false", .flag(false)),
            ("0", .number(0)), ("-12.5", .number(-12.5)),
            ("123456789012345", .number(1.23456789012345e14)),
            ("1234567890123456", .text("1234567890123456")), (#""=1+1""#, .text("=1+1")),
            (#""a\nb\u00e9""#, .text("a\nb\u{E9}")), (#"{"a":[1]}"#, .text(#"{"a":[1]}"#)),
            ("[]", .text("[]")), (#""""#, .text("")),
        ] as [(String, TableCell)]
    )
    func `gives a value the type that it has`(json: String, cell: TableCell) {
        #expect(TableCell(json: Array(json.utf8)) == cell)
    }
}
