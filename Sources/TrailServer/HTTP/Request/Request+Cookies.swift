internal import HTTPTypes
internal import Hummingbird

extension Request {
    /// The values of the cookies called `name`, in the order sent.
    ///
    /// There may be several: another site of the domain can add one, which nobody here made.
    func cookies(named name: String) -> [Substring] {
        var values: [Substring] = []
        for field in self.headers where field.name == .cookie {
            for pair in field.value.split(separator: ";") {
                let pair = pair.drop { $0 == " " }
                let found = pair.prefix { $0 != "=" }
                guard found == name, found.endIndex < pair.endIndex else { continue }
                values.append(pair[pair.index(after: found.endIndex)...])
            }
        }
        return values
    }
}
