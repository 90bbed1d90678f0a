internal import GRDB
internal import Trail

/// The tables and indexes of a file, compared with those that the migrations make.
///
/// Whoever can write to the file can also rewrite its schema: drop an index, or make it one of some
/// rows only, so that lists miss the others; add a trigger that changes what is recorded. Tables
/// of others that have nothing to do with ours are left alone.
struct SchemaComparison {
    /// What is not as the migrations make it.
    let faults: [VerificationFinding.What]

    init(_ database: Database) throws {
        let made = try Schema.made.get()
        let found = try SchemaObject.all(in: database)
        self.faults = Self.faults(made, found)
    }

    /// Whether there is an index of this name, as the migrations make it.
    func isSound(_ index: String) -> Bool {
        !self.faults.contains { fault in
            if case .wrongIndex(let name, _) = fault { name == index } else { false }
        }
    }

    private struct Key: Hashable {
        let kind: String
        let name: String

        init(_ object: SchemaObject) {
            self.kind = object.kind
            self.name = object.name
        }
    }

    static func faults(
        _ made: [SchemaObject],
        _ found: [SchemaObject]
    ) -> [VerificationFinding.What] {
        var left = Dictionary(found.map { (Key($0), $0) }) { first, _ in first }
        var faults: [VerificationFinding.What] = []
        for object in made {
            guard let twin = left.removeValue(forKey: Key(object)) else {
                faults.append(Self.fault(object, .missing, "is missing"))
                continue
            }
            // That table is GRDB's, whose versions may differ.
            guard object.table != "grdb_migrations" else { continue }
            if twin.definition != object.definition || twin.table != object.table {
                faults.append(Self.fault(object, .altered, "is not defined as Trail defines it"))
            }
        }
        let tables = Set(made.map(\.table))
        for object in found where left[Key(object)] != nil {
            // A trigger is stored under the table's name as it was typed, in any case of letters.
            guard object.kind == "trigger" || tables.contains(object.table) else { continue }
            faults.append(Self.fault(object, .foreign, "is none of Trail's"))
        }
        return faults
    }

    private static func fault(
        _ object: SchemaObject,
        _ fault: VerificationFinding.IndexFault,
        _ sentence: String
    ) -> VerificationFinding.What {
        object.kind == "index"
            ? .wrongIndex(object.name, fault)
            : .alteredTable("the \(object.kind) \(object.name) \(sentence)")
    }
}
