extension EventColumns {
    /// What is wrong with the columns that are kept, where these are those that should be.
    func differences(of kept: EventColumns) -> [VerificationFinding.What] {
        let time: [VerificationFinding.What] =
            self.time == kept.time ? [] : [.editedColumn("time")]
        let problem: [VerificationFinding.What] =
            self.isProblem == kept.isProblem ? [] : [.editedColumn("problem")]
        return time + Self.difference("actor", self.actor, kept.actor)
            + Self.difference("ip", self.ip, kept.ip)
            + Self.difference("target", self.target, kept.target)
            + Self.difference("username", self.username, kept.username)
            + Self.difference("status", self.status, kept.status)
            + Self.difference("duration", self.duration, kept.duration) + problem
    }

    private static func difference<Value: Equatable>(
        _ name: String,
        _ right: Value?,
        _ kept: Value?
    ) -> [VerificationFinding.What] {
        guard right != kept else { return [] }
        return [kept == nil ? .emptyColumn(name) : .editedColumn(name)]
    }
}
