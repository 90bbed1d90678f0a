extension SettingKey.Form {
    /// What a value is, in the words of the settings reference.
    var words: String {
        switch self {
        case .text: "text"
        case .integer(let range): "whole number, \(range.lowerBound) to \(range.upperBound)"
        case .flag: "flag"
        case .list: "list"
        case .patterns: "patterns"
        case .duration: "length of time"
        case .timeOfDay: "time of day"
        case .bytes(let least): "bytes, at least \(least)"
        case .origins: "origins"
        case .urlPath: "path of URLs"
        case .oneOf(let words): words.map { "`\($0)`" }.joined(separator: ", ")
        }
    }
}
