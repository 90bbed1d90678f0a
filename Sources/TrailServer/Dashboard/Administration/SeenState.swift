internal import Trail

/// How something was when its form was shown: a form that was open for a while must not undo
/// unawares what somebody else has done since.
enum SeenState {
    /// The name of the field that says so.
    static let field = "seen"

    /// What a form sends along of something that is now as `fingerprint` says.
    static func hidden(_ fingerprint: String) -> [(String, String)] {
        [(Self.field, fingerprint)]
    }
}

extension FormBody {
    /// Accepts a form about something that is now as `fingerprint` says.
    ///
    /// - Throws: ``Problem`` 400 where it was something else when the form was shown.
    func check(seen fingerprint: String) throws(Problem) {
        guard let seen = self[SeenState.field], seen != fingerprint else { return }
        throw Problem(
            .invalidInput,
            "Nothing was saved: somebody else has changed this since you opened it. Look at how it "
                + "stands now, and save again what is to hold."
        )
    }
}

extension UserAccount {
    /// What names it as it is now.
    var fingerprint: String { "\(self.name) \(self.revision)" }
}
