/// Stands in for the folder of archives where an eraser knows of none: says that there are archives
/// somewhere, if sealed records name any.
public struct MissingArchives: ErasurePlace {
    private let ledger: any Ledger

    /// What the records of `ledger` name.
    public init(of ledger: any Ledger) {
        self.ledger = ledger
    }

    /// Erases nothing, and says how many archives there may be that hold something.
    public func erase(_ demand: ErasureDemand) async throws -> [ErasureFinding] {
        let archives = try await RecordedArchives(of: demand.tenant, in: self.ledger)
        return [ErasureFinding.missingArchives(archives?.names.count ?? 0)].compactMap(\.self)
    }

    /// Does nothing.
    public func overwriteRemains() -> [String] { [] }
}
