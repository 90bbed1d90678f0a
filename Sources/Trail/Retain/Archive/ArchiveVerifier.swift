public import MerkleLog

/// Recomputes an archive from its lines, and says what is not as it was sealed.
///
/// Each section's digest follows from its text and salt, each leaf from the digests, and the root
/// of the checkpoint from all leaves and the nodes between them. Where the ledger is at hand, each
/// leaf is also compared with the one that the ledger has in its place, so that a line which was
/// altered can be named.
public struct ArchiveVerifier: Sendable {
    /// The most findings that a report holds.
    private static let findingLimit = 1_000

    private let archive: ArchiveReader
    private let keys: [NoteVerifier]
    private let ledger: (any Ledger)?

    /// A verifier.
    ///
    /// - Parameters:
    ///   - archive: What is verified.
    ///   - keys: The keys by which its checkpoint may be signed.
    ///   - ledger: The ledgers to compare it with; `nil` to go by the archive alone.
    public init(_ archive: ArchiveReader, keys: [NoteVerifier], ledger: (any Ledger)? = nil) {
        self.archive = archive
        self.keys = keys
        self.ledger = ledger
    }

    /// Verifies the whole archive.
    ///
    /// That sections were erased from it is no tampering: their digests stand in their place. So
    /// the SHA-256 that the record of the removal has of the file is not asked for.
    /// - Parameters:
    ///   - progress: Called with the bytes of the file that have been read.
    ///   - body: Takes each event that fits, before it is known whether all do.
    /// - Returns: What it holds and what was found; it is as it was sealed if that is nothing.
    /// - Throws: ``ArchiveError`` `unreadable` where the file cannot be opened or read; what the
    ///   ledger throws. Then it could not be verified.
    public func verify(
        progress: ((UInt64) -> Void)? = nil,
        _ body: (SealedEvent) -> Void = { _ in }
    ) async throws -> ArchiveReport {
        var pass = Pass(self.ledger)
        do {
            pass.report.hash = try await self.archive.pieces(progress: progress) { lines in
                for line in lines { try await pass.take(line, body) }
            }
        } catch let error as ArchiveError {
            if case .unreadable = error { throw error }
            pass.add(ArchiveFinding(line: pass.report.lines, what: .invalid(error)))
            return pass.report
        }
        try await self.finish(&pass)
        return pass.report
    }

    private func finish(_ pass: inout Pass) async throws {
        do {
            let contents = try pass.check.finish(nil)
            pass.report.size = contents.checkpoint.size
            pass.report.root = contents.checkpoint.root
        } catch {
            // What was found in single lines says more than that the root is another one.
            if pass.report.findings.isEmpty {
                pass.add(ArchiveFinding(line: nil, what: .invalid(error)))
            }
            return
        }
        do {
            _ = try pass.check.finish(self.keys)
        } catch {
            pass.add(ArchiveFinding(line: 1, what: .invalid(error)))
        }
        try await pass.compareTrees()
    }

    /// A walk through the lines.
    private struct Pass {
        var check = ArchiveCheck()
        var report = ArchiveReport()
        private let ledger: (any Ledger)?
        private var leaves: LeafComparison?

        init(_ ledger: (any Ledger)?) {
            self.ledger = ledger
        }

        mutating func take(_ line: [UInt8], _ body: (SealedEvent) -> Void) async throws {
            self.report.lines += 1
            guard let event = try self.check.take(line) else {
                if self.report.lines == 1, let header = self.check.header {
                    self.report.tenant = header.tenant
                    self.leaves = try await LeafComparison(header.tenant, in: self.ledger)
                }
                return
            }
            self.report.add(event)
            guard let leaves = self.leaves else { return body(event) }
            if try await leaves.fits(event) {
                self.report.compared += 1
                self.leaves = leaves
                body(event)
            } else {
                self.add(
                    ArchiveFinding(
                        line: self.report.lines,
                        index: event.index,
                        id: event.header.id,
                        what: .otherLeaf
                    )
                )
            }
        }

        mutating func add(_ finding: ArchiveFinding) {
            self.report.findingCount += 1
            guard self.report.findings.count < ArchiveVerifier.findingLimit else { return }
            self.report.findings.append(finding)
        }

        /// Looks whether the ledger continues the tree of the checkpoint.
        mutating func compareTrees() async throws {
            guard let ledger, let leaves, self.report.findings.isEmpty else { return }
            let head = leaves.head
            do {
                let proof = try await ConsistencyProof(
                    oldSize: self.report.size,
                    newSize: head.size,
                    reader: ledger.tree(of: head)
                )
                try proof.verify(oldRoot: self.report.root, newRoot: head.root)
            } catch let error where error is ProofError || error is TileError {
                self.add(ArchiveFinding(line: 1, what: .otherTree))
            } catch let error as TrailError where error.code == .notFound {
                self.add(ArchiveFinding(line: 1, what: .otherTree))
            }
        }
    }
}
