/// What a leak guard leaves alone in a row change, since the table's rule reveals it.
///
/// Only whoever makes a draft within Trail can say so: it is neither parsed nor sealed nor sent on,
/// so that nothing that comes in from elsewhere gets past a guard by it.
package struct RevealedFields: Sendable, Hashable {
    /// The names of the fields, in UTF-8: their values in `changes`, and as members of `before`
    /// and `after`.
    package var fields: Set<[UInt8]>
    /// Whether the ids of the targets consist of such fields alone.
    package var ids = false
    /// Whether the labels of the targets do.
    package var labels = false

    /// Reveals `fields`.
    package init(_ fields: Set<[UInt8]>) {
        self.fields = fields
    }

    func contains(_ field: String) -> Bool { self.fields.contains(Array(field.utf8)) }
}
