import MerkleLog
import Trail
import TrailSQLite

extension VerifyCommand {
    /// Prints why a ledger could not be looked through, and what that comes to.
    func show(_ error: TrailError, _ verdict: VerifyVerdict, of tenant: TenantID) {
        guard self.json else {
            return Output.line("\(tenant): \(verdict.text): \(error.message)")
        }
        var fields: [String: JSON] = ["tenant": .string(tenant.name), "intact": .bool(false)]
        if verdict == .tampered {
            fields["findings"] = .array([.string(error.message)])
            fields["finding_count"] = .integer(1)
        } else {
            fields["error"] = .string(error.message)
        }
        Output.line(JSONLine(fields).text)
    }

    /// Prints what was found, and what was made anew before.
    func show(_ report: VerificationReport, _ rebuilt: RebuiltData? = nil) {
        if self.json { return Output.line(JSONLine(Self.fields(report, rebuilt)).text) }
        for finding in report.findings { Output.line("\(report.tenant): \(finding)") }
        if report.findingCount > UInt64(report.findings.count) {
            Output.line("\(report.tenant): … \(report.findingCount) findings in all")
        }
        let verdict = VerifyVerdict(report).text
        if !report.isAnchored { Output.note("\(report.tenant): \(Self.unanchored)") }
        let back =
            report.pendingRemovals > 0
            ? ", \(report.pendingRemovals) removed once and there as they were sealed" : ""
        Output.line(
            "\(report.tenant): \(verdict): \(report.size) events, \(report.checked) recomputed, "
                + "\(report.prunedRows) pruned\(back), root \(report.root.base64)"
        )
    }

    /// What is said where only the store itself tells how far its ledger had come.
    private static let unanchored =
        "the key does not remember this ledger, so an older copy of the store would look the same; "
        + "compare it with a checkpoint that was kept elsewhere (--from-checkpoint), or let "
        + "'trail keys accept-head' make the key remember it as it is"

    private static func fields(
        _ report: VerificationReport,
        _ rebuilt: RebuiltData?
    ) -> [String: JSON] {
        var fields: [String: JSON] = [
            "tenant": .string(report.tenant.name),
            "size": .integer(Int64(report.size)),
            "root": .string(report.root.base64),
            "intact": .bool(VerifyVerdict(report) == .intact),
            "anchored": .bool(report.isAnchored),
            "checked": .integer(Int64(report.checked)),
            "pruned": .integer(Int64(report.prunedRows)),
            "removed_but_there": .integer(Int64(report.pendingRemovals)),
            "findings": .array(report.findings.map { .string($0.description) }),
            "finding_count": .integer(Int64(report.findingCount)),
        ]
        if !report.isAnchored { fields["warning"] = .string(Self.unanchored) }
        if let rebuilt { fields["rebuilt"] = .object(LedgerRepair.counts(rebuilt)) }
        return fields
    }
}
