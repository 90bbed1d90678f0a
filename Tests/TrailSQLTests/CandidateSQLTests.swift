import Testing
import Trail
import TrailSQL

@Suite struct CandidateSQLTests {
    @Test func `looks for one value from the latest on`() {
        let sql = CandidateSQL(.actor(["alice"]), order: .timeDescending)
        #expect(
            sql.text == """
                SELECT time, seq FROM event INDEXED BY event_actor WHERE seq >> 15 = ?1 \
                AND tenant = ?2 AND actor = ?8 AND time >= ?3 AND time <= ?4 AND seq < ?6 \
                AND (time < ?4 OR seq < ?5) ORDER BY time DESC, seq DESC LIMIT ?7
                """
        )
        #expect(sql.values == ["alice"])
    }

    @Test func `merges the arms of several kinds`() {
        let sql = CandidateSQL(.kinds([.page, .cors]), order: .timeAscending)
        #expect(
            sql.text == """
                SELECT time, seq FROM event INDEXED BY event_kind WHERE seq >> 15 = ?1 \
                AND tenant = ?2 AND kind = 0 AND time >= ?3 AND time <= ?4 AND seq < ?6 \
                AND (time > ?3 OR seq > ?5) UNION ALL \
                SELECT time, seq FROM event INDEXED BY event_kind WHERE seq >> 15 = ?1 \
                AND tenant = ?2 AND kind = 5 AND time >= ?3 AND time <= ?4 AND seq < ?6 \
                AND (time > ?3 OR seq > ?5) ORDER BY time, seq LIMIT ?7
                """
        )
        #expect(sql.values.isEmpty)
    }

    @Test func `names the condition of a partial index word for word`() {
        let slow = CandidateSQL(.slow, order: .arrivalAscending).text
        #expect(slow.contains("duration >= 1000000"))
        #expect(slow.hasSuffix("AND seq > ?5 ORDER BY seq LIMIT ?7"))
        let problems = CandidateSQL(.problems([.login]), order: .arrivalDescending).text
        #expect(problems.contains("problem = 1 AND kind = 3"))
        #expect(problems.hasSuffix("AND seq < ?5 ORDER BY seq DESC LIMIT ?7"))
    }

    @Test func `counts all arms together`() {
        let sql = CandidateSQL.counting(.ip(["a", "b"]))
        #expect(sql.text.hasPrefix("SELECT count(*) FROM (SELECT 1 FROM event INDEXED BY event_ip"))
        #expect(sql.text.contains("ip = ?8 AND"))
        #expect(sql.text.contains("ip = ?9 AND"))
        #expect(sql.values == ["a", "b"])
    }
}
