import GRDB
import Testing
import Trail

@testable import TrailSQLite

@Suite struct SQLiteFailureTests {
    @Test(arguments: [
        (13, "out_of_space"), (5, "store_unavailable"), (6, "store_unavailable"),
        (14, "store_unavailable"), (8, "store_unavailable"), (10, "store_unavailable"),
        (11, "ledger_damaged"), (26, "ledger_damaged"), (18, "unstorable"), (20, "unstorable"),
        (2067, "unstorable"), (261, "store_unavailable"), (3338, "store_unavailable"),
    ])
    func `says what kind of failure a result code is`(code: Int32, name: String) {
        let foreign = DatabaseError(resultCode: ResultCode(rawValue: code), message: "text")
        let error = SQLiteFailure.translation(of: foreign) as? TrailError
        #expect(error?.code.name == name)
        #expect((error?.cause as? SQLiteFailure)?.code == code)
    }

    @Test func `lets cancellation and errors of Trail pass`() {
        #expect(SQLiteFailure.translation(of: CancellationError()) is CancellationError)
        let interrupted = DatabaseError(resultCode: .SQLITE_INTERRUPT)
        #expect(SQLiteFailure.translation(of: interrupted) is CancellationError)
        let own = SQLiteFailure.translation(of: TrailError(.closed, "closed")) as? TrailError
        #expect(own?.code == .closed)
    }
}
