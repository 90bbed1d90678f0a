// Targets and changes.

extension DraftMasker {
    func masked(_ target: Event.Target, revealing revealed: RevealedFields?) -> Event.Target? {
        var revised: Event.Target?
        self.text(target.type, .word, target, &revised) { $0.type = $1 }
        if revealed?.ids != true {
            self.text(target.id, .word, target, &revised) { $0.id = $1 }
        }
        if revealed?.labels != true {
            self.text(target.label, .prose, target, &revised) { $0.label = $1 }
        }
        return revised
    }

    /// `changes` with their secrets masked; `nil` where they have none.
    func masked(
        _ changes: [Event.Change],
        revealing revealed: RevealedFields?
    ) -> [Event.Change]? {
        var revised: [Event.Change]?
        var renamed: [Int] = []
        for (place, change) in changes.enumerated() {
            guard revealed?.contains(change.field) != true, let masked = self.masked(change) else {
                continue
            }
            if masked.field != change.field { renamed.append(place) }
            Self.revise(changes, &revised) { $0[place] = masked }
        }
        guard !renamed.isEmpty, var apart = revised else { return revised }
        self.tellApart(renamed, in: &apart)
        return apart
    }

    private func masked(_ change: Event.Change) -> Event.Change? {
        var revised: Event.Change?
        var field = change.field
        let rule = field.withUTF8 { self.masker.judge.rule(for: $0) }
        self.text(change.field, .word, change, &revised) { $0.field = $1 }
        self.json(change.old, by: rule, change, &revised) { $0.old = $1 }
        self.json(change.new, by: rule, change, &revised) { $0.new = $1 }
        return revised
    }

    /// Numbers the fields at `renamed` whose masked names are no longer different from all others:
    /// an event has each field once, and would be refused.
    private func tellApart(_ renamed: [Int], in changes: inout [Event.Change]) {
        var taken = Set(
            changes.indices.filter { !renamed.contains($0) }.map { Array(changes[$0].field.utf8) }
        )
        for place in renamed {
            let name = changes[place].field
            var number = 1
            while !taken.insert(Array(changes[place].field.utf8)).inserted {
                number += 1
                changes[place].field = self.name(name, numbered: number)
            }
        }
    }

    /// `[masked: jwt 2]` for `[masked: jwt]`.
    private func name(_ name: String, numbered number: Int) -> String {
        let isMask = name.utf8.last == UInt8(ascii: "]")
        let ending = isMask ? " \(number)]" : " \(number)"
        var start = isMask ? String(name.dropLast()) : name
        if self.isTight { Self.clip(&start, to: max(0, name.utf8.count - ending.utf8.count)) }
        return start + ending
    }
}
